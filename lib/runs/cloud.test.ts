import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inAccount } from '@/lib/config';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { cloudWorld, configure, ROLE_ARN, SESSION_MILLIS } from '@/lib/slb/testing/cloud-world';
import { executeRuns } from './executor';
import { listRuns, readRun } from './read-runs';
import { startRun } from './start-run';
import { runningListeners } from './testing/many-listeners';
import { actor } from './testing/runs-world';

const world = cloudWorld({ seed: 'large' });
dataFolder('file');

it('outlives several sessions of the role that it calls as', { timeout: 120_000 }, async () => {
  configure({ SLUICE_ROLE_ARN: ROLE_ARN, SLUICE_ROLE_EXTERNAL_ID: 'ours' });
  const rows = await runningListeners(2, 6);
  await world.sandbox.fault({ action: 'StopLoadBalancerListener', share: 1, kind: 'latency', millis: 600 });
  const startedAt = performance.now();
  const runId = await startRun({ kind: 'stop', rows, actor });
  await executeRuns();
  expect(performance.now() - startedAt).toBeGreaterThan(1.5 * SESSION_MILLIS);
  expect((await readRun(runId))?.counts).toMatchObject({ total: 12, done: 12 });
  const sessions = new Set(world.cloud.stsCalls.map(({ accessKeyId }) => accessKeyId));
  expect(world.cloud.stsCalls.filter(({ action }) => action === 'AssumeRole').length).toBeGreaterThanOrEqual(
    2,
  );
  expect(sessions.size).toBeGreaterThanOrEqual(3);
  const codes = new Set((await world.sandbox.requests('StopLoadBalancerListener')).map(({ code }) => code));
  expect([...codes]).toEqual([null]);
});

it('is not listed as none while it is unknown whose runs there are', async () => {
  const path = join(world.home, 'accounts.json');
  await writeFile(
    path,
    JSON.stringify([{ name: 'own' }, { name: 'other', roleArn: ROLE_ARN, externalId: 'wrong' }]),
  );
  configure({ SLUICE_ACCOUNTS: path });
  expect(await inAccount('own', () => listRuns({ limit: 5 }))).not.toBeNull();
  expect(await inAccount('other', () => listRuns({ limit: 5 }))).toBeNull();
});
