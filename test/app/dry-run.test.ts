import { expect, test } from 'vitest';
import { dryRun } from '../../src/app/dry-run';
import { checkSelector, countSelected } from '../../src/app/plan-holder';
import { readPlan } from '../../src/plan/read-plan';
import { newPlan } from '../plan/init/new-plan';
import { hostKey, planOnDisk } from '../plan/plan-on-disk';

const at = Date.parse('2026-11-25T02:00:00Z');
const asked = { service: 'everything', severity: 'SEV-1' as const, values: {}, at };

async function planWithKey(template: string) {
  const files = await newPlan({ templates: [template] });
  const keyed = { ...files, 'fleet/known_hosts': `10.0.0.1 ${hostKey.line}\n10.0.0.2 ${hostKey.line}\n` };
  const { plan } = await readPlan(await planOnDisk(keyed), { checkSelector, countSelected, nowMs: at });
  if (!plan) throw new Error('the new plan cannot be read');
  return plan;
}

test('a dry run shows the manifest and by whose authority; who has no host key is left out', async () => {
  const { manifest, authority } = dryRun(await planWithKey('first-look'), { ...asked, person: 'maria.chen' });
  expect(manifest.entries.map(({ endpoint, user }) => [endpoint, user])).toEqual([
    ['web01', 'ops'],
    ['web02', 'ops'],
  ]);
  expect(manifest.excluded).toEqual([{ endpoint: 'db01', reason: 'no host key on file' }]);
  expect(authority).toMatchObject({ granted: true, ground: 'person' });
});

test('a dry run names the bound that refuses', async () => {
  const plan = await planWithKey('database-failover');
  const { authority } = dryRun(plan, { ...asked, person: 'maria.chen' });
  expect(authority).toMatchObject({
    granted: false,
    because: 'Envelope everything/database-failover: allows 1 endpoints, the manifest has 2.',
  });
});

test('a dry run is as strict with the severity as the run', async () => {
  const plan = await planWithKey('identity-outage');
  const refused = dryRun(plan, { ...asked, severity: 'SEV-5', person: 'maria.chen' }).authority;
  expect(refused).toMatchObject({ granted: false, because: expect.stringContaining('needs SEV-3 or worse') });
});

test('a dry run of somebody whom the plan does not know is refused', async () => {
  const plan = await planWithKey('first-look');
  expect(() => dryRun(plan, { ...asked, person: 'nobody' })).toThrow('nobody');
});
