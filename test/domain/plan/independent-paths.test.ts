import { expect, test } from 'vitest';
import { independentPaths } from '../../../src/domain/plan/independent-paths';
import type { Strategy } from '../../../src/domain/service/strategy';

const way = (change: Partial<Strategy> = {}): Strategy => ({
  ...{ id: 'way', mechanism: 'manual', trigger: null, team: [], tools: [], runbook: null },
  ...{ expectedMs: null, fallback: null, dependencies: [] },
  ...change,
});
const count = (strategies: readonly Strategy[], restore?: string) =>
  independentPaths({ strategies, restore });
const needs = (name: string) => [{ kind: 'network', service: null, name } as const];

test('a service without a runbook and a strategy has no way back, with one of them one', () => {
  expect([count([]), count([], 'restart'), count([way()])]).toEqual([0, 1, 1]);
});

test('the restore runbook is a way of its own, unless a strategy is done by it', () => {
  expect([
    count([way()], 'restart'),
    count([way({ runbook: 'restart' })], 'restart'),
    count([way({ runbook: 'restart' }), way({ runbook: 'move' })], 'restart'),
  ]).toEqual([2, 1, 2]);
});

test('two ways that share a runbook, a tool or a dependency are one, whatever else each needs', () => {
  expect([
    count([way({ runbook: 'a' }), way({ runbook: 'b' })]),
    count([way({ runbook: 'a' }), way({ runbook: 'a', tools: ['VPN'] })]),
    count([way({ runbook: 'a', tools: ['VPN', 'console'] }), way({ runbook: 'b', tools: ['vpn'] })]),
    count([
      way({ runbook: 'a', dependencies: needs('Core switch') }),
      way({ runbook: 'b', dependencies: [...needs('Line'), ...needs('Core switch')] }),
    ]),
  ]).toEqual([2, 1, 1, 1]);
});

test('without a runbook the same mechanism twice is one way, and two mechanisms are two', () => {
  expect([count([way(), way({ id: 'other' })]), count([way(), way({ mechanism: 'redundancy' })])]).toEqual([
    1, 2,
  ]);
});

test('one independent pair among many ways is enough', () => {
  const shared = (runbook: string) => way({ runbook, tools: ['vpn'] });
  expect([
    count([shared('a'), shared('b'), shared('c')]),
    count([shared('a'), shared('b'), way({ runbook: 'c' })]),
  ]).toEqual([1, 2]);
});
