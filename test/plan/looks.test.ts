import { expect, test } from 'vitest';
import { portCommand, processCommand } from '../../src/plan/endpoint-command';
import { type ReadPlan, readPlan } from '../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk, planWith } from './plan-on-disk';

/** The good plan whose service has, besides its own, probes with these fields. */
async function withProbes(...fields: readonly string[]): Promise<ReadPlan> {
  const lines = fields.map((text, index) => `  - { id: p${index}, ${text} }\n`).join('');
  const service = goodPlan['services/sign-in.yaml'].replace('restore:', `${lines}restore:`);
  return readPlan(await planOnDisk({ ...goodPlan, 'services/sign-in.yaml': service }));
}

async function looks(...fields: readonly string[]) {
  const { plan, problems } = await withProbes(...fields);
  return [problems, plan?.services[0]?.probes.slice(1).map(({ look }) => look)];
}

test('a process and a port are asked for by a command on every endpoint', async () => {
  expect(await looks('process: auth-agent', 'port: 443')).toEqual([
    [],
    [
      { by: 'ssh', command: processCommand('auth-agent') },
      { by: 'ssh', command: portCommand(443) },
    ],
  ]);
});

test('TCP goes to every endpoint, or to one place', async () => {
  expect(await looks('tcp: 443', 'tcp: db.example:5432', 'tcp: 10.0.0.1:1', 'tcp: "[fd00::1]:443"')).toEqual([
    [],
    [
      { by: 'tcp', host: null, port: 443 },
      { by: 'tcp', host: 'db.example', port: 5432 },
      { by: 'tcp', host: '10.0.0.1', port: 1 },
      { by: 'tcp', host: 'fd00::1', port: 443 },
    ],
  ]);
});

test('a web address is good with 200 and 204 unless other codes are written', async () => {
  expect(
    await looks(
      'http: https://example.org/health',
      'http: "http://[::1]:8080", status: [200, 401], expect: ^up$',
    ),
  ).toEqual([
    [],
    [
      { by: 'http', url: 'https://example.org/health', status: [200, 204] },
      { by: 'http', url: 'http://[::1]:8080', status: [200, 401], expect: '^up$' },
    ],
  ]);
});

test('a certificate has fourteen days left unless another time is written', async () => {
  expect(await looks('tls: example.org:443', 'tls: example.org:8443, least: 0m')).toEqual([
    [],
    [
      { by: 'tls', host: 'example.org', port: 443, leastMs: 14 * 86_400_000 },
      { by: 'tls', host: 'example.org', port: 8443, leastMs: 0 },
    ],
  ]);
});

test('a name is looked up here or at a server, and may have to be one address', async () => {
  expect(
    await looks(
      'dns: login.example',
      'dns: login.example., server: "10.0.0.2:53", expect: 10.0.0.9',
      'dns: _a.b, server: "fd00::2"',
    ),
  ).toEqual([
    [],
    [
      { by: 'dns', name: 'login.example' },
      { by: 'dns', name: 'login.example.', server: '10.0.0.2:53', expect: '10.0.0.9' },
      { by: 'dns', name: '_a.b', server: 'fd00::2' },
    ],
  ]);
});

const at = 'services/sign-in.yaml:9';
const tcp =
  'wrong-value  probes.p0.tcp must be a port such as 443, or a host and a port such as db.hospital.example:5432, not';
const http =
  'wrong-value  probes.p0.http must be an http or https address without a user name or password in it, not';
const httpFix = 'Write for example https://login.hospital.example/health.';

test.each([
  [
    'every: 5s',
    `${at}:5 error exactly-one  probes.p0 has none of ssh, process, port, tcp, http, tls, dns. Write exactly one of them.`,
  ],
  [
    'ssh: a, http: http://a',
    `${at}:5 error exactly-one  probes.p0 has ssh and http. Keep one of them, and give the other an item of its own.`,
  ],
  ['shh: a', `${at}:15 error unknown-field  "shh" is not a field of probes.p0. Did you mean "ssh"?`],
  [
    'ssh: a, status: [200]',
    `${at}:23 error stray-field  probes.p0.status goes with http and means nothing beside ssh. Remove it.`,
  ],
  [
    'tls: a:1, expect: b',
    `${at}:25 error stray-field  probes.p0.expect goes with http or dns and means nothing beside tls. Remove it.`,
  ],
  ['tcp: 0', `${at}:20 error ${tcp} 0. Write for example 443.`],
  ['tcp: db', `${at}:20 error ${tcp} "db". Write for example 443.`],
  ['tcp: db:99999', `${at}:20 error ${tcp} "db:99999". Write for example 443.`],
  ['tcp: "::1:443"', `${at}:20 error ${tcp} "::1:443". Write for example 443.`],
  ['tcp: "[10.0.0.1]:443"', `${at}:20 error ${tcp} "[10.0.0.1]:443". Write for example 443.`],
  ['http: ftp://example.org', `${at}:21 error ${http} "ftp://example.org". ${httpFix}`],
  ['http: example.org', `${at}:21 error ${http} "example.org". ${httpFix}`],
  ['http: "http://"', `${at}:21 error ${http} "http://". ${httpFix}`],
  ['http: "http://a/\\nb"', `${at}:21 error ${http} "http://a/\\nb". ${httpFix}`],
  ['http: "https:\\\\\\\\a"', `${at}:21 error ${http} "https:\\\\\\\\a". ${httpFix}`],
  [
    'tls: example.org',
    `${at}:20 error wrong-value  probes.p0.tls must be a host and a port such as db.hospital.example:5432, not "example.org". Write for example login.hospital.example:443.`,
  ],
  [
    'dns: a b',
    `${at}:20 error wrong-value  probes.p0.dns must be a host name such as login.hospital.example, not "a b". Write for example login.hospital.example.`,
  ],
  [
    'dns: a, server: ns.example',
    `${at}:31 error wrong-value  probes.p0.server must be the IP address of a DNS server such as 10.20.0.2 or 10.20.0.2:53, not "ns.example". Write for example 10.20.0.2.`,
  ],
  [
    'dns: a, expect: b',
    `${at}:31 error wrong-value  probes.p0.expect must be the IP address that a is to have, not "b". Write for example 10.20.0.11.`,
  ],
  [
    'process: gnome-session-binary',
    `${at}:24 error wrong-value  probes.p0.process must be the name of a process as "ps -o comm" shows it, at most 15 characters, not "gnome-session-binary". Write for example auth-agent.`,
  ],
  [
    'process: /usr/bin/agent',
    `${at}:24 error wrong-value  probes.p0.process must be the name of a process as "ps -o comm" shows it, at most 15 characters, not "/usr/bin/agent". Write for example auth-agent.`,
  ],
  [
    'port: 70000',
    `${at}:21 error wrong-value  probes.p0.port must be a whole number from 1 to 65535, not 70000. Write for example 443.`,
  ],
  [
    'http: http://a, status: []',
    `${at}:39 error wrong-value  probes.p0.status must be a list of HTTP status codes such as [200], not an empty list. Write for example [200].`,
  ],
  [
    'http: http://a, status: [42]',
    `${at}:40 error wrong-value  probes.p0.status.#1 must be a whole number from 100 to 599, not 42. Write for example 200.`,
  ],
  [
    'http: http://a, expect: "(?=b)"',
    `${at}:39 error wrong-value  probes.p0.expect must be a regular expression without lookaround and backreferences, not "(?=b)". Write for example is running.`,
  ],
])('a probe with %s is refused with what would be right', async (fields, said) => {
  expect(listed((await withProbes(fields)).problems)).toEqual([said]);
});

test('the password in an address is not repeated in the refusal', async () => {
  const { problems } = await withProbes('http: "https://me:hunter2@example.org/"');
  expect(listed(problems)).toEqual([`${at}:21 error ${http} "https://…@example.org/". ${httpFix}`]);
});

test('connectivity checks ask the world outside the fleet', async () => {
  const { plan, problems } = await planWith(
    '',
    `connectivity:
  - { id: internet, name: Internet, tcp: 1.1.1.1:443 }
  - { id: chat, name: Chat, http: https://chat.example, status: [200], every: 1m, timeout: 2s }
  - { id: names, name: DNS, dns: example.org }
  - { id: login, name: Login, tls: login.example:443 }
`,
  );
  const times = { everyMs: 15_000, timeoutMs: 5_000 };
  expect([problems, plan?.connectivity]).toEqual([
    [],
    [
      { id: 'internet', name: 'Internet', look: { by: 'tcp', host: '1.1.1.1', port: 443 }, ...times },
      {
        id: 'chat',
        name: 'Chat',
        look: { by: 'http', url: 'https://chat.example', status: [200] },
        everyMs: 60_000,
        timeoutMs: 2_000,
      },
      { id: 'names', name: 'DNS', look: { by: 'dns', name: 'example.org' }, ...times },
      {
        id: 'login',
        name: 'Login',
        look: { by: 'tls', host: 'login.example', port: 443, leastMs: 14 * 86_400_000 },
        ...times,
      },
    ],
  ]);
});

test('a connectivity check names one place, in one way, under an id of its own', async () => {
  const { problems } = await planWith(
    '',
    `connectivity:
  - { id: a, name: A, tcp: 443 }
  - { id: a, name: A, ssh: "true" }
  - { id: b, name: B, dns: b, least: 1d }
`,
  );
  expect(listed(problems)).toEqual([
    'plan.yaml:10:28 error wrong-value  connectivity.a.tcp must be a host and a port such as db.hospital.example:5432, not 443. Write for example db.hospital.example:5432.',
    'plan.yaml:11:23 error unknown-field  "ssh" is not a field of connectivity.a. Its fields are id, name, tcp, http, tls, dns, status, expect, least, server, every, timeout.',
  ]);
  const { problems: rest } = await planWith(
    '',
    `connectivity:
  - { id: a, name: A, tcp: b:443 }
  - { id: a, name: A }
  - { id: b, name: B, dns: b, least: 1d }
`,
  );
  expect(listed(rest)).toEqual([
    'plan.yaml:11:5 error exactly-one  connectivity.a has none of tcp, http, tls, dns. Write exactly one of them.',
    'plan.yaml:11:11 error duplicate-id  connectivity has the id "a" twice, first on line 10. Give each an id of its own.',
    'plan.yaml:12:31 error stray-field  connectivity.b.least goes with tls and means nothing beside dns. Remove it.',
  ]);
});
