import { expect, test } from 'vitest';
import type { Plan } from '../../../src/domain/plan/plan';
import { lastProofs } from '../../../src/domain/proof/last-proof';
import { phraseBook } from '../../../src/domain/risk/find-phrases';
import {
  impactOfOutage,
  likelihoodOf,
  type MoneySteps,
  perYearWords,
} from '../../../src/domain/risk/impact-level';
import { dayMs } from '../../../src/domain/risk/patterns';
import type { Risk } from '../../../src/domain/risk/risk';
import { riskBoard } from '../../../src/domain/risk/risk-board';
import { riskMatrix, riskRegister } from '../../../src/domain/risk/risk-register';
import type { Ticket } from '../../../src/domain/risk/ticket';
import { emptyWorld, type World } from '../../../src/domain/world';
import { hospital, noon, signIn } from '../../helpers/hospital';
import { outage } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';

const steps = [10_000, 100_000, 1_000_000, 10_000_000] as const;
const risk = (id: string, change: Partial<Risk> = {}): Risk => ({
  ...{
    id,
    name: id,
    category: 'certificate',
    services: ['sign-in'],
    owner: 'maria',
    likelihood: 3,
    impact: 2,
    ...change,
  },
});

test('impact comes from the analysis of the worst service over the outage, else from a number, else from nothing', () => {
  const rows = riskRegister(
    [
      risk('stated'),
      risk('analysed', { impact: undefined, outageMs: 3_600_000 }),
      risk('whole', { impact: undefined }),
      risk('untold', { impact: undefined, services: [] }),
      risk('yearly', { likelihood: undefined, perYear: 0.2 }),
    ],
    [signIn],
    [],
    steps,
    noon,
  );
  expect(rows.map((row) => [row.risk.id, row.likelihood.level, row.impact, row.score])).toEqual([
    ['analysed', 3, { level: 4, because: 'Clinical sign-in: safety: delays after 1 h' }, 12],
    ['whole', 3, { level: 4, because: 'Clinical sign-in: safety: delays after 4 h' }, 12],
    ['stated', 3, { level: 2, because: 'stated' }, 6],
    ['yearly', 2, { level: 2, because: 'stated' }, 4],
    ['untold', 3, null, 0],
  ]);
});

test('every risk stands in exactly one cell of the matrix or is named as unplaced', () => {
  const risks = Array.from({ length: 400 }, (_, index) =>
    risk(`r${index}`, {
      likelihood: 1 + (index % 5),
      impact: index % 7 === 0 ? undefined : 1 + (index % 4),
      services: [],
    }),
  );
  const { cells, unplaced } = riskMatrix(riskRegister(risks, [], [], steps, noon));
  const placed = cells.flatMap((cell) => cell.risks.map(({ id }) => id));
  expect([
    cells.length,
    new Set([...placed, ...unplaced.map(({ id }) => id)]).size,
    placed.length + unplaced.length,
  ]).toEqual([25, 400, 400]);
});

test('an overdue review is said', () => {
  const reviewed = { on: noon - 100 * dayMs, by: 'maria', everyMs: 99 * dayMs };
  const rows = riskRegister(
    [risk('late', { reviewed }), risk('open', { reviewed: { ...reviewed, everyMs: null } })],
    [],
    [],
    steps,
    noon,
  );
  expect(rows.map((row) => [row.risk.id, row.isOverdue])).toEqual([
    ['late', true],
    ['open', false],
  ]);
});

test('steps of frequency and money', () => {
  expect([
    [0.1, 0.2, 0.5, 2, 12].map(likelihoodOf),
    [0.1, 0.5, 1, 2.5, 12].map(perYearWords),
    impactOfOutage([], 1, steps),
    impactOfOutage(
      [{ atMs: 3_600_000, revenue: 20_000_000, operations: 'none', safety: '-', compliance: 'none' }],
      1_800_000,
      steps,
    )?.level,
  ]).toEqual([
    [1, 2, 3, 4, 5],
    ['one in 10 years', 'one in 2 years', '1 a year', '2.5 a year', '12 a year'],
    null,
    5,
  ]);
});

test('words alone make an impact at least 4 for safety, 3 for compliance, 2 for operations', () => {
  const level = (words: Partial<Record<'operations' | 'safety' | 'compliance', string>>) => {
    const none = { operations: 'none', safety: 'none', compliance: 'none' };
    return impactOfOutage([{ atMs: 1, revenue: 0, ...none, ...words }], 1, steps)?.level;
  };
  expect([
    level({}),
    level({ operations: 'paper' }),
    level({ operations: 'paper', compliance: 'reportable' }),
    level({ compliance: 'reportable', safety: 'delays' }),
    level({ safety: 'not said' }),
  ]).toEqual([1, 2, 3, 4, 1]);
});

test('the plan’s own settings count: steps of money, and how old a proof may be; the journal says what is proven', () => {
  const proof = lastProofs(worldOf(outage)).get('sign-in');
  const at = (proof?.at ?? 0) + 10 * dayMs;
  const board = (proofDays: number, money: MoneySteps, world: World) => {
    const plan: Plan = {
      ...hospital,
      risks: [risk('cheap', { impact: undefined, outageMs: 3_600_000 })],
      services: [{ ...signIn, impact: signIn.impact.map((each) => ({ ...each, ...wordless })) }],
      history: {
        ...{ least: 3, withinMs: 180 * dayMs, money, words: {}, aliases: {} },
        proofMs: proofDays * dayMs,
      },
    };
    const history = { tickets: [], exposures: [open] };
    const { register, exposures } = riskBoard({ plan, world, history }, at);
    return [register[0]?.impact?.level, exposures.flagged];
  };
  expect([
    board(10, steps, worldOf(outage)),
    board(9, [1, 2, 3, 4], worldOf(outage)),
    board(10, steps, emptyWorld),
  ]).toEqual([
    [3, 0],
    [5, 1],
    [3, 1],
  ]);
});

const wordless = { operations: 'none', safety: 'none', compliance: 'none' };
const open = {
  ...{ id: 'CVE-1', asset: 'ws-1', severity: 'high' as const, cvss: null, title: 'x' },
  ...{ firstSeen: null, status: 'open' as const },
};

const ticket = (id: string, daysAgo: number): Ticket => ({
  ...{
    source: 'servicenow',
    id,
    openedAt: noon - daysAgo * dayMs,
    resolvedAt: noon - daysAgo * dayMs + 3_600_000,
  },
  ...{ priority: 2, summary: 'Certificate expired', items: ['AUTH-PROD-02'], words: [] },
});

test('tickets and incidents of this journal make one pattern, and each says where it is from; a drill makes none', () => {
  const declared = (incident: string, mode: 'live' | 'drill') =>
    happened(noon - dayMs, 'incident.declared', {
      ...{
        incident,
        service: 'sign-in',
        title: 'Certificate of sign-in has expired',
        severity: 'SEV-1',
        mode,
      },
      ...{ impactStart: noon - dayMs, impactStartFrom: 'person', objectives: signIn.objectives },
    });
  const world = worldOf([declared('INC-0001', 'live'), declared('INC-0002', 'drill')]);
  const plan: Plan = {
    ...hospital,
    risks: [risk('renewal')],
    history: {
      ...{ least: 3, withinMs: 180 * dayMs, proofMs: 90 * dayMs, money: steps, words: {} },
      aliases: { 'sign-in': ['AUTH-PROD-*'] },
    },
  };
  const board = riskBoard(
    { plan, world, history: { tickets: [ticket('1', 10), ticket('2', 20)], exposures: [] } },
    noon,
  );
  expect([
    board.patterns.map(({ key, recurring, occurrences }) => [
      key,
      recurring,
      occurrences.map((each) => each.key),
    ]),
    board.register.map(({ happened: times }) => times),
    board.sources,
  ]).toEqual([
    [['certificate/sign-in', 'now', ['journal/INC-0001', 'servicenow/1', 'servicenow/2']]],
    [3],
    { tickets: 2, journal: 1, uncategorised: 0 },
  ]);
});

test('fifty thousand tickets lose none', () => {
  const tickets = Array.from({ length: 50_000 }, (_, index) => ticket(String(index), index % 700));
  const board = riskBoard({ plan: hospital, world: emptyWorld, history: { tickets, exposures: [] } }, noon);
  expect(board.patterns.reduce((sum, { occurrences }) => sum + occurrences.length, 0)).toBe(50_000);
  expect(phraseBook().byPhrase.size).toBeGreaterThan(300);
});
