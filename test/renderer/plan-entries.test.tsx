// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { forgetPlan } from '../../renderer/plan/plan-acts';
import { click, freshScreens, open, press, type, words } from './fixture/open';

freshScreens();
beforeEach(() => forgetPlan());

async function openPeople(scene = 'calm') {
  const core = await open(scene);
  press('q');
  await screen.findByTestId('plan-file-people');
  click('plan-file-people');
  return core;
}

test('People opens to one line for each person, and folds again', async () => {
  await openPeople();
  const jon = await screen.findByTestId('plan-entry-people-jon.ade');
  expect([jon.textContent, words('plan-file-people')]).toEqual([
    'Jon Ade',
    expect.stringContaining('People 2'),
  ]);
  click('plan-file-people');
  await waitFor(() => expect(screen.queryByTestId('plan-entry-people-jon.ade')).toBeNull());
});

test('a line opens the form at that person and at nobody else', async () => {
  await openPeople();
  click('plan-entry-people-jon.ade');
  await waitFor(() => expect(words('plan-entry-title')).toBe('Jon Ade'));
  expect([
    (screen.getByTestId('plan-field-people.1.phone') as HTMLInputElement).value,
    screen.queryByTestId('plan-field-people.0.phone'),
    screen.queryByTestId('plan-field-organisation'),
  ]).toEqual(['+1 555 0102', null, null]);
});

test('a new channel stands in the list and in the form at once, and its id cannot be given twice', async () => {
  const core = await openPeople();
  type('plan-new-kind', 'channel');
  type('plan-new-id', 'staff-mail');
  expect(screen.getByTestId('plan-new').hasAttribute('disabled')).toBe(true);
  type('plan-new-id', 'pager');
  click('plan-new');
  await screen.findByTestId('plan-entry-channels-pager');
  type('plan-field-channels.1.name', 'Pager');
  await waitFor(() => expect(words('plan-entry-title')).toBe('Pager'));
  expect(core.planFiles.calls['plan.read']({ file: 'plan.yaml' }).text).toContain('id: pager, name: Pager');
});

test('a person who is deleted shows in the diff; while a file still names them nothing is saved, and they can be put back', async () => {
  const core = await openPeople();
  const before = core.planFiles.files.get('plan.yaml');
  click('plan-entry-people-jon.ade');
  await waitFor(() => expect(words('plan-entry-title')).toBe('Jon Ade'));
  click('plan-delete');
  await screen.findByTestId('plan-save');
  expect([
    words('plan-diff'),
    words('plan-still-named'),
    screen.getByTestId('plan-save').hasAttribute('disabled'),
  ]).toEqual([
    expect.stringContaining('− - { id: jon.ade'.replace('− ', '−  ')),
    expect.stringContaining('Jon Ade is still named in 3 places.'),
    true,
  ]);
  screen.getByText('services/directory.yaml line 4').click();
  await waitFor(() => expect(words('plan-open-file')).toBe('services/directory.yaml'));
  click('plan-file-plan.yaml');
  await waitFor(() => expect(words('plan-standing')).toContain('draft, not in force'));
  expect(core.planFiles.files.get('plan.yaml')).toBe(before);
});

test('what was deleted is put back as it was', async () => {
  await openPeople();
  click('plan-entry-people-jon.ade');
  await waitFor(() => expect(words('plan-entry-title')).toBe('Jon Ade'));
  click('plan-delete');
  await screen.findByTestId('plan-put-back');
  click('plan-put-back');
  await waitFor(() => expect(words('plan-standing')).toBe('as it is in the folder'));
});

test('three hundred people are found by their name, and only who is open has fields', async () => {
  await openPeople('plan-many-people');
  await screen.findByTestId('plan-entry-people-nurse-300');
  expect(document.querySelectorAll('.plan-field').length).toBeLessThan(20);
  type('plan-search', 'nurse 217');
  await waitFor(() => expect(document.querySelectorAll('.plan-entry-inner')).toHaveLength(1));
  click('plan-entry-people-nurse-217');
  await waitFor(() => expect(words('plan-entry-title')).toBe('Night nurse 217'));
  press('Escape', screen.getByTestId('plan-search'));
  await screen.findByTestId('plan-entry-people-nurse-1');
});

test('a scenario is a text among the risks, without a form', async () => {
  await openPeople();
  click('plan-file-scenarios/identity-outage.md');
  await waitFor(() => expect(words('plan-open-file')).toBe('scenarios/identity-outage.md'));
  await screen.findByTestId('yaml-view', {}, { timeout: 10_000 });
  expect([screen.queryByTestId('plan-view-form'), words('plan-file-risks/expired-certificate.yaml')]).toEqual(
    [null, expect.stringContaining('Risks and scenarios')],
  );
});
