// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { forgetPlan } from '../../renderer/plan/plan-acts';
import { click, freshScreens, open, press, words } from './fixture/open';

freshScreens();
beforeEach(() => forgetPlan());

const fieldOf = (testId: string) => screen.getByTestId(testId).closest('.plan-field')?.textContent;

test('what the plan lacks stands at its field with its word, its rule and what would be right, apart from a mistake', async () => {
  await open('plan-findings');
  press('q');
  await screen.findByTestId('plan-file-services/sign-in.yaml');
  click('plan-file-services/sign-in.yaml');
  await waitFor(() => expect(words('plan-open-file')).toBe('services/sign-in.yaml'));
  expect([
    fieldOf('plan-field-id'),
    fieldOf('plan-field-tier'),
    words('plan-standing'),
    words('plan-file-services/sign-in.yaml'),
  ]).toEqual([
    expect.stringMatching(/Warning: Clinical sign-in has one way back\. Add a strategy .* line 2\s*one-path/),
    expect.not.stringContaining('Warning'),
    expect.stringContaining('1 mistake · 2 warnings'),
    expect.stringContaining('2 warnings'),
  ]);
});
