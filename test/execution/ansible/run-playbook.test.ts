import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Outcome } from '../../../src/domain/run/outcome';
import { startTestFleet, type TestFleet } from '../../helpers/fleet';
import { hostOf, playOn, realAnsible } from '../../helpers/playbook';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(20);
}, 60_000);
afterAll(() => fleet.close());
beforeEach(() => fleet.fleet.control({ act: 'clear' }));

const some = (count: number) => Array.from({ length: count }, (_, index) => hostOf(fleet.target(index)));
const nameOf = (index: number) => fleet.target(index).name;
const short = (ends: Readonly<Record<string, Outcome>>) =>
  Object.fromEntries(
    Object.entries(ends).map(([name, end]) => [
      name,
      'cause' in end ? `${end.state} ${end.cause}` : end.state,
    ]),
  );
const outputOf = (end: Outcome | undefined) => (end && 'output' in end ? end.output : '');
const asked = () => {
  const said: string[] = [];
  return { said, onCommand: (target: { name: string }) => void said.push(target.name) };
};

/** A door that counts who knocks. */
async function listening(): Promise<{ port: number; knocks(): number }> {
  let knocks = 0;
  const server = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as { port: number }).port, knocks: () => knocks };
}

describe('what becomes of every endpoint', { timeout: 120_000 }, () => {
  test('of twenty, one fails, one cannot be reached, one shows another host key, and seventeen are ok', async () => {
    await fleet.fleet.control({ act: 'fault', kind: 'refuse', endpoints: [nameOf(3)] });
    await fleet.fleet.control({ act: 'fault', kind: 'changed-key', endpoints: [nameOf(5)] });
    const { ends, because } = await playOn(fleet, some(20), {
      text: `- hosts: all
  gather_facts: false
  tasks:
    - { name: work, raw: 'test "{{ inventory_hostname }}" != "${nameOf(7)}" || { echo broken; exit 3; }' }
`,
    });
    const expected: Record<string, string> = Object.fromEntries(some(20).map(({ name }) => [name, 'ok']));
    expected[nameOf(3)] = 'unreachable ConnectRefused';
    expected[nameOf(5)] = 'denied HostKeyMismatch';
    expected[nameOf(7)] = 'failed NonZeroExit';
    expect([short(ends), because, ends[nameOf(7)]]).toEqual([
      expected,
      null,
      {
        state: 'failed',
        cause: 'NonZeroExit',
        exitCode: 3,
        output: expect.stringContaining('broken'),
        tookMs: expect.any(Number),
      },
    ]);
  });
  test('text of labels and variables is data: no template in it is filled in', async () => {
    const hosts = [hostOf(fleet.target(0), { ward: "{{ lookup('pipe', 'id') }}" })];
    const { ends } = await playOn(fleet, hosts, {
      text: `- hosts: all
  tasks: [{ name: say, command: 'echo "{{ ward }} {{ told }}"' }]
`,
      variables: { told: '{{ 7 * 7 }}' },
    });
    expect(outputOf(ends[nameOf(0)])).toContain("{{ lookup('pipe', 'id') }} {{ 7 * 7 }}");
  });
  test('a failure that a rescue takes back is none, and one that is ignored is said', async () => {
    const { ends } = await playOn(fleet, some(1), {
      text: `- hosts: all
  gather_facts: false
  tasks:
    - block: [{ name: first, raw: exit 4 }]
      rescue: [{ name: second, raw: echo mended }]
    - { name: third, raw: exit 5, ignore_errors: true }
`,
    });
    expect([short(ends), outputOf(ends[nameOf(0)])]).toEqual([
      { [nameOf(0)]: 'ok' },
      expect.stringContaining('ignored: third'),
    ]);
  });
  test('a play that is broken off leaves nobody ok that it was not done with', async () => {
    const { ends } = await playOn(fleet, some(3), {
      text: `- hosts: all
  gather_facts: false
  any_errors_fatal: true
  tasks:
    - { name: first, raw: 'test "{{ inventory_hostname }}" != "${nameOf(1)}"' }
    - { name: second, raw: 'true' }
`,
    });
    expect(short(ends)).toEqual({
      [nameOf(0)]: 'unknown ConnectionLost',
      [nameOf(1)]: 'failed NonZeroExit',
      [nameOf(2)]: 'unknown ConnectionLost',
    });
  });
  test('with serial batches, those behind a batch that failed were never sent anything', async () => {
    const { ends } = await playOn(fleet, some(3), {
      text: '- { hosts: all, gather_facts: false, serial: 1, tasks: [{ name: work, raw: exit 1 }] }\n',
    });
    expect(Object.values(short(ends)).sort()).toEqual(['cancelled', 'cancelled', 'failed NonZeroExit']);
  });
  test('an endpoint that no play names is not ok, and where none is named it says so', async () => {
    const { ends, because } = await playOn(fleet, some(2), {
      text: '- { hosts: elsewhere, gather_facts: false, tasks: [{ name: work, raw: "true" }] }\n',
    });
    expect([short(ends), because]).toEqual([
      { [nameOf(0)]: 'cancelled', [nameOf(1)]: 'cancelled' },
      'No play of the playbook names any of these endpoints.',
    ]);
  });
  test('where every task is skipped it says that nothing was done', async () => {
    const { ends } = await playOn(fleet, some(1), {
      text: '- { hosts: all, gather_facts: false, tasks: [{ name: work, raw: "true", when: false }] }\n',
    });
    expect(ends[nameOf(0)]).toMatchObject({
      state: 'ok',
      output: expect.stringContaining('nothing was done'),
    });
  });
  test('a playbook that cannot be read sends nothing, and says why', async () => {
    const { said, onCommand } = asked();
    const { ends, because } = await playOn(fleet, some(1), {
      text: '- hosts: all\n  taskss: []\n',
      onCommand,
    });
    expect([short(ends), because, said]).toEqual([
      { [nameOf(0)]: 'cancelled' },
      expect.stringContaining('taskss'),
      [],
    ]);
  });
});

describe('what is stopped', { timeout: 120_000 }, () => {
  const slow = `- hosts: all
  gather_facts: false
  tasks: [{ name: wait, raw: 'echo begun >>told; sleep 60' }]
`;
  test('those in flight are unknown and the others certainly not sent', async () => {
    const stop = new AbortController();
    const onCommand = async () => {
      while (!some(3).some(({ name }) => existsSync(`${fleet.dir}/homes/${name}/told`))) await pause(20);
      stop.abort();
    };
    const { ends, because } = await playOn(fleet, some(3), { text: slow, forks: 1, stop, onCommand });
    expect([Object.values(short(ends)).sort(), because]).toEqual([
      ['cancelled', 'cancelled', 'unknown ConsoleStopped'],
      null,
    ]);
  });
  test('a time limit ends it, too', async () => {
    const { ends } = await playOn(fleet, some(1), { text: slow, timeoutMs: 6_000 });
    expect(short(ends)).toEqual({ [nameOf(0)]: 'timed-out CommandTimeout' });
  });
  test('held back, no endpoint is begun with, and those that were go on to their end', async () => {
    let isHeld = false;
    const onCommand = () => {
      isHeld = true;
    };
    const { ends } = await playOn(fleet, some(2), {
      text: `- hosts: all
  gather_facts: false
  tasks: [{ name: one, raw: 'true' }, { name: two, raw: 'true' }]
`,
      ...{ forks: 1, isHeld: () => isHeld, onCommand },
    });
    expect(Object.values(short(ends)).sort()).toEqual(['cancelled', 'ok']);
  });
});

// Also where the system cuts nothing off: then the plugin alone is the wall.
const walls = { 'with a network': true, 'as it is here': false };
describe.each(Object.entries(walls))(
  'nothing leaves the manifest, %s',
  { timeout: 120_000 },
  (_wall, hasNetwork) => {
    const here = async () => ({
      program: { ...(await realAnsible()), ...(hasNetwork ? { cutOff: [] } : {}) },
    });
    const stranger = (port: number) => `
        ansible_host: 127.0.0.1
        ansible_port: ${port}
        ansible_connection: ssh
        ansible_ssh_executable: /usr/bin/ssh`;
    test('a host that the playbook adds is not reached, whatever it says of its connection', async () => {
      const door = await listening();
      const { said, onCommand } = asked();
      const { ends } = await playOn(fleet, some(1), {
        onCommand,
        ...(await here()),
        text: `- hosts: all
  gather_facts: false
  tasks:
    - { name: work, raw: 'true' }
    - add_host:
        name: stranger
        groups: strangers${stranger(door.port)}
- hosts: strangers
  connection: ssh
  gather_facts: false
  tasks: [{ name: escape, raw: 'true' }]
`,
      });
      expect([short(ends), new Set(said), door.knocks()]).toEqual([
        { [nameOf(0)]: 'ok' },
        new Set([nameOf(0)]),
        0,
      ]);
    });
    test.each([
      ['delegate_to', 'delegate_to: stranger'],
      [
        'delegate_to with a connection of its own',
        `delegate_to: stranger
      vars: { ansible_connection: ssh, ansible_host: 127.0.0.1, ansible_port: PORT, ansible_ssh_executable: /usr/bin/ssh }`,
      ],
      ['delegate_to this machine', 'delegate_to: localhost'],
      ['connection: local', 'connection: local'],
    ])('%s does nothing outside of it', async (_what, words) => {
      const door = await listening();
      const { said, onCommand } = asked();
      const mark = `${fleet.dir}/escaped`;
      const { ends } = await playOn(fleet, some(1), {
        onCommand,
        ...(await here()),
        text: `- hosts: all
  gather_facts: false
  tasks:
    - name: escape
      raw: 'test "$HOME" != "${fleet.dir}/homes/${nameOf(0)}" && touch ${mark}; true'
      ${words.replace('PORT', String(door.port))}
`,
      });
      expect([
        existsSync(mark),
        door.knocks(),
        said.every((name) => name === nameOf(0)),
        Object.keys(ends),
      ]).toEqual([false, 0, true, [nameOf(0)]]);
    });
  },
);

describe('where the plan lets tasks run on this machine', { timeout: 120_000 }, () => {
  test('they do, and endpoints are still reached through the console alone', async () => {
    const mark = `${fleet.dir}/here`;
    const { said, onCommand } = asked();
    const { ends } = await playOn(fleet, some(1), {
      ...{ mayRunHere: true, onCommand },
      text: `- hosts: all
  gather_facts: false
  tasks:
    - { name: here, command: touch ${mark}, delegate_to: localhost }
    - { name: there, raw: 'true' }
    - { name: elsewhere, raw: 'true', delegate_to: stranger, ignore_unreachable: true }
`,
    });
    expect([existsSync(mark), short(ends), said]).toEqual([true, { [nameOf(0)]: 'ok' }, [nameOf(0)]]);
  });
});

describe('code on this machine', { timeout: 120_000 }, () => {
  test('has no network where the system grants that', async () => {
    const { cutOff } = await realAnsible();
    const door = await listening();
    const probe = `python3 -c "import socket; socket.create_connection(('127.0.0.1', ${door.port}), 3)" 2>&1 || true`;
    await playOn(fleet, some(1), {
      text: `- hosts: all
  gather_facts: false
  tasks: [{ name: look, debug: { msg: "{{ lookup('pipe', probe) }}" } }]
`,
      variables: {},
      files: new Map([
        [
          'site.yml',
          Buffer.from(
            `- { hosts: all, gather_facts: false, vars_files: [probe.yml], tasks: [{ name: look, debug: { msg: "{{ lookup('pipe', probe) }}" } }] }\n`,
          ),
        ],
        ['probe.yml', Buffer.from(`probe: ${JSON.stringify(probe)}\n`)],
      ]),
    });
    expect(door.knocks()).toBe(cutOff.length > 0 ? 0 : 1);
  });
});
