import { describe, expect, test } from 'vitest';
import { isObserverByPlan } from '../../../../src/domain/incident/circumstances';
import type { Person } from '../../../../src/domain/plan/plan';
import { askedWords, isAsked } from '../../../../src/domain/run/console/answer';
import type { ManifestStep } from '../../../../src/domain/run/manifest';

const person = (id: string, ...roles: string[]): Person => ({
  id,
  name: id.toUpperCase(),
  roles,
  contacts: [],
});
const step = (who?: string): ManifestStep => ({
  ...{ id: 's', kind: 'manual', command: '', timeoutMs: 0, idempotent: true, okExitCodes: [0] },
  manual: { instruction: 'Do', steps: [], perSite: false, ...(who === undefined ? {} : { who }) },
});

describe('who may answer a step', () => {
  const lead = person('lea', 'operations-lead');
  const other = person('oto', 'scribe');
  test('is whom it asks, and always who commands', () => {
    expect([
      isAsked(step('role:operations-lead'), lead, null),
      isAsked(step('role:operations-lead'), other, null),
      isAsked(step('role:operations-lead'), other, 'oto'),
      isAsked(step('oto'), other, null),
    ]).toEqual([true, false, true, true]);
  });
  test('is anybody where it asks nobody by name; that an observer is not is asked before', () => {
    expect([isAsked(step(), other, null), isObserverByPlan(person('obi', 'observer'))]).toEqual([true, true]);
  });
  test('is said in words', () => {
    expect(
      [step(), step('role:operations-lead'), step('lea')].map((each) => askedWords(each, [lead])),
    ).toEqual([...['anybody who has signed in', 'Operations Lead', 'LEA']]);
  });
});
