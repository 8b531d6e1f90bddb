import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json';
import type { Endpoint, Plan } from '../../src/domain/plan/plan';
import { manifestSchema, resolveManifest } from '../../src/domain/run/manifest';
import type { Runbook } from '../../src/domain/run/runbook';
import { sweepResults } from '../../src/domain/service/service-state';
import { endpoint, hospital, manifestOf, restartAgent, sha256, workstations } from '../helpers/hospital';

const namesOf = (manifest: ReturnType<typeof manifestOf>) => manifest.entries.map((each) => each.endpoint);
const first = hospital.endpoints[0] as Endpoint;
const withFirst = (change: Partial<Endpoint>): Plan => ({
  ...hospital,
  endpoints: hospital.endpoints.with(0, { ...first, ...change }),
});
const withRunbook = (change: Partial<Runbook>): Plan => ({
  ...hospital,
  runbooks: [{ ...restartAgent, ...change }],
});
const withStep = (change: object): Plan =>
  withRunbook({ steps: restartAgent.steps.with(0, { ...restartAgent.steps[0], ...change } as never) });

test('a manifest holds every endpoint of the selector in inventory order, with address and keys', () => {
  const plan = { ...hospital, endpoints: [endpoint('db-1', { role: 'database' }), ...workstations(2)] };
  expect(manifestOf(plan).entries).toEqual([
    { endpoint: 'ws-1', address: 'ws-1.example', port: 22, user: 'ops', hostKeys: ['SHA256:ws-1'] },
    { endpoint: 'ws-2', address: 'ws-2.example', port: 22, user: 'ops', hostKeys: ['SHA256:ws-2'] },
  ]);
});

const bastion = { name: 'bastion', address: '10.0.0.254', port: 2222, user: 'gate', hostKeys: ['SHA256:b'] };

test('an entry carries the way to its endpoint, and one without a way is as it always was', () => {
  const { entries } = manifestOf(withFirst({ jump: [bastion] }));
  expect([entries[0], 'jump' in (entries[1] ?? {})]).toEqual([
    {
      endpoint: 'ws-1',
      address: 'ws-1.example',
      port: 22,
      user: 'ops',
      hostKeys: ['SHA256:ws-1'],
      jump: [bastion],
    },
    false,
  ]);
  expect(manifestOf(withFirst({ jump: [] })).digest).toBe(manifestOf().digest);
});

test('another way is another manifest', () => {
  const ways = [[bastion], [{ ...bastion, port: 22 }], [bastion, { ...bastion, name: 'inner' }]];
  const digests = ways.map((jump) => manifestOf(withFirst({ jump })).digest);
  expect(new Set([...digests, manifestOf().digest]).size).toBe(4);
});

test('an endpoint behind a machine without a host key is left out', () => {
  const manifest = manifestOf(withFirst({ jump: [bastion, { ...bastion, name: 'inner', hostKeys: [] }] }));
  expect(manifest.excluded).toEqual([{ endpoint: 'ws-1', reason: 'no host key on file' }]);
});

test('what cannot be reached or trusted is left out with its reason', () => {
  const seen = {
    'ws-2': 'unreachable',
    'ws-3': 'host-key',
    'ws-4': 'login',
    'ws-5': 'failing',
    'ws-6': 'silent',
  } as const;
  const manifest = manifestOf(withFirst({ hostKeys: [] }), seen);
  expect([namesOf(manifest), manifest.excluded]).toEqual([
    ['ws-5', 'ws-6', 'ws-7', 'ws-8', 'ws-9', 'ws-10'],
    [
      { endpoint: 'ws-1', reason: 'no host key on file' },
      { endpoint: 'ws-2', reason: 'unreachable' },
      { endpoint: 'ws-3', reason: 'host key changed' },
      { endpoint: 'ws-4', reason: 'login refused' },
    ],
  ]);
});

test('a retry tries what looked unreachable, but never what shows another key or has none on file', () => {
  const seen = { 'ws-2': 'unreachable', 'ws-3': 'host-key', 'ws-4': 'login' } as const;
  const manifest = manifestOf(withFirst({ hostKeys: [] }), seen, ['ws-1', 'ws-2', 'ws-3', 'ws-4']);
  expect([namesOf(manifest), manifest.excluded.map((each) => each.endpoint)]).toEqual([
    ['ws-2', 'ws-4'],
    ['ws-1', 'ws-3'],
  ]);
});

test('naming endpoints never reaches beyond the selector of the service', () => {
  const plan = { ...hospital, endpoints: [...workstations(3), endpoint('db-1', { role: 'database' })] };
  expect(namesOf(manifestOf(plan, {}, ['db-1', 'ws-2', 'nowhere', '*']))).toEqual(['ws-2']);
});

test('every endpoint of the selector is in the manifest or excluded, never both, never twice', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(...hospital.endpoints.map((e) => e.name)),
        fc.constantFrom(...sweepResults),
      ),
      (seen) => {
        const manifest = manifestOf(hospital, seen);
        const all = [...namesOf(manifest), ...manifest.excluded.map((each) => each.endpoint)].sort();
        expect(all).toEqual(hospital.endpoints.map((each) => each.name).sort());
      },
    ),
  );
});

test('the digest is that of everything else in the manifest, and the same for the same', () => {
  const { digest, ...body } = manifestSchema.parse(JSON.parse(JSON.stringify(manifestOf())));
  const again = manifestOf(structuredClone(hospital)).digest;
  expect([digest, again]).toEqual([sha256(canonicalJson(body)), sha256(canonicalJson(body))]);
});

test('the digest changes with every field of an endpoint and of a step, and with their order', () => {
  const twoKeys = ['SHA256:ws-1', 'SHA256:b'];
  const plans: Plan[] = [
    withFirst({ name: 'ws-01' }),
    withFirst({ address: '10.0.0.1' }),
    withFirst({ port: 2222 }),
    withFirst({ user: 'root' }),
    withFirst({ hostKeys: ['SHA256:other'] }),
    withFirst({ hostKeys: twoKeys }),
    withFirst({ hostKeys: [...twoKeys].reverse() }),
    { ...hospital, endpoints: hospital.endpoints.toReversed() },
    { ...hospital, endpoints: hospital.endpoints.slice(1) },
    withStep({ id: 'again' }),
    withStep({ kind: 'verify' }),
    withStep({ command: 'svc restart auth-agent ' }),
    withStep({ timeoutMs: 30_001 }),
    withStep({ idempotent: false }),
    withStep({ okExitCodes: [0, 3] }),
    withStep({ expect: 'active' }),
    withRunbook({ steps: restartAgent.steps.toReversed() }),
    withRunbook({ steps: restartAgent.steps.slice(0, 1) }),
    { ...hospital, digest: 'b'.repeat(64) },
    hospital,
  ];
  const digests = plans.map((plan) => manifestOf(plan).digest);
  const excluding = manifestOf(hospital, { 'ws-1': 'unreachable' }).digest;
  const otherReason = manifestOf(hospital, { 'ws-1': 'login' }).digest;
  expect(new Set([...digests, excluding, otherReason]).size).toBe(plans.length + 2);
});

test('an unknown service or runbook is not found', () => {
  const resolve = (service: string, runbook: string) => () =>
    resolveManifest({ plan: hospital, service, runbook, lastSeen: {}, sha256 });
  expect(resolve('mail', 'restart-agent')).toThrow('The plan has no service "mail".');
  expect(resolve('sign-in', 'reboot')).toThrow('The plan has no runbook "reboot".');
});
