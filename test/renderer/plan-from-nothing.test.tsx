// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { forgetPlan } from '../../renderer/plan/plan-acts';
import { click, freshScreens, open, press, type, words } from './fixture/open';
import { fixturePlan } from './fixture/plan';

freshScreens();
beforeEach(() => forgetPlan());

test('a mistake of a folder that was never in force leads to its file and line in the editor', async () => {
  await open('plan-refused');
  screen.getByText('services/sign-in.yaml:14').click();
  await waitFor(() => expect(words('plan-open-file')).toBe('services/sign-in.yaml'));
  await screen.findByTestId('yaml-view', {}, { timeout: 10_000 });
  expect(words('plan-strip')).toContain('No plan is in force');
});

test('its files are saved although nobody is named; when the plan comes into force it is said', async () => {
  const core = await open('plan-refused');
  press('q');
  await screen.findByTestId('plan-file-services/sign-in.yaml');
  click('plan-file-services/sign-in.yaml');
  await waitFor(() => expect(words('plan-open-file')).toBe('services/sign-in.yaml'));
  type('plan-field-objectives.rto', '20m');
  await act(async () =>
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true })),
  );
  await screen.findByTestId('plan-save');
  expect(words('plan-save')).toContain('no plan is in force before the last mistake is mended');
  click('plan-save');
  await waitFor(() => expect(core.planFiles.saved).toEqual(['services/sign-in.yaml']));
  await act(async () =>
    core.push('plan.changed', { plan: fixturePlan(), folder: 'st-brigid', problems: [] }),
  );
  await waitFor(() => expect(words('notice')).toContain('is in force'));
  expect(words('plan-open-file')).toBe('services/sign-in.yaml');
});

test('Q and Escape go back to the mistakes, and Q returns', async () => {
  await open('plan-refused');
  press('q');
  await screen.findByTestId('plan-place');
  press('q', document.body);
  await screen.findByTestId('edit-folder');
  click('edit-folder');
  await screen.findByTestId('plan-place');
});
