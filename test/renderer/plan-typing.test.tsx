// @vitest-environment happy-dom
import { act, render, waitFor } from '@testing-library/react';
import { Profiler } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { flushed, typed } from '../../renderer/plan/draft-queue';
import { forgetPlan, openFile } from '../../renderer/plan/plan-acts';
import { PlanList } from '../../renderer/plan/plan-list';
import { usePlan } from '../../renderer/plan/plan-state';
import { freshScreens, open } from './fixture/open';

freshScreens();
beforeEach(() => forgetPlan());

const type = (change: (text: string) => string) =>
  act(async () => {
    typed(change(usePlan.getState().open?.text ?? ''));
    await flushed();
  });

test('what is typed in plan.yaml draws the list anew only where people or channels change', async () => {
  await open('calm');
  await act(() => openFile('plan.yaml'));
  let drawn = 0;
  const list = render(
    <Profiler id="list" onRender={() => drawn++}>
      <PlanList />
    </Profiler>,
  );
  await act(() => flushed());
  await type((text) => `${text}# a`);
  const first = usePlan.getState().open;
  const before = drawn;
  await type((text) => `${text} word`);
  const after = usePlan.getState().open;
  expect([drawn, after?.text === first?.text, after?.value === first?.value]).toEqual([before, false, true]);
  await type((text) => text.replace('Jon Ade', 'Jon Adeyemi'));
  await waitFor(() => expect(drawn).toBeGreaterThan(before));
  list.unmount();
});
