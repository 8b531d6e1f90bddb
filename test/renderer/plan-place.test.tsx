// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { forgetPlan } from '../../renderer/plan/plan-acts';
import { useScreen } from '../../renderer/screen';
import { click, freshScreens, open, press, type, words } from './fixture/open';

freshScreens();
beforeEach(() => forgetPlan());

const file = 'services/sign-in.yaml';

async function openSignIn(scene = 'calm') {
  const core = await open(scene);
  press('q');
  await screen.findByTestId(`plan-file-${file}`);
  click(`plan-file-${file}`);
  await waitFor(() => expect(words('plan-open-file')).toBe(file));
  return core;
}

const changes = async () => {
  await act(async () =>
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true })),
  );
  await screen.findByTestId('plan-save');
};

test('a field is changed, its change is shown, and one act saves it; the comments of the file are untouched', async () => {
  const core = await openSignIn();
  const before = core.planFiles.files.get(file) ?? '';
  type('plan-field-objectives.rto', '20m');
  await changes();
  expect([words('plan-save'), words('plan-diff')]).toEqual([
    expect.stringContaining(`Save 1 change to ${file}`),
    expect.stringContaining('+objectives: { rto: 20m, rpo: 0m, wrt: 10m, mtpd: 4h } # agreed with the board'),
  ]);
  click('plan-save');
  await waitFor(() => expect(words('notice')).toContain('1 change saved'));
  expect(core.planFiles.files.get(file)).toBe(before.replace('rto: 15m', 'rto: 20m'));
});

test('a mistake stands at its field, and while it does nothing is saved', async () => {
  await openSignIn();
  type('plan-field-tier', '9');
  await waitFor(() =>
    expect(screen.getByTestId('plan-field-tier').closest('.plan-field')?.textContent).toContain(
      'must be a whole number from 1 to 5',
    ),
  );
  await changes();
  expect([words('plan-save'), screen.getByTestId('plan-save').hasAttribute('disabled')]).toEqual([
    expect.stringContaining('1 mistake first'),
    true,
  ]);
});

test('a field that is emptied leaves the file, and one that is filled comes into it', async () => {
  const core = await openSignIn();
  type('plan-field-verify_after', '3');
  type('plan-field-objectives.wrt', '');
  await changes();
  click('plan-save');
  await waitFor(() => expect(core.planFiles.saved).toEqual([file]));
  expect(core.planFiles.files.get(file)).toContain('objectives: { rto: 15m, rpo: 0m, mtpd: 4h } # agreed');
  expect(core.planFiles.files.get(file)).toContain('restore: restart-auth-agent\nverify_after: 3\n');
});

test('items are added and removed', async () => {
  const core = await openSignIn();
  click('plan-add-probes');
  await screen.findByTestId('plan-field-probes.1.id');
  type('plan-field-probes.1.id', 'portal');
  type('plan-field-probes.1.port', '443');
  click('plan-remove-depends_on.0');
  await changes();
  click('plan-save');
  await waitFor(() => expect(core.planFiles.saved).toEqual([file]));
  expect(core.planFiles.files.get(file)).toContain('  - { id: portal, port: 443 }\n');
  expect(core.planFiles.files.get(file)).toContain('depends_on: []\n');
});

test('Escape never loses a draft: it says that it is kept, and it is there again', async () => {
  await openSignIn();
  type('plan-field-name', 'Sign-in of the wards');
  press('Escape', screen.getByTestId('plan-field-name'));
  await waitFor(() => expect(words('notice')).toContain(`Your draft of ${file} is kept`));
  expect(screen.queryByTestId('plan-place')).toBeNull();
  press('q', document.body);
  await waitFor(() =>
    expect((screen.getByTestId('plan-field-name') as HTMLInputElement).value).toBe('Sign-in of the wards'),
  );
  expect(words('plan-standing')).toContain('draft, not in force');
});

test('what somebody else saves meanwhile is shown against the draft, and both can be had', async () => {
  const core = await openSignIn();
  type('plan-field-objectives.rto', '20m');
  await changes();
  const theirs = (core.planFiles.files.get(file) ?? '').replace('tier: 1', 'tier: 2');
  core.planFiles.files.set(file, theirs);
  await act(async () => core.push('plan.changed', { ...core.plan }));
  await screen.findByTestId('plan-conflict');
  click('plan-merge');
  await changes();
  click('plan-save');
  await waitFor(() => expect(core.planFiles.files.get(file)).toBe(theirs.replace('rto: 15m', 'rto: 20m')));
});

test('without a draft the form follows the folder', async () => {
  const core = await openSignIn();
  core.planFiles.files.set(file, (core.planFiles.files.get(file) ?? '').replace('tier: 1', 'tier: 2'));
  await act(async () => core.push('plan.changed', { ...core.plan }));
  await waitFor(() => expect((screen.getByTestId('plan-field-tier') as HTMLInputElement).value).toBe('2'));
});

test('people and channels are parts of plan.yaml by themselves', async () => {
  await openSignIn();
  click('plan-file-people');
  await waitFor(() => expect(words('plan-open-file')).toBe('plan.yaml'));
  expect([
    screen.queryByTestId('plan-field-people.1.phone') !== null,
    screen.queryByTestId('plan-field-organisation'),
  ]).toEqual([true, null]);
});

describe('in an incident', () => {
  test('the bar and the situation stay, keys do nothing that nobody sees, and it is said what a save is worth', async () => {
    await openSignIn('ready');
    expect([
      screen.queryByTestId('service-sign-in') !== null,
      screen
        .getByTestId('plan-place')
        .textContent?.includes('There authority counts as it stood at the declaration'),
    ]).toEqual([true, true]);
    press('d', document.body);
    expect(useScreen.getState().form).toBeNull();
  });
});
