import { expect, test } from 'vitest';
import { readFixture, readText, short, ways } from './inventory-on-disk';

test('nodes of Rundeck are endpoints, tags are groups, attributes are labels', async () => {
  const read = await readFixture('rundeck/resources.yaml');
  expect([ways(read), read.endpoints[0]?.groups, read.endpoints[0]?.labels, short(read)]).toEqual([
    ['icu-01 ops@10.20.0.11:2222', 'pacs-1 ops@pacs-1.example.org:22'],
    ['workstation', 'icu'],
    {
      description: 'Workstation beside bed 4',
      osFamily: 'unix',
      osArch: 'amd64',
      osName: 'Linux',
      site: 'north',
    },
    [
      'rundeck/resources.yaml:11 warning not-mapped: The attribute "ssh-key-storage-path" is no label.',
      `rundeck/resources.yaml:15 warning not-mapped: The username "\${option.username}" is filled in by Rundeck; fleet.user is taken instead.`,
      'rundeck/resources.yaml:18 warning not-mapped: The attribute "sudo-command-enabled" is no label.',
      'rundeck/resources.yaml:20 warning left-out: desk is reached by "WinRMPython" and not by SSH; it is left out.',
    ],
  ]);
});

test('the same as JSON, with an IPv6 address and a secret', async () => {
  const read = await readFixture('rundeck/resources.json');
  expect([ways(read), short(read)]).toEqual([
    ['icu-01 ops@10.20.0.11:2222', 'v6 ops@fd00::5:22'],
    [
      'rundeck/resources.json:8 warning secret-in-inventory: The attribute "api-token" looks like a secret and is not used.',
    ],
  ]);
});

test('a list of nodes is read, too, and its mistakes are found at their lines', async () => {
  const text =
    '- nodename: a\n  hostname: 10.0.0.1\n- nodename: a\n  hostname: 10.0.0.2:99999\n- nodename: c\n  tags: x\n- nodename: a\n  hostname: 10.0.0.9\n';
  expect(short(await readText('nodes.yaml', text))).toEqual([
    'nodes.yaml:5 error empty-address: c has no hostname.',
    'nodes.yaml:4 error bad-port: The port "99999" is not a port.',
    'nodes.yaml:7 error duplicate-name: The name "a" is taken by line 1.',
  ]);
});
