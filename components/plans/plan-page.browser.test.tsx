import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { asksWhenClosed } from '@/components/testing/closing';
import { inApp } from '@/components/testing/in-app';
import type { PlanOutcome } from '@/lib/plans/plan-types';
import type { OpenPlan, ShownReview } from './plan-store';
import { PlanPage, type PlanPageCalls } from './plan-page';

const review: ShownReview = {
  version: 1,
  verdicts: [],
  estimate: { calls: 0, seconds: 0, isSandbox: true, instances: [] },
  readAtMillis: null,
};
const open: OpenPlan = {
  plan: {
    id: 1,
    name: 'night',
    mode: 'skip',
    version: 1,
    isShared: false,
    ownerId: '',
    ownerName: 'me',
    changedAt: '2026-12-01T00:00:00Z',
    changedBy: 'me',
    runId: null,
    rows: [{ id: 1, cells: { RegionId: 'cn-hangzhou', LoadBalancerId: 'lb-1', ListenerPort: '80' } }],
  },
  review,
};

/** The page of a plan, whose edits are answered by the test. */
async function showPlan() {
  const answers: ((outcome: PlanOutcome) => void)[] = [];
  const notCalled = () => Promise.reject(new Error('not called'));
  const calls: PlanPageCalls = {
    edit: () => new Promise((resolve) => answers.push(resolve)),
    review: async () => ({ ...review, version: 2 }),
    setMode: notCalled,
    load: notCalled,
    rename: notCalled,
    share: notCalled,
    remove: notCalled,
    start: notCalled,
  };
  await render(
    await inApp(
      <SearchParamsContext value={new URLSearchParams()}>
        <PlanPage open={open} calls={calls} isTeam={false} isAdministered instanceNames={{}} code={null} />
      </SearchParamsContext>,
    ),
  );
  const answer = async (outcome: PlanOutcome): Promise<void> => {
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    answers.shift()?.(outcome);
  };
  const type = async (port: string): Promise<void> => {
    await page.getByRole('gridcell').nth(2).click();
    await userEvent.keyboard(`${port}{Enter}`);
  };
  return { answer, type };
}

test('the page of a plan asks before it is closed, until all edits are saved', async () => {
  const { answer, type } = await showPlan();
  expect(asksWhenClosed()).toBe(false);
  await type('81');
  expect(asksWhenClosed()).toBe(true);
  await answer({ ok: false, problem: 'not-stored' });
  await expect.element(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  expect(asksWhenClosed()).toBe(true);
  await page.getByRole('button', { name: 'Retry' }).click();
  await answer({ ok: true, version: 2 });
  await expect.poll(asksWhenClosed).toBe(false);
});
