import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/run/outcome';
import { usualLimits } from '../../../src/domain/run/preflight/cause';
import { type Asked, isClockInDoubt, judgeEndpoint } from '../../../src/domain/run/preflight/judge';
import { noon } from '../../helpers/hospital';

const plenty = '/dev/sda1 20000000 1000000 19000000 5% /';
const nearlyFull = '/dev/sda1 20000000 19980000 20480 100% /';

type Said = { clock?: string; home?: string; tmp?: string; become?: string };
const answer = ({ clock = String(noon / 1000), home = plenty, tmp = plenty, become }: Said = {}) =>
  [
    'holdfast-preflight 1',
    `clock ${clock}`,
    `home ${home}`,
    `tmp ${tmp}`,
    ...(become === undefined ? [] : [`become ${become}`]),
    'holdfast-preflight end',
    '',
  ].join('\n');
const said = (output: string): Outcome => ({ state: 'ok', exitCode: 0, output, tookMs: 80 });
const asked = (outcome: Outcome, change: Partial<Asked> = {}): Asked => ({
  outcome,
  askedAt: noon,
  tookMs: 80,
  asksBecome: false,
  ...change,
});
const judged = (outcome: Outcome, change?: Partial<Asked>) =>
  judgeEndpoint(asked(outcome, change), usualLimits);
const ofAnswer = (output: string, change?: Partial<Asked>) => judged(said(output), change);

describe('ready', () => {
  test('an endpoint that answers with room and a right clock is ready', () => {
    expect(ofAnswer(answer())).toEqual([]);
  });
  test('what a login shell says around the answer is passed over', () => {
    expect(ofAnswer(`Welcome to ward 4\n\n${answer()}logout\n`)).toEqual([]);
  });
  test('what an endpoint cannot measure is not held against it', () => {
    expect(ofAnswer(answer({ clock: '', home: '', tmp: 'tmpfs - - - - /tmp' }))).toEqual([]);
  });
  test('a few per cent of a large disk are room enough', () => {
    expect(ofAnswer(answer({ home: '/dev/sda1 2000000000 1980000000 20000000 99% /' }))).toEqual([]);
  });
  test('a small disk with most of it free is room enough', () => {
    expect(ofAnswer(answer({ tmp: 'tmpfs 65536 1024 64512 2% /tmp' }))).toEqual([]);
  });
});

describe('what keeps every command away has one cause', () => {
  test.each([
    [{ state: 'unreachable', cause: 'ConnectTimeout', output: 'no login', tookMs: 5 }, 'unreachable'],
    [{ state: 'denied', cause: 'HostKeyMismatch', output: 'no login', tookMs: 5 }, 'host key changed'],
    [{ state: 'denied', cause: 'HostKeyUnknown', output: 'no login', tookMs: 5 }, 'no host key on file'],
    [{ state: 'denied', cause: 'AuthenticationFailure', output: 'no login', tookMs: 5 }, 'login refused'],
  ] as const)('%o', (outcome, cause) => {
    expect(judged(outcome)).toEqual([{ cause, words: 'no login' }]);
  });
});

describe('a shell that does not answer what was asked', () => {
  test.each([
    ['nothing at all', '', 'the shell said nothing'],
    ['a menu', 'Press 1 for maintenance\n', 'the shell said something else: Press 1 for maintenance'],
    [
      'an answer that breaks off',
      'holdfast-preflight 1\nclock 17',
      'the shell said something else: the answer broke off',
    ],
    [
      'lines in another order',
      answer().replace(/clock (\d+)\n(home .*)\n/, '$2\nclock $1\n'),
      `the shell said something else: home ${plenty}`,
    ],
    ['a line too many', answer().replace('tmp', 'tmp /x\ntmp'), 'the shell said something else: tmp /x'],
    ['a clock of letters', answer({ clock: 'tomorrow' }), 'the shell said something else: clock tomorrow'],
    [
      'a clock of too many digits',
      answer({ clock: '9'.repeat(13) }),
      `the shell said something else: clock ${'9'.repeat(13)}`,
    ],
    ['a disk of letters', answer({ tmp: 'lots of room' }), 'the shell said something else: tmp lots of room'],
  ])('%s', (_what, output, words) => {
    expect(ofAnswer(output)).toEqual([{ cause: 'no answer', words }]);
  });
  test('one that goes on for too long', () => {
    const outcome: Outcome = { state: 'timed-out', cause: 'CommandTimeout', output: '', tookMs: 10_000 };
    expect(judged(outcome)).toEqual([{ cause: 'no answer', words: 'nothing whole within 10 s' }]);
  });
  test('the words of an endpoint are cut and cleaned before anyone reads them', () => {
    const [finding] = ofAnswer(`\u202e${'a\u0007'.repeat(5000)}`);
    const words = finding?.words ?? '';
    expect([words.length, words.includes('\u0007'), words.includes('\u202e')]).toEqual([111, false, false]);
  });
  test('no output whatever makes the judge throw, or say more than a screen can hold', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'holdfast-preflight 1',
        'holdfast-preflight end',
        'clock 5',
        `home ${plenty}`,
        `tmp ${plenty}`,
      ),
    );
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), (lines, asksBecome) => {
        const findings = ofAnswer(lines.join('\n'), { asksBecome });
        expect(findings.every(({ words }) => words.length < 250)).toBe(true);
      }),
    );
  });
});

describe('become', () => {
  test('is only looked at where the runbook needs it', () => {
    const refused = answer({ become: 'no' });
    expect(ofAnswer(refused, { asksBecome: true })).toEqual([
      { cause: 'become refused', words: 'sudo is not there, wants a password, or does not allow it' },
    ]);
    expect(ofAnswer(answer({ become: 'yes' }), { asksBecome: true })).toEqual([]);
  });
  test('where sudo hangs and everything before it answered, it is sudo that is named', () => {
    const output = answer().replace('holdfast-preflight end\n', '');
    const outcome: Outcome = { state: 'timed-out', cause: 'CommandTimeout', output, tookMs: 10_000 };
    expect(judged(outcome, { asksBecome: true, tookMs: 10_000 })).toEqual([
      { cause: 'become refused', words: 'sudo gave no answer in time' },
    ]);
  });
});

test('a disk is full below both 5 % and 100 MB, and the words say how full', () => {
  expect(ofAnswer(answer({ home: nearlyFull }))).toEqual([
    { cause: 'disk full', words: '$HOME: 20 MB free of 19 GB, 0.1 %' },
  ]);
});

test('an endpoint has every cause at once that it has', () => {
  const output = answer({ home: nearlyFull, tmp: nearlyFull, clock: String(noon / 1000 + 90) });
  expect(ofAnswer(output).map((each) => each.cause)).toEqual(['disk full', 'disk full', 'clock off']);
});

describe('the clock', () => {
  const at = (seconds: number, change?: Partial<Asked>) =>
    ofAnswer(answer({ clock: String(noon / 1000 + seconds) }), change);
  test('is off from more than 5 s on, in either direction', () => {
    expect([at(4), at(6), at(-4), at(-7)]).toEqual([
      [],
      [{ cause: 'clock off', words: '6 s ahead' }],
      [],
      [{ cause: 'clock off', words: '7 s behind' }],
    ]);
  });
  test('is compared with the middle of the way there and back', () => {
    expect([at(7, { tookMs: 6000 }), at(4, { tookMs: 0 })]).toEqual([[], []]);
  });
  test('is in doubt where a slow first answer could put it on either side of the limit', () => {
    const doubt = (seconds: number, tookMs: number) =>
      isClockInDoubt(asked(said(answer({ clock: String(noon / 1000 + seconds) })), { tookMs }), usualLimits);
    expect([doubt(0, 80), doubt(6, 4000), doubt(0, 12_000), doubt(100, 12_000)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  test('is not called off by an answer that took so long that it proves nothing', () => {
    expect([at(-2, { tookMs: 20_000 }), at(60, { tookMs: 20_000 })[0]?.cause]).toEqual([[], 'clock off']);
  });
});
