import { describe, expect, test } from 'vitest';
import { endpointSteps, stagesOf, stepsLeft } from '../../../src/domain/run/stages';

const drain = { id: 'drain', kind: 'command' } as const;
const check = { id: 'check', kind: 'verify' } as const;
const ask = { id: 'ask', kind: 'decision' } as const;
const wire = { id: 'wire', kind: 'manual' } as const;
const start = { id: 'start', kind: 'script' } as const;

describe('the stages of a run', () => {
  test('steps of endpoints that follow each other are one stage, and what is done once is one of its own', () => {
    expect(stagesOf([drain, check, ask, wire, start])).toEqual([
      { kind: 'endpoints', steps: [drain, check] },
      { kind: 'console', step: ask },
      { kind: 'console', step: wire },
      { kind: 'endpoints', steps: [start] },
    ]);
  });
  test('a runbook of endpoint steps alone is one stage, and no steps are none', () => {
    expect([stagesOf([drain, check]), stagesOf([])]).toEqual([
      [{ kind: 'endpoints', steps: [drain, check] }],
      [],
    ]);
  });
  test('the last step of an endpoint is not what a person does after it', () => {
    expect(endpointSteps([drain, check, ask]).at(-1)).toBe(check);
  });
});

describe('an endpoint that goes on with a later step', () => {
  const all = [drain, check, ask, start];
  test('has nothing left of an earlier stage, and the rest of its own', () => {
    expect([
      stepsLeft({ fromStep: 'check' }, [drain, check], all),
      stepsLeft({ fromStep: 'start' }, [drain, check], all),
      stepsLeft({ fromStep: 'check' }, [start], all),
      stepsLeft({}, [drain, check], all),
    ]).toEqual([[check], [], [start], [drain, check]]);
  });
  test('goes no further than the step that its entry ends with', () => {
    expect([
      stepsLeft({ throughStep: 'drain' }, [drain, check], all),
      stepsLeft({ fromStep: 'check', throughStep: 'check' }, [drain, check], all),
      stepsLeft({ throughStep: 'check' }, [start], all),
    ]).toEqual([[drain], [check], []]);
  });
});
