import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askReceipt, readReceipt, withReceipt } from '../../src/domain/run/receipt';
import { temporaryFolder } from '../helpers/journal-file';

/** The shells of this machine that an endpoint may have; every one must understand a receipt alike. */
const shells = ['/bin/sh', '/bin/dash', '/bin/bash'].filter(existsSync);
const receipt = 'RUN-0001-abc.restart';

type Said = { readonly code: number | null; readonly text: string };

function inShell(shell: string, home: string, command: string, input = '', more: object = {}): Said {
  const { status, stdout, stderr } = spawnSync(shell, ['-c', command], {
    ...{ cwd: home, input },
    env: { HOME: home, PATH: '/usr/bin:/bin', SHELL: shell, ...more },
  });
  return { code: status, text: Buffer.concat([stdout, stderr]).toString('latin1') };
}
const wrapped = (command: string) => withReceipt(command, receipt, 'RUN-0001');
const fileOf = (home: string) => path.join(home, '.holdfast', 'receipts', receipt);
const ask = (shell: string, home: string) => readReceipt(inShell(shell, home, askReceipt(receipt)).text);

describe.each(shells)('a receipt in %s', (shell) => {
  test('lets the command say and answer what it would without', () => {
    const home = temporaryFolder();
    const command = 'echo one; echo two >&2; pwd; exit 7';
    expect(inShell(shell, home, wrapped(command))).toEqual({
      code: 7,
      text: `one\ntwo\n${home}\n`,
    });
  });

  test('hands the shell exactly the command, whatever is in it', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom(
          "'",
          '"',
          '\\',
          '$',
          '`',
          '\n',
          '$(id)',
          '$x',
          ';',
          '&',
          '#',
          "'\\''",
          '\t',
          '*',
          '!',
          '<<E',
        ),
        fc.string({ unit: 'binary', maxLength: 6 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const text = parts.join('').replaceAll('\0', '');
        // A command whose whole effect is to say its own text back: any slip of quoting shows.
        const command = `printf %s '${text.replaceAll("'", `'\\''`)}'`;
        const [plain, kept] = [temporaryFolder(), temporaryFolder()];
        expect(inShell(shell, kept, wrapped(command))).toEqual(inShell(shell, plain, command));
      }),
      { numRuns: 60 },
    );
  });

  test('does not mend or break what is no command at all', () => {
    for (const command of [
      'echo "',
      "echo 'x",
      'if true',
      'cat <<E\nx',
      'echo a \\',
      '(',
      '# nothing',
      'false #\n',
    ]) {
      const [plain, kept] = [temporaryFolder(), temporaryFolder()];
      expect([command, inShell(shell, kept, wrapped(command)).code]).toEqual([
        command,
        inShell(shell, plain, command).code,
      ]);
    }
  });

  test('leaves the standard input to the command', () => {
    const home = temporaryFolder();
    expect(inShell(shell, home, wrapped('cat; echo end'), 'first\nsecond\n').text).toBe(
      'first\nsecond\nend\n',
    );
  });

  test('leaves the command its own mask, options and variables', () => {
    const command = 'umask; echo "$-"; set | grep -c "^holdfast"; echo x >old; echo y >old; cat old';
    const [plain, kept] = [temporaryFolder(), temporaryFolder()];
    expect(inShell(shell, kept, wrapped(command))).toEqual(inShell(shell, plain, command));
  });

  test('lets a step begin once, however often its message comes', () => {
    const home = temporaryFolder();
    const command = wrapped('echo x >>count; exit 3');
    const said = [1, 2, 3].map(() => inShell(shell, home, command));
    expect([said[0]?.code, said[1], said[2]?.code, readFileSync(path.join(home, 'count'), 'utf8')]).toEqual([
      3,
      { code: 73, text: 'holdfast: this step of RUN-0001 was here before and is not begun again\n' },
      73,
      'x\n',
    ]);
  });

  test('lets one of many that come at the same moment begin', () => {
    const home = temporaryFolder();
    writeFileSync(path.join(home, 'step'), wrapped('echo x >>count'));
    const all = Array.from({ length: 12 }, () => `"${shell}" ./step >/dev/null 2>&1 &`).join('\n');
    inShell(shell, home, `${all}\nwait`);
    expect(readFileSync(path.join(home, 'count'), 'utf8')).toBe('x\n');
  });

  test('begins nothing where it cannot be written, and says so', () => {
    const home = temporaryFolder();
    writeFileSync(path.join(home, '.holdfast'), 'in the way');
    const said = inShell(shell, home, wrapped('echo x >count'));
    expect([said, existsSync(path.join(home, 'count'))]).toEqual([
      {
        code: 73,
        text: `holdfast: no receipt can be written in ${home}/.holdfast/receipts, so nothing was begun\n`,
      },
      false,
    ]);
  });

  test('says afterwards how the step ended and what it said', () => {
    const home = temporaryFolder();
    inShell(shell, home, wrapped('echo done; exit 4'));
    expect(ask(shell, home)).toEqual({ state: 'ended', exitCode: 4, output: 'done\n' });
  });

  test('that is not there is void from then on: a message that comes late begins nothing', () => {
    const home = temporaryFolder();
    const before = ask(shell, home);
    const late = inShell(shell, home, wrapped('echo x >count'));
    expect([before?.state, late.code, existsSync(path.join(home, 'count')), ask(shell, home)?.state]).toEqual(
      ['absent', 73, false, 'absent'],
    );
  });

  test('tells a step that still runs from one whose process is gone', () => {
    const home = temporaryFolder();
    const lived: unknown[] = [];
    // The step itself asks while it runs; afterwards its end is taken away, as if the power had failed.
    writeFileSync(path.join(home, 'ask'), askReceipt(receipt));
    lived.push(readReceipt(inShell(shell, home, wrapped(`"${shell}" ./ask`)).text)?.state);
    writeFileSync(fileOf(home), readFileSync(fileOf(home), 'utf8').replace(/^ended.*\n/m, ''));
    lived.push(ask(shell, home)?.state);
    writeFileSync(fileOf(home), '');
    lived.push(ask(shell, home)?.state);
    expect(lived).toEqual(['running', 'gone', 'unclear']);
  });

  test('knows how long the endpoint is up', () => {
    const said = ask(shell, temporaryFolder());
    expect(said?.state === 'absent' && said.upForMs).toBeGreaterThan(0);
  });

  test('of a month ago is cleared away now and then, a fresh one never', () => {
    const home = temporaryFolder();
    const folder = path.dirname(fileOf(home));
    mkdirSync(folder, { recursive: true });
    const old = path.join(folder, 'RUN-0001-old.restart');
    const fresh = path.join(folder, 'RUN-0001-new.restart');
    for (const file of [old, fresh]) writeFileSync(file, 'began 1\nended 0\n');
    const before = new Date(Date.now() - 40 * 86_400_000);
    utimesSync(old, before, before);
    // The number of the shell decides, so the one that clears is a matter of trying.
    for (let turn = 0; turn < 400 && existsSync(old); turn += 1)
      inShell(shell, home, withReceipt(':', `RUN-0001-${turn}.x`, 'RUN-0001'));
    expect([existsSync(old), existsSync(fresh), readdirSync(folder).length > 2]).toEqual([false, true, true]);
  });
});

test('an answer that is no answer says nothing', () => {
  const said = [
    '',
    'welcome',
    'holdfast-receipt',
    'holdfast-receipt 1 ended',
    'holdfast-receipt 1 ended 99999\n',
    ' holdfast-receipt 1 gone',
  ];
  expect(said.map(readReceipt)).toEqual(said.map(() => null));
});
