import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { riskBoard } from '../../src/domain/risk/risk-board';
import { parseSelector } from '../../src/domain/run/selector';
import { emptyWorld } from '../../src/domain/world';
import { endpointsFor } from '../../src/fleet/endpoints-for';
import { readHistory } from '../../src/plan/history/read-history';
import { readPlan } from '../../src/plan/read-plan';

const folder = fileURLToPath(new URL('../../resources/demo-plan', import.meta.url));
const nowMs = Date.parse('2026-11-01T00:00:00Z');

test('the demo plan has no errors, and warns only of what its README says', async () => {
  const { plan, problems } = await readPlan(folder, { checkSelector, nowMs });
  expect([plan?.organisation, plan?.mode, problems.map(({ file, rule }) => `${file} ${rule}`)]).toEqual([
    "St. Brendan's Hospital",
    'drill',
    [
      'fleet/known_hosts missing-host-keys',
      'plan.yaml missing-identity',
      'services/admission.yaml no-probe',
      'services/prescribing.yaml no-probe',
    ],
  ]);
});

test('every service of the demo plan has endpoints, and its envelopes cover them', async () => {
  const { plan } = await readPlan(folder);
  const counts = plan?.services.map(({ id, endpoints, authority }) => {
    const count = plan.endpoints.filter(parseSelector(endpoints)).length;
    return [id, count, authority.envelopes.every(({ maxEndpoints }) => maxEndpoints >= count)];
  });
  expect(counts?.map(([id, count, covered]) => [id, Number(count) > 0, covered])).toEqual(
    ['admission', 'directory', 'imaging', 'prescribing', 'sign-in'].map((id) => [id, true, true]),
  );
});

test('in the demo plan only what nobody commands runs by itself, and nothing leaves the machine', async () => {
  const { plan } = await readPlan(folder);
  const rules = plan?.services.flatMap(({ id, escalation }) =>
    escalation.map((rule) => [id, rule.id, rule.acts.map((act) => act.do)]),
  );
  expect([rules, plan?.channels, plan?.listener]).toEqual([
    [
      ['sign-in', 'unattended', ['declare', 'run']],
      ['sign-in', 'agent-failing-20', ['notify']],
      ['sign-in', 'unacknowledged-5m', ['notify']],
      ['sign-in', 'decision-pending-3m', ['pass-on']],
      ['sign-in', 'rto-used-50', ['notify']],
      ['sign-in', 'verified-1m', ['stand-down']],
    ],
    [],
    null,
  ]);
});

test('sign-in in the demo plan has a plan B, an order of succession, and people to tell', async () => {
  const { plan } = await readPlan(folder);
  const service = plan?.services.find(({ id }) => id === 'sign-in');
  expect([
    service?.planB?.split('\n')[0],
    service?.authority.succession,
    service?.authority.envelopes.map(({ mode, vetoMs }) => [mode, vetoMs]),
    service?.alerts,
    service?.audiences.map(({ id, firstMs }) => [id, firstMs]),
    plan?.callTree,
  ]).toEqual([
    'Open the emergency accounts in the sealed envelope of each ward and write down who uses which.',
    ['maria.chen', 'jon.ade', 'duty-manager'],
    [['automatic', 45_000]],
    'service=sign-in',
    [
      ['staff', 300_000],
      ['executives', 600_000],
    ],
    ['role:incident-commander', 'role:deputy', 'role:operations-lead', 'role:communications-lead'],
  ]);
});

test('the demo plan states risks in five cells, and its history recurs at three services and beside the plan', async () => {
  const { plan } = await readPlan(folder);
  const { history, problems } = await readHistory(folder);
  if (!plan) throw new Error('no plan');
  const { register, matrix, patterns, sources } = riskBoard({ plan, history, world: emptyWorld }, nowMs);
  expect([
    problems,
    register.map(({ risk, score, happened }) => [risk.id, score, happened]),
    matrix.cells.filter(({ risks }) => risks.length > 0).length,
    patterns
      .filter(({ recurring }) => recurring === 'now')
      .map(({ category, service, item }) => `${category} ${service ?? item}`),
    sources,
  ]).toEqual([
    [],
    [
      ['agent-update', 16, 4],
      ['pharmacy-interface', 12, 6],
      ['sign-in-certificate', 12, 1],
      ['directory-loss', 8, 5],
      ['machine-room', 8, 1],
      ['ransomware', 5, 0],
    ],
    5,
    [
      'integration prescribing',
      'authentication sign-in',
      'update sign-in',
      'infrastructure imaging',
      'infrastructure Guest Wi-Fi',
    ],
    { tickets: 25, journal: 0, uncategorised: 0 },
  ]);
});

test('the drill of the demo proves the way back for one of its two flagged exposures', async () => {
  const { plan } = await readPlan(folder);
  const { history } = await readHistory(folder);
  if (!plan) throw new Error('no plan');
  const flagged = (proven: string | null) =>
    riskBoard(
      {
        ...{ plan, history, world: emptyWorld },
        lastProof: (service) => (service === proven ? { at: nowMs, mode: 'drill' } : null),
      },
      nowMs,
    ).exposures.rows.flatMap(({ exposure, isFlagged }) => (isFlagged ? exposure.id : []));
  expect([flagged(null), flagged('sign-in')]).toEqual([['SCAN-1041', 'SCAN-1077'], ['SCAN-1077']]);
});

test('the inventory of the demo plan is the one of the embedded fleet', async () => {
  const lines = endpointsFor(240).map(
    ({ name, site, ward, role }, index) =>
      `${name},127.77.${Math.floor(index / 254)}.${(index % 254) + 1},2222,holdfast,${site},${ward},${role}`,
  );
  const text = ['name,address,port,user,site,ward,role', ...lines, ''].join('\n');
  expect(await readFile(`${folder}/fleet/inventory.csv`, 'utf8')).toBe(text);
});

function checkSelector(text: string): string | null {
  try {
    parseSelector(text);
    return null;
  } catch (error) {
    return String(error);
  }
}
