import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOnDisk } from '../plan-on-disk';
import { fixture, type ReadInventory, readFixture, readIn } from './inventory-on-disk';

/*
 * The peer is Ansible itself: what our reader says of a file must be what `ansible-inventory --list` says of it.
 */
const peer = '/usr/bin/ansible-inventory';
type Listed = Readonly<Record<string, { readonly hosts?: string[]; readonly children?: string[] }>> & {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
};

const listOf = (file: string): Listed =>
  JSON.parse(execFileSync(peer, ['-i', file, '--list'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());

/** Everything of an inventory that both know: per host where it is, who signs in, its groups and these labels. */
function asAnsibleSays(listed: Listed, labels: readonly string[]) {
  const { _meta, ...groups } = listed;
  const above = (name: string): string[] =>
    Object.entries(groups).flatMap(([parent, { children = [] }]) =>
      children.includes(name) && parent !== 'all' ? [parent, ...above(parent)] : [],
    );
  const hosts = [...new Set(Object.values(groups).flatMap((group) => group.hosts ?? []))];
  return hosts.sort().map((name) => {
    const vars = _meta.hostvars[name] ?? {};
    const direct = Object.entries(groups).flatMap(([group, { hosts: of = [] }]) =>
      of.includes(name) ? [group] : [],
    );
    return {
      name,
      address: String(vars.ansible_host ?? name),
      port: Number(vars.ansible_port ?? 22),
      user: String(vars.ansible_user ?? 'ops'),
      groups: [...new Set([...direct, ...direct.flatMap(above)])].filter((group) => group !== 'all').sort(),
      labels: labels.flatMap((label) => (vars[label] === undefined ? [] : [`${label}=${vars[label]}`])),
    };
  });
}

function asWeSay({ endpoints }: ReadInventory, labels: readonly string[]) {
  return endpoints
    .map(({ name, address, port, user, groups = [], labels: own }) => ({
      name,
      address,
      port,
      user,
      groups: [...groups].sort(),
      labels: labels.flatMap((label) => (own[label] === undefined ? [] : [`${label}=${own[label]}`])),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe('an Ansible inventory is read as Ansible reads it', () => {
  test.each([
    ['lamp/hosts', ['site', 'ntp_server', 'http_port', 'note']],
    ['cluster/inventory.ini', ['ip', 'etcd_member_name']],
    ['nested/hosts.yml', ['site', 'role', 'bed']],
  ])('%s', async (file, labels) => {
    const listed = asAnsibleSays(listOf(fixture(file)), labels).map((each) => ({
      ...each,
      labels: each.labels.filter((label) => !label.endsWith('=')),
    }));
    expect(asWeSay(await readFixture(file), labels)).toEqual(listed);
  });

  test('whatever groups stand in whatever groups, the same variable wins', async () => {
    const names = ['alpha', 'beta', 'gamma', 'delta', 'eps'];
    const words = fc.constantFrom('x1', 'y2', 'north', 'True', '007', '1.5');
    const spaced = fc.oneof(words, fc.constantFrom("'q r'", '"two words"'));
    const value = {
      site: spaced,
      role: spaced,
      ansible_user: words,
      ansible_port: fc.integer({ min: 1, max: 65_535 }),
    };
    const assignments = fc
      .record(value, { requiredKeys: [] })
      .map((vars) => Object.entries(vars).map(([name, each]) => `${name}=${each}`));
    const hosts = fc.constantFrom(
      'h1',
      'h2',
      'web[01:03]',
      'db-[a:c].lan',
      'h[8:12:2]',
      'p:2222',
      'x[1:2]y[a:b]',
    );
    const group = fc.record({
      hosts: fc.uniqueArray(fc.tuple(hosts, assignments), { maxLength: 3 }),
      // Only later ones, so that there is no circle.
      children: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
      vars: assignments,
      priority: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    });
    const oneInventory = fc.array(group, { minLength: 5, maxLength: 5 });
    const folder = await planOnDisk({});
    // Many in one file, apart from each other by their names: starting Ansible takes a second.
    const many = fc.array(oneInventory, { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(many, assignments, async (inventories, ofAll) => {
        const lines = inventories.flatMap((groups, index) =>
          groups.flatMap((each, at) => [
            `[${names[at]}${index}]`,
            ...each.hosts.map(([host, own]) => [`i${index}-${host}`, ...own].join(' ')),
            `[${names[at]}${index}:vars]`,
            ...each.vars,
            ...(each.priority === undefined ? [] : [`ansible_group_priority=${each.priority}`]),
            `[${names[at]}${index}:children]`,
            ...each.children.filter((child) => child > at).map((child) => `${names[child]}${index}`),
          ]),
        );
        await writeFile(join(folder, 'hosts'), [...lines, '[all:vars]', ...ofAll].join('\n'));
        const labels = ['site', 'role'];
        const listed = asAnsibleSays(listOf(join(folder, 'hosts')), labels);
        expect(asWeSay(await readIn(folder, { file: 'hosts' }), labels)).toEqual(listed);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 120_000);
});
