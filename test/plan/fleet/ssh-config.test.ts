import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planOnDisk } from '../plan-on-disk';
import { readFixture, readIn, readText, short, ways } from './inventory-on-disk';

test('names become endpoints, patterns only say something about them, and nothing is run', async () => {
  const read = await readFixture('ssh/config');
  expect([ways(read), short(read), existsSync('/tmp/holdfast-was-here')]).toEqual([
    [
      'lab-1 lab@lab-1.lab.example.org:22',
      'lab-2 lab@lab-2.lab.example.org:22',
      'bastion gate@203.0.113.7:2200',
      'icu-01 ops@10.20.0.11:2222 < gate@203.0.113.7:2200',
      'icu-02 ed@10.20.0.12:2222 < gate@203.0.113.7:2200',
      'icu-99 ops@10.20.0.99:22',
      'deep ops@deep.inner.example.org:22 < ops@10.9.0.1:2022 < gate@203.0.113.7:2200',
      'old ops@old:22 < gate@203.0.113.7:22',
    ],
    [
      `ssh/config:24 warning not-mapped: "Match exec 'touch /tmp/holdfast-was-here'" is not understood; its lines are not used.`,
      'ssh/config:11 warning left-out: icu-01.example.org is another name of icu-01, which stands for both.',
      'ssh/config:35 warning left-out: strange is reached through a command that is not run here; it is left out.',
      'ssh/config:40 warning not-mapped: The setting "ServerAliveInterval" is not used.',
      'ssh/config:41 warning not-mapped: The setting "StrictHostKeyChecking" is not used.',
    ],
    false,
  ]);
});

test('another name of a host is good for the way', async () => {
  const text = 'Host gate gate.lan\n HostName 10.0.0.1\n User g\nHost a\n ProxyJump gate.lan\n';
  expect(ways(await readText('ssh_config', text))[1]).toBe('a ops@a:22 < g@10.0.0.1:22');
});

test('a bastion that would be reached through itself is reached directly', async () => {
  const read = await readText('ssh_config', 'Host a gate\n ProxyJump gate\nHost *\n User u\n');
  expect([ways(read), short(read)]).toEqual([
    ['a u@a:22 < u@gate:22', 'gate u@gate:22'],
    [
      'ssh_config:2 warning jump-through-itself: The way to gate leads through itself; it is reached directly.',
    ],
  ]);
});

test('so is one that an Ansible inventory gives the way of all, with a user of its own', async () => {
  const read = await readText(
    'hosts',
    'gate ansible_host=10.0.0.1\na\n[all:vars]\nansible_ssh_common_args="-J x@gate:2200"\n',
  );
  expect([ways(read), short(read)]).toEqual([
    ['gate ops@10.0.0.1:22', 'a ops@a:22 < x@10.0.0.1:2200'],
    ['hosts:4 warning jump-through-itself: The way to gate leads through itself; it is reached directly.'],
  ]);
});

test('an include that leads out of the folder is refused, by its words or by a link', async () => {
  const outside = await planOnDisk({ 'secret.conf': 'Host secret\n' });
  const folder = await planOnDisk({
    'fleet/ssh_config':
      'Include ../../x\nInclude ~/.ssh/config.d/*\nInclude /etc/ssh/ssh_config\nInclude link.conf\nInclude linked/*\nHost a\n',
  });
  await symlink(join(outside, 'secret.conf'), join(folder, 'fleet/link.conf'));
  await symlink(outside, join(folder, 'fleet/linked'), 'dir');
  const read = await readIn(folder, { file: 'fleet/ssh_config' });
  expect([ways(read), short(read)]).toEqual([
    ['a ops@a:22'],
    [
      'fleet/ssh_config:1 error outside-folder: Include ../../x leads out of the plan folder.',
      'fleet/ssh_config:2 error outside-folder: Include ~/.ssh/config.d/* leads out of the plan folder.',
      'fleet/ssh_config:3 error outside-folder: Include /etc/ssh/ssh_config leads out of the plan folder.',
      'fleet/link.conf:1 error outside-folder: fleet/link.conf leads out of the plan folder.',
      'fleet/linked:1 error outside-folder: fleet/linked leads out of the plan folder.',
      'fleet/ssh_config:5 warning include-nothing: Include linked/* brings no file.',
    ],
  ]);
});

test('files that include each other are refused with the way round', async () => {
  const beside = { 'a.conf': 'Host a\nInclude b.conf\n', 'b.conf': '# b\nInclude a.conf\n' };
  const read = await readText('ssh_config', 'Include a.conf\nInclude ssh_config\n', beside);
  expect(short(read)).toEqual([
    'b.conf:2 error include-cycle: Files include each other in a circle: a.conf → b.conf → a.conf.',
    'ssh_config:2 error include-cycle: Files include each other in a circle: ssh_config → ssh_config.',
  ]);
});

test('includes that multiply are stopped', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [`f${n}.conf`, `Include f${n + 1}.conf\n`.repeat(10)]),
  );
  const read = await readText('ssh_config', 'Include f0.conf\n', { ...files, 'f12.conf': 'Host a\n' });
  expect(short(read).filter((each) => !each.includes('another name'))).toEqual([
    expect.stringContaining('error too-many-includes: More than 1000 files are included.'),
  ]);
});

test('a line that says nothing is refused at its place', async () => {
  expect(short(await readText('ssh_config', 'Host a\n HostName\n User "ed\n  ; x\n'))).toEqual([
    'ssh_config:2 error ssh-config-line: "HostName" is not a keyword followed by a value.',
    'ssh_config:3 error ssh-config-line: A quote is opened on this line and not closed.',
    'ssh_config:4 error ssh-config-line: "; x" is not a keyword followed by a value.',
  ]);
});

test('what an Include brings changes nothing about the block that it stands in', async () => {
  const folder = await planOnDisk({
    ssh_config: 'Match !host 10.0.0.*\n  Include part.conf\n  Port 2222\nHost a\n',
    'part.conf': 'Host a\n  HostName 10.0.0.1\n',
  });
  expect(ways(await readIn(folder, { file: 'ssh_config' }))).toEqual(['a ops@10.0.0.1:2222']);
});

test('patterns that fit no host, unusual matches and names that would be completed are told', async () => {
  const text = `CanonicalizeHostname yes
CanonicalDomains lan.example.org
Host pump-1
  User ops
Match canonical host *.lan.example.org
  Port 2222
Match host pump-* exec "touch /tmp/x"
  User root
Host lab-?
  User lab
Host pump-?
  Port 2022
Host server
  ProxyCommand ssh -W %h:%p pump-1 -F ./other
Host tunnel
  ProxyCommand cloudflared access ssh --hostname %h
`;
  const read = await readText('ssh_config', text);
  expect([ways(read), short(read), read.problems.find(({ line }) => line === 2)?.fix]).toEqual([
    ['pump-1 ops@pump-1:2022', 'server ops@server:22 < ops@pump-1:2022'],
    [
      'ssh_config:5 warning not-mapped: "Match canonical host *.lan.example.org" is not understood; its lines are not used.',
      `ssh_config:7 warning not-mapped: "Match host pump-* exec 'touch /tmp/x'" is not understood; its lines are not used.`,
      'ssh_config:16 warning left-out: tunnel is reached through a command that is not run here; it is left out.',
      'ssh_config:1 warning not-mapped: The setting "CanonicalizeHostname" is not used.',
      'ssh_config:2 warning not-mapped: The setting "CanonicalDomains" is not used.',
      'ssh_config:9 warning left-out: "Host lab-?" is a pattern that fits no host of the file; it brings no endpoints.',
    ],
    'Names are taken as they are written: give hosts their whole name as HostName.',
  ]);
});
