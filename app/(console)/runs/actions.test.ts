import { afterEach, beforeEach, expect, it } from 'vitest';
import { executeRuns } from '@/lib/runs/executor';
import { startRun } from '@/lib/runs/start-run';
import { runningListeners } from '@/lib/runs/testing/many-listeners';
import { actor, runsWorld } from '@/lib/runs/testing/runs-world';
import { setHeaders } from '@/lib/testing/next-headers';
import { cancelRun, pauseRun } from './actions';

runsWorld();

beforeEach(() => {
  const host = '127.0.0.1:3000';
  setHeaders(new Headers({ host, origin: `http://${host}` }));
});
afterEach(() => setHeaders(new Headers()));

it('says that a run has ended, where pausing or cancelling it comes too late', async () => {
  const rows = await runningListeners(1, 1);
  const runId = await startRun({ kind: 'stop', rows, actor, settings: null });
  await executeRuns();
  for (const stop of [pauseRun, cancelRun])
    expect(await stop(runId)).toEqual({ done: false, hasEnded: true });
  expect(await pauseRun(runId + 1)).toEqual({ done: false, hasEnded: false });
});
