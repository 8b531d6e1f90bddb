import { expect, test } from 'vitest';
import { knownHostName, readKnownHosts } from '../../src/plan/fleet/known-hosts';
import { readPlan } from '../../src/plan/read-plan';
import { error, goodPlan, hostKey, otherKey, planOnDisk, problemsWith, warning } from './plan-on-disk';

const file = 'fleet/known_hosts';

/** Fingerprints for these hosts, and what is wrong with the file. */
async function keysOf(text: string, ...hosts: readonly string[]) {
  const { knownHosts, problems } = await readKnownHosts(file, text, new Set(hosts));
  return { keys: knownHosts.keysOf(hosts), problems };
}

test('a host is written bare for port 22, and otherwise in brackets with its port', () => {
  expect([knownHostName('WS-1.lan', 22), knownHostName('::1', 2222)]).toEqual(['ws-1.lan', '[::1]:2222']);
});

test('plain names, comma lists and ports are found, each only as written', async () => {
  const text = `# ours\n\nws-1,10.0.0.1 ${hostKey.line} a comment\n[10.0.0.1]:2222 ${otherKey.line}\n`;
  const hosts = ['ws-1', '10.0.0.1', '[10.0.0.1]:2222', '[ws-1]:2222', '10.0.0.11'];
  const found = await Promise.all(hosts.map(async (host) => (await keysOf(text, host)).keys));
  expect(found).toEqual([[hostKey.fingerprint], [hostKey.fingerprint], [otherKey.fingerprint], [], []]);
});

test('names are compared without regard to case', async () => {
  expect(await keysOf(`WS-1.Lan ${hostKey.line}\n`, knownHostName('ws-1.LAN', 22))).toEqual({
    keys: [hostKey.fingerprint],
    problems: [],
  });
});

test('lines that ssh-keygen -H has hashed are found', async () => {
  const text = `|1|NuSJYda+otBud9d/RXKnUtQslyo=|GIEdkWHhSoLTuynZZCRw7IcljH0= ${hostKey.line}
|1|vp4tVLlsElY9kqsPRzVcQYgyrBA=|P8zlNPv9jAHYy7IkiDrS3ClbggM= ${otherKey.line}\n`;
  expect([
    await keysOf(text, '[127.77.0.1]:2222'),
    await keysOf(text, '10.0.0.1'),
    await keysOf(text, '10.0.0.2'),
  ]).toEqual([
    { keys: [hostKey.fingerprint], problems: [] },
    { keys: [otherKey.fingerprint], problems: [] },
    { keys: [], problems: [] },
  ]);
});

test('keys under the name and under the address of an endpoint count together, each once', async () => {
  const text = `ws-1 ${otherKey.line}\n10.0.0.1 ${hostKey.line}\nws-1 ${hostKey.line}\n`;
  expect(await keysOf(text, '10.0.0.1', 'ws-1')).toEqual({
    keys: [otherKey.fingerprint, hostKey.fingerprint],
    problems: [],
  });
});

test('a revoked key is removed, wherever its line stands and whichever name it is under', async () => {
  const lines = [`10.0.0.1 ${hostKey.line}`, `10.0.0.1 ${otherKey.line}`, `@revoked ws-1 ${hostKey.line}`];
  const texts = [lines, [...lines].reverse()].map((each) => each.join('\n'));
  expect(await Promise.all(texts.map((text) => keysOf(text, '10.0.0.1', 'ws-1')))).toEqual(
    texts.map(() => ({ keys: [otherKey.fingerprint], problems: [] })),
  );
});

test('a key that is revoked for every host is removed for each', async () => {
  const text = `@revoked * ${hostKey.line}\n[10.0.0.1]:2222,10.0.0.1 ${hostKey.line}\n`;
  expect([await keysOf(text, '[10.0.0.1]:2222'), await keysOf(text, '10.0.0.1')]).toEqual([
    { keys: [], problems: [] },
    { keys: [], problems: [] },
  ]);
});

test('a key that a hashed line revokes is removed', async () => {
  const text = `10.0.0.1 ${otherKey.line}
@revoked |1|vp4tVLlsElY9kqsPRzVcQYgyrBA=|P8zlNPv9jAHYy7IkiDrS3ClbggM= ${otherKey.line}\n`;
  expect(await keysOf(text, '10.0.0.1')).toEqual({ keys: [], problems: [] });
});

test('patterns match as in OpenSSH: * and ? in, ! out again', async () => {
  const text = `*.lan,10.0.?.1,!secret.lan ${hostKey.line}\n`;
  const hosts = ['a.lan', 'a.b.lan', '10.0.7.1', '10.0.77.1', 'secret.lan', 'lan'];
  const found = await Promise.all(hosts.map(async (host) => (await keysOf(text, host)).keys.length));
  expect(found).toEqual([1, 1, 1, 0, 0, 0]);
});

test('a pattern of many stars does not take for ever', async () => {
  expect(await keysOf(`${'*a'.repeat(40)}*b ${hostKey.line}\n`, 'a'.repeat(250))).toEqual({
    keys: [],
    problems: [],
  });
});

test('a certificate authority is warned about and not used', async () => {
  expect(await keysOf(`@cert-authority * ${hostKey.line}\n`, '10.0.0.1')).toEqual({
    keys: [],
    problems: [
      warning(
        `${file}:1:1`,
        'cert-authority',
        'Host certificates cannot be checked here, so this authority is not used: each endpoint needs its own key on file.',
        'Add the key that ssh-keyscan prints for each host; "ssh-keyscan -c" prints the certificate to compare it with.',
      ),
    ],
  });
});

test('an unreadable line is warned about, and the others are used', async () => {
  const cut = hostKey.line.slice(0, 60);
  const text = `10.0.0.1\n10.0.0.1 ${cut}\n10.0.0.1 ${hostKey.line.replace('ssh-ed25519', 'ssh-rsa')}\n|1|x|y ${hostKey.line}\n10.0.0.1 ${otherKey.line}\n`;
  const fix = 'Write "hosts type key", or remove it.';
  expect(await keysOf(text, '10.0.0.1')).toEqual({
    keys: [otherKey.fingerprint],
    problems: [
      warning(
        `${file}:1:1`,
        'known-hosts-line',
        'The line cannot be read: a line has hosts, the type of the key and the key.',
        fix,
      ),
      ...[2, 3].map((line) =>
        warning(
          `${file}:${line}:1`,
          'known-hosts-line',
          'The line cannot be read: the key is cut short, or not of the type it says.',
          fix,
        ),
      ),
      warning(
        `${file}:4:1`,
        'known-hosts-line',
        'The line cannot be read: the hashed host is not |1|salt|hash.',
        fix,
      ),
    ],
  });
});

test('an unreadable revocation is an error, since it would leave a key in force', async () => {
  const text = `@revoked 10.0.0.1\n@revokd * ${hostKey.line}\n`;
  expect((await keysOf(text, '10.0.0.1')).problems).toEqual([
    error(
      `${file}:1:1`,
      'known-hosts-line',
      'The line cannot be read: a line has hosts, the type of the key and the key.',
      'Write "@revoked hosts type key".',
    ),
    error(
      `${file}:2:1`,
      'known-hosts-line',
      'The line cannot be read: the marker "@revokd" does not exist.',
      'Write "@revoked hosts type key".',
    ),
  ]);
});

test('endpoints without a key stay in the plan and are one warning', async () => {
  const inventory = `name,address\n${[1, 2, 3, 4, 5].map((n) => `ws-${n},10.0.0.${n}\n`).join('')}`;
  const folder = await planOnDisk({ ...goodPlan, 'fleet/inventory.csv': inventory });
  const { plan, problems } = await readPlan(folder);
  expect([plan?.endpoints.map(({ hostKeys }) => hostKeys.length), problems]).toEqual([
    [1, 0, 0, 0, 0],
    [
      warning(
        `${file}:1:1`,
        'missing-host-keys',
        '4 of 5 endpoints (ws-2, ws-3, ws-4, …) have no host key on file, and nothing will be sent to them.',
        '"holdfast plan keys --scan" shows the keys they offer. Compare the fingerprints; "--trust-on-first-use" then keeps the keys.',
      ),
    ],
  ]);
});

test('a missing known_hosts is the same warning', async () => {
  const { 'fleet/known_hosts': _, ...rest } = goodPlan;
  const { plan, problems } = await readPlan(await planOnDisk(rest));
  expect([plan?.endpoints.length, problems]).toEqual([
    1,
    [
      warning(
        `${file}:1:1`,
        'missing-host-keys',
        'fleet/known_hosts does not exist: 1 of 1 endpoints (ws-1) have no host key on file, and nothing will be sent to them.',
        '"holdfast plan keys --scan" shows the keys they offer. Compare the fingerprints; "--trust-on-first-use" then keeps the keys.',
      ),
    ],
  ]);
});

test('a known_hosts that is not text is an error', async () => {
  expect(await problemsWith({ [file]: new Uint8Array([0xff]) })).toEqual([
    error(
      `${file}:1:1`,
      'not-utf-8',
      'Byte 0 of fleet/known_hosts (counted from 0) is not UTF-8 text.',
      'Save the file as UTF-8.',
    ),
  ]);
});

test('more hashed lines than can be compared are an error: one of them could be a revocation', async () => {
  const hashed = `|1|NuSJYda+otBud9d/RXKnUtQslyo=|GIEdkWHhSoLTuynZZCRw7IcljH0= ${hostKey.line}\n`;
  const hosts = Array.from({ length: 10_000 }, (_, index) => `ws-${index}`);
  expect((await keysOf(hashed.repeat(1_001), ...hosts)).problems).toEqual([
    error(
      `${file}:1:1`,
      'too-many-hashed-hosts',
      '1001 hashed lines are too many to compare with 10000 names and addresses.',
      'List the hosts in plain text, as ssh-keyscan without -H writes them.',
    ),
  ]);
});

test('20,000 plain lines are looked up for 20,000 endpoints within seconds', async () => {
  const hosts = Array.from({ length: 20_000 }, (_, i) => `[127.77.${i >> 8}.${i & 255}]:2222`);
  const text = hosts.map((host) => `${host} ${hostKey.line}\n`).join('');
  const { knownHosts } = await readKnownHosts(file, text, new Set(hosts));
  expect(hosts.filter((host) => knownHosts.keysOf([host, `x${host}`]).length === 1).length).toBe(20_000);
}, 20_000);
