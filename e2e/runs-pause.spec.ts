import { readFile } from 'node:fs/promises';
import { expect, test } from './support/sluice';
import { EDGE_LIST, openList } from './verbs/list';
import { carriedOut, expectProgress, run } from './verbs/runs';

test.describe.configure({ timeout: 90_000 });

const STOP = 'StopLoadBalancerListener';

test('a run is paused, stays so after a reload, goes on when resumed, and its results are downloaded', async ({
  page,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  for (const name of ['443/TCP on edge-prod', '2222/TCP on edge-prod'])
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  await sandbox.fault({ action: STOP, count: 1, kind: 'latency', millis: 3_000 });
  await run(page, /^Stop 2$/, 'Stop 2');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expectProgress(page, 'The remaining listeners wait until you resume the run.');
  await expectProgress(page, '1 of 2');
  await page.reload();
  await expectProgress(page, '1 of 2');
  expect(await sandbox.requests(STOP)).toHaveLength(1);

  const resume = page.getByRole('button', { name: 'Resume' });
  await resume.press('Enter');
  await expectProgress(page, '2 of 2');
  await expect(resume).toHaveCount(0);
  expect(await carriedOut(sandbox, STOP)).toEqual([1, 1]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download results as CSV' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.trimEnd().split('\r\n')).toHaveLength(3);
  expect(text).toContain('"stop","done"');
});
