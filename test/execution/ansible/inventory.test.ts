import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inventoryOf, type PlaybookHost, whyNotNamed } from '../../../src/execution/ansible/inventory';

const host = (name: string, labels: Record<string, string> = {}, groups: string[] = []): PlaybookHost => ({
  ...{ name, address: '10.0.0.1', port: 2222, user: 'ops', hostKeys: [], labels, groups },
});

/** What ansible itself makes of an inventory. */
function asAnsibleReads(text: string): {
  hosts: Record<string, Record<string, unknown>>;
  groups: Record<string, string[]>;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-inventory-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'hosts.yml');
  writeFileSync(file, text);
  const read = JSON.parse(execFileSync('ansible-inventory', ['-i', file, '--list'], { encoding: 'utf8' }));
  const { _meta, ...groups } = read as Record<string, { hosts?: string[] }> & {
    _meta: { hostvars: Record<string, Record<string, unknown>> };
  };
  return {
    hosts: _meta.hostvars,
    groups: Object.fromEntries(
      Object.entries(groups).flatMap(([name, { hosts }]) => (hosts ? [[name, hosts]] : [])),
    ),
  };
}

test('ansible reads exactly these endpoints, groups and labels out of it, whatever they hold', {
  timeout: 60_000,
}, () => {
  const odd = '"}\n- hosts: all\u2028\u0085 {{ 7*7 }} \u{1f525} \\x: #';
  const read = asAnsibleReads(
    inventoryOf([
      host(
        'ws-1',
        {
          site: odd,
          'os-family': 'x',
          ansible_host: 'evil',
          ansible_connection: 'ssh',
          holdfast_endpoint: 'ws-2',
        },
        ['db-servers', 'web'],
      ),
      host('ws-2', { null: 'a', true: 'b' }, ['web', 'all', 'two words']),
    ]),
  );
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, each) => each?.__ansible_unsafe ?? each);
  expect(plain(read)).toEqual({
    hosts: {
      'ws-1': {
        ...{
          site: odd,
          holdfast_endpoint: 'ws-1',
          ansible_host: '10.0.0.1',
          ansible_port: 2222,
          ansible_user: 'ops',
        },
        hf_labels: {
          site: odd,
          'os-family': 'x',
          ansible_host: 'evil',
          ansible_connection: 'ssh',
          holdfast_endpoint: 'ws-2',
        },
        hf_groups: ['db-servers', 'web'],
      },
      'ws-2': {
        ...{
          null: 'a',
          true: 'b',
          holdfast_endpoint: 'ws-2',
          ansible_host: '10.0.0.1',
          ansible_port: 2222,
          ansible_user: 'ops',
        },
        ...{ hf_labels: { null: 'a', true: 'b' }, hf_groups: ['web', 'all', 'two words'] },
      },
    },
    groups: { 'db-servers': ['ws-1'], web: ['ws-1', 'ws-2'] },
  });
});

test('names that ansible takes for a pattern or for another machine are refused, by name', () => {
  const odd = ['web[01:50]', 'a:b', 'localhost', 'all', '-x', 'a b', 'a,b', '!a', '~a', '&a', '*'];
  expect(
    odd.map((name) => whyNotNamed([host('fine-1.x_y'), host(name)])?.endsWith(JSON.stringify(name))),
  ).toEqual(odd.map(() => true));
  expect(whyNotNamed([host('ws-1'), host('10.0.0.1'), host('é')])).toBe(null);
});
