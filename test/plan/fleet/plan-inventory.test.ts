import { expect, test } from 'vitest';
import { readPlan } from '../../../src/plan/read-plan';
import { type Files, goodPlan, hostKey, listed, otherKey, planOnDisk } from '../plan-on-disk';

/** The good plan with this as its fleet, and these files beside it. */
async function planWithFleet(fleet: string, files: Files) {
  const { 'fleet/inventory.csv': _, ...rest } = goodPlan;
  const plan = goodPlan['plan.yaml'].replace(/fleet:[\s\S]*/, `fleet:\n${fleet}`);
  return readPlan(await planOnDisk({ ...rest, 'plan.yaml': plan, ...files }));
}

test('several inventories are one fleet, and each hop of a way has the keys that are on file for it', async () => {
  const { plan, problems } = await planWithFleet(
    '  user: ops\n  inventory:\n    - fleet/hosts.ini\n    - { file: fleet/jumps, format: ssh-config }\n',
    {
      'fleet/hosts.ini':
        '[workstations]\nws-1 ansible_host=10.1.0.1 role=workstation\n[workstations:vars]\nansible_ssh_common_args="-J gate,mid@10.9.0.1:2022"\n',
      'fleet/jumps': 'Host gate\n HostName 192.0.2.1\n User g\n',
      'fleet/known_hosts': `10.1.0.1 ${hostKey.line}\ngate ${otherKey.line}\n[10.9.0.1]:2022 ${hostKey.line}\n`,
    },
  );
  expect([listed(problems), plan?.endpoints]).toEqual([
    [],
    [
      {
        name: 'ws-1',
        address: '10.1.0.1',
        port: 22,
        user: 'ops',
        labels: { role: 'workstation' },
        groups: ['workstations'],
        hostKeys: [hostKey.fingerprint],
        jump: [
          { name: 'gate', address: '192.0.2.1', port: 22, user: 'g', hostKeys: [otherKey.fingerprint] },
          { name: '10.9.0.1', address: '10.9.0.1', port: 2022, user: 'mid', hostKeys: [hostKey.fingerprint] },
        ],
      },
      {
        name: 'gate',
        address: '192.0.2.1',
        port: 22,
        user: 'g',
        labels: {},
        hostKeys: [otherKey.fingerprint],
      },
    ],
  ]);
});

test('a hop without a key on file is warned about, because nothing gets past it', async () => {
  const { problems } = await planWithFleet('  user: ops\n  inventory: fleet/hosts.ini\n', {
    'fleet/hosts.ini': 'ws-1 ansible_host=10.0.0.1 role=workstation ansible_ssh_common_args="-J gate"\n',
  });
  expect(listed(problems)).toEqual([
    'fleet/known_hosts:1:1 warning missing-host-keys  1 of 1 machines on the way to endpoints (gate) have no host key on file, and nothing will be sent through them. "holdfast plan keys --scan" shows the keys they offer. Compare the fingerprints; "--trust-on-first-use" then keeps the keys.',
  ]);
});

test('the one private key that an inventory names signs in, and others are listed', async () => {
  const files = (second: string) => ({
    'fleet/hosts.ini': `a ansible_host=10.0.0.1 role=workstation ansible_ssh_private_key_file=~/.ssh/none-such\nb ansible_host=10.0.0.2 ansible_ssh_private_key_file=${second}\n`,
    'fleet/known_hosts': `10.0.0.1,10.0.0.2 ${hostKey.line}\n`,
  });
  const fleet = '  user: ops\n  inventory: fleet/hosts.ini\n';
  const one = await planWithFleet(fleet, files('~/.ssh/none-such'));
  const two = await planWithFleet(fleet, files('/etc/other'));
  const named = await planWithFleet(`${fleet}  identity: /etc/other\n`, files('/etc/other'));
  expect(
    [one, two, named].map(({ problems }) =>
      problems.map(({ file, rule, line }) => `${file}:${line} ${rule}`),
    ),
  ).toEqual([
    ['fleet/hosts.ini:1 identity-not-used'],
    ['fleet/hosts.ini:1 identity-not-used', 'fleet/hosts.ini:2 identity-not-used'],
    ['fleet/hosts.ini:1 identity-not-used', 'plan.yaml:10 missing-identity'],
  ]);
  const inPlace = await planWithFleet(fleet, {
    ...files('~/.ssh/none-such'),
    'fleet/hosts.ini': 'a ansible_host=10.0.0.1 role=workstation ansible_ssh_private_key_file=fleet/key\n',
    'fleet/key': 'secret',
  });
  expect([inPlace.identityFile?.endsWith('/fleet/key'), listed(inPlace.problems)]).toEqual([true, []]);
});

test('what is no inventory in plan.yaml is refused at its place', async () => {
  const said = await Promise.all(
    [
      '  inventory: 5\n',
      '  inventory: []\n',
      '  inventory: [fleet/a.ini, ../b.ini]\n',
      '  inventory: [{ fil: fleet/a.ini }]\n',
      '  inventory: fleet/a.ini\n  format: toml\n',
      '  inventory: fleet/none.ini\n',
    ].map(async (fleet) =>
      listed(
        (await planWithFleet(fleet, { 'fleet/a.ini': 'ws-1 role=workstation ansible_user=u\n' })).problems,
      ),
    ),
  );
  expect(said.map((each) => each.filter((line) => !line.includes('missing-host-keys')))).toEqual([
    [
      'plan.yaml:8:14 error wrong-value  fleet.inventory must be a file inside the plan folder, or a list of files, not 5. Write for example fleet/inventory.csv.',
    ],
    [
      'plan.yaml:8:14 error wrong-value  fleet.inventory must be a file inside the plan folder, or a list of files, not an empty list. Write for example fleet/inventory.csv.',
    ],
    [
      'plan.yaml:8:28 error outside-folder  fleet.inventory "../b.ini" is not inside the plan folder. Copy the file into the folder, so that the plan holds all it needs.',
    ],
    [expect.stringContaining('plan.yaml:8:')],
    [
      'plan.yaml:9:11 error wrong-value  fleet.format must be one of csv, ansible-ini, ansible-yaml, ansible-json, ssh-config, rundeck, not "toml". Write for example ansible-ini.',
    ],
    ['fleet/none.ini:1:1 error missing-file  fleet/none.ini does not exist. Create it, or correct the name.'],
  ]);
});

test('files that an inventory brings are part of the digest', async () => {
  const digest = async (user: string) =>
    (
      await planWithFleet('  inventory: fleet/hosts.ini\n', {
        'fleet/hosts.ini': 'ws-1 ansible_host=10.0.0.1 role=workstation\n',
        'fleet/group_vars/all.yml': `ansible_user: ${user}\n`,
      })
    ).plan;
  const [first, second] = [await digest('a'), await digest('b')];
  expect([first?.endpoints[0]?.user, second?.endpoints[0]?.user, first?.digest === second?.digest]).toEqual([
    'a',
    'b',
    false,
  ]);
});
