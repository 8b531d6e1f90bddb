import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk } from './plan-on-disk';

const reference = fileURLToPath(new URL('../../docs/plan.md', import.meta.url));

async function examples(): Promise<readonly string[]> {
  const text = await readFile(reference, 'utf8');
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml]) => yaml ?? '');
}

test('the examples of the reference are a plan about which nothing can be said', async () => {
  const [plan = '', service = '', automatic = '', runbook = '', asked = '', steps = '', ...rest] =
    await examples();
  const files = {
    'plan.yaml': `${plan}fleet: { user: ops }\n`,
    'services/sign-in.yaml': service,
    'runbooks/restart-auth-agent.yaml': runbook,
    'runbooks/renew-auth-agent.yaml': steps,
    'runbooks/move-readers.yaml': `id: move-readers\nname: Move the readers\nowner: jon.ade\n${asked}`,
    'scripts/drain.sh': 'echo "$HF_UNIT"\n',
    'files/auth-agent.conf': new Uint8Array([0, 255]),
    'fleet/inventory.csv': goodPlan['fleet/inventory.csv'],
    'fleet/known_hosts': goodPlan['fleet/known_hosts'],
  };
  const byHand = await readPlan(await planOnDisk(files));
  // The same service with the lines that make it restore itself in the place of its own.
  const without = service.replace(/^authority:\n(?: .*\n)*escalation:\n(?: .*\n)*/m, '');
  const byItself = await readPlan(
    await planOnDisk({ ...files, 'services/sign-in.yaml': `${without}${automatic}` }),
  );
  expect([rest, listed(byHand.problems), listed(byItself.problems)]).toEqual([[], [], []]);
  expect(
    byItself.plan?.services[0]?.escalation.map(({ id, acts }) => [id, acts.map((act) => act.do)]),
  ).toEqual([
    ['agent-failing-20', ['declare', 'notify']],
    ['agent-failing-50', ['raise', 'run']],
    ['unacknowledged-5m', ['notify']],
    ['decision-pending-3m', ['pass-on']],
    ['verified-30s', ['stand-down']],
  ]);
});
