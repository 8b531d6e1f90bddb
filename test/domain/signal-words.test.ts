import { describe, expect, test } from 'vitest';
import { isSilent } from '../../src/domain/service/silence';
import { judgeCheck, nothingSeen } from '../../src/domain/signal/connectivity';
import { labelLimits, plainLabels } from '../../src/domain/signal/labels';
import { placeOf } from '../../src/domain/signal/place';
import { severityOf } from '../../src/domain/signal/severity';
import { seconds } from '../helpers/hospital';

describe('severity', () => {
  test.each([
    ['SEV-1', ['critical', 'Emergency', 'P1', 'SEV-1', 'sev1']],
    ['SEV-2', ['error', 'HIGH', 'page', 'p2', 'sev-2']],
    ['SEV-3', ['warning', 'warn', ' medium ', 'p3', 'no idea', '', undefined, '__proto__', 'constructor']],
    ['SEV-4', ['low', 'P4', 'SEV-4']],
    ['SEV-5', ['info', 'none', 'p5', 'sev5']],
  ])('%s is what senders call %j', (severity, words) => {
    expect(new Set(words.map(severityOf))).toEqual(new Set([severity]));
  });
});

describe('labels', () => {
  test('only flat values are kept, and a later part wins', () => {
    const hostile = JSON.parse(
      '{"__proto__":{"admin":"yes"},"constructor":"c","a":1,"b":true,"c":{},"d":null}',
    );
    expect(Object.entries(plainLabels(hostile, { a: '2', e: 'x\ny' }))).toEqual([
      ['a', '2'],
      ['e', 'x y'],
      ['constructor', 'c'],
      ['b', 'true'],
    ]);
  });
  test('too many and too long ones are left out', () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`k${index}`, 'v'.repeat(9000)]),
    );
    const labels = plainLabels({ ['x'.repeat(201)]: 'y', ...many });
    expect([Object.keys(labels).length, labels.k0?.length, labels.k63?.length]).toEqual([
      labelLimits.count,
      labelLimits.valueLength,
      labelLimits.valueLength,
    ]);
  });
});

describe('silence', () => {
  const probe = { everyMs: 15_000, timeoutMs: 5_000 };
  test('begins when two looks in a row have not come back', () => {
    expect([35, 36].map((s) => isSilent(probe, seconds(0), seconds(-99), seconds(s)))).toEqual([false, true]);
  });
  test('counts from the start of watching while nothing was heard since', () => {
    expect(
      [null, seconds(-500)].map((heard) =>
        [35, 36].map((s) => isSilent(probe, heard, seconds(0), seconds(s))),
      ),
    ).toEqual([
      [false, true],
      [false, true],
    ]);
  });
  test('is not made by a wall clock that was set back', () => {
    expect(isSilent(probe, seconds(0), seconds(0), seconds(-9999))).toBe(false);
  });
});

describe('a connectivity check', () => {
  const check = { id: 'net', name: 'Internet' };
  /** What is told after each of these looks. */
  const told = (looks: readonly boolean[]) => {
    let memory = nothingSeen;
    return looks.map((ok, index) => {
      const judged = judgeCheck(check, memory, { ok, because: 'it was seen' }, seconds(index));
      memory = judged.memory;
      return judged.events.map(({ data }) => (data as { ok: boolean }).ok);
    });
  };
  test('tells its first verdict and then only what changes', () => {
    expect(told([true, true, true])).toEqual([[true], [], []]);
  });
  test('is lost when a second look confirms it, and back with one good look', () => {
    expect(told([true, false, false, false, true])).toEqual([[true], [], [false], [], [true]]);
  });
  test('does not flap', () => {
    expect(told([true, false, true, false, true])).toEqual([[true], [], [], [], []]);
  });
  test('that is lost from the beginning is confirmed, too', () => {
    expect(told([false, false, false])).toEqual([[], [false], []]);
  });
});

test('a look at one place has its name; a look at every endpoint has none', () => {
  expect([
    placeOf({ by: 'ssh', command: 'true' }),
    placeOf({ by: 'tcp', host: null, port: 22 }),
    placeOf({ by: 'tcp', host: 'mail.example', port: 25 }),
    placeOf({ by: 'http', url: 'https://a.example/health', status: [200] }),
    placeOf({ by: 'tls', host: 'a.example', port: 443, leastMs: 0 }),
    placeOf({ by: 'dns', name: 'a.example' }),
  ]).toEqual([null, null, 'mail.example:25', 'https://a.example/health', 'a.example:443', 'a.example']);
});
