import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveManifest } from '../../src/domain/run/manifest';
import { createSshTransport } from '../../src/execution/ssh';
import { readPlan } from '../../src/plan/read-plan';
import { sha256 } from '../helpers/hospital';
import { type Sshd, startSshd } from '../helpers/sshd';
import { goodPlan, listed, planOnDisk } from '../plan/plan-on-disk';

let bastion: Sshd;
let inner: Sshd;
beforeAll(async () => {
  bastion = await startSshd();
  inner = await startSshd([bastion.clientKey.publicLine]);
});
afterAll(() => Promise.all([bastion.close(), inner.close()]));

/** What `ssh-keyscan` says of a server. */
const keyOf = ({ port }: { readonly port: number }): string =>
  execFileSync('ssh-keyscan', ['-p', String(port), '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();

test.each([
  [
    'an Ansible inventory',
    'fleet/hosts.ini',
    (gate: number, port: number) =>
      `gate ansible_host=127.0.0.1 ansible_port=${gate}\nws-1 ansible_host=127.0.0.1 ansible_port=${port} role=workstation ansible_ssh_common_args="-o ProxyJump=gate"\n`,
  ],
  [
    'an ssh_config',
    'fleet/ssh_config',
    (gate: number, port: number) =>
      `Host gate\n Port ${gate}\nHost ws-1\n Port ${port}\n ProxyJump gate\nHost *\n HostName 127.0.0.1\n`,
  ],
])(
  'what %s says of a bastion is the way a command goes, in the manifest and on the wire',
  async (_, file, text) => {
    const [gate, end] = [bastion.target(), inner.target()];
    const { 'fleet/inventory.csv': _csv, ...rest } = goodPlan;
    const folder = await planOnDisk({
      ...rest,
      'plan.yaml': goodPlan['plan.yaml'].replace(
        'user: ops',
        `user: ${userInfo().username}\n  inventory: ${file}`,
      ),
      'services/sign-in.yaml': goodPlan['services/sign-in.yaml'].replace('role=workstation', 'name=ws-1'),
      [file]: text(gate.port, end.port),
      'fleet/known_hosts': keyOf(gate) + keyOf(end),
    });
    const { plan, problems } = await readPlan(folder);
    if (!plan) throw new Error(listed(problems).join('\n'));
    const manifest = resolveManifest({
      plan,
      service: 'sign-in',
      runbook: 'restart-agent',
      lastSeen: {},
      sha256,
    });
    const [entry] = manifest.entries;
    expect(entry?.jump).toEqual([{ ...gate, name: 'gate' }]);

    const transport = createSshTransport({
      privateKey: bastion.clientKey.privateKey,
      connectTimeoutMs: 3_000,
    });
    const target = { ...entry, name: 'ws-1' } as Parameters<typeof transport.perform>[0];
    const ask = { command: 'true', timeoutMs: 5_000 };
    const through = await transport.perform(target, ask);
    // That it went this way shows where the bastion is another.
    const impostor = {
      ...target,
      name: 'x',
      jump: target.jump?.map((hop) => ({ ...hop, hostKeys: ['SHA256:other'] })),
    };
    const refused = await transport.perform(impostor, ask);
    await transport.close();
    expect([through.state, refused.state]).toEqual(['ok', 'denied']);
  },
);
