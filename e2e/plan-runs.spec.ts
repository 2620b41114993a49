import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { onOwnServer } from './support/server';
import { CREATE, PAY } from './verbs/form';
import { applyPlan, csvOf, expectResult, planFromCsv, portRow } from './verbs/plans';
import { carriedOut, expectProgress, untilRenewed } from './verbs/runs';

test.describe.configure({ timeout: 120_000 });

const START = 'StartLoadBalancerListener';
const onPay = { LoadBalancerId: PAY.loadBalancerId };

/** Makes a plan of these rows and starts it; the page is that of its run. */
async function startPlan(page: Page, rows: readonly Record<string, string>[]): Promise<void> {
  await planFromCsv(page, csvOf(rows));
  await applyPlan(page);
}

test('the run of a plan whose server is killed goes on after the restart: nothing twice, nothing forgotten', async ({
  browser,
  sandbox,
  sluice,
}) => {
  await onOwnServer(browser, sluice, async (page, server) => {
    // Calls in flight at the kill take effect after it.
    await sandbox.fault({ action: CREATE, share: 1, kind: 'latency', millis: 700 });
    const started = { Start: 'on' };
    await startPlan(page, [
      ...Array.from({ length: 8 }, (_, at) => portRow(9001 + at, started)),
      ...Array.from({ length: 8 }, (_, at) => portRow(9001 + at, { ...started, ...onPay })),
    ]);
    await expectProgress(page, /\b[3-9] done/);
    // A server that ends while serving the page takes the page with it: Next then loads the document.
    await untilRenewed(page);
    await server.kill();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Sluice is not responding');
    const before = (await carriedOut(sandbox, CREATE)).length;
    expect(before).toBeLessThan(16);
    await sandbox.clearFaults();

    await server.startAgain();
    await expectProgress(page, '16 of 16', 60_000);
    await expectProgress(page, '16 done');
    for (const action of [CREATE, START])
      expect(await carriedOut(sandbox, action), action).toEqual(Array.from({ length: 16 }, () => 1));
  });
});

test('of the run of a plan, only the failed rows are retried', async ({ page, sandbox }) => {
  await sandbox.fault({ action: CREATE, count: 2, kind: 'forbidden' });
  await startPlan(page, [portRow(9001), portRow(9002), portRow(9003), portRow(9004)]);
  await expectProgress(page, '4 of 4');
  await expectProgress(page, '2 failed');
  const first = (await sandbox.requests(CREATE)).map(({ parameters, code }) => [
    parameters['ListenerPort'],
    code,
  ]);
  expect(first.map(([, code]) => code)).toEqual(['Forbidden', 'Forbidden', null, null]);

  await page.getByRole('button', { name: 'Retry 2 failed' }).click();
  await expectProgress(page, '4 done');
  const again = (await sandbox.requests(CREATE)).slice(4);
  expect(again.map(({ parameters }) => parameters['ListenerPort']).toSorted()).toEqual(
    first.slice(0, 2).map(([port]) => port),
  );
  await expect(page.getByRole('button', { name: /^Retry/ })).toHaveCount(0);
});

test('cancelling the run of a plan finishes what is in flight and nothing more; what was cancelled can be run', async ({
  page,
  sandbox,
}) => {
  await sandbox.fault({ action: CREATE, share: 1, kind: 'latency', millis: 1_500 });
  await startPlan(
    page,
    Array.from({ length: 8 }, (_, at) => portRow(9001 + at, { Start: 'on' })),
  );
  await expectProgress(page, /\b[1-4] done/);
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expectProgress(page, '8 of 8');
  const words = await page.getByRole('main').innerText();
  const count = (of: string) => Number(new RegExp(`(\\d+) ${of}`).exec(words)?.[1] ?? 0);
  expect(count('cancelled')).toBeGreaterThan(0);
  expect(count('done') + count('cancelled')).toBe(8);
  // What was begun is created and started: no listener is left half done.
  expect(await sandbox.requests(CREATE)).toHaveLength(count('done'));
  expect(await sandbox.requests(START)).toHaveLength(count('done'));

  await sandbox.clearFaults();
  await page.getByRole('link', { name: `Run the ${count('cancelled')} cancelled …` }).click();
  await page.getByRole('button', { name: /^Apply to \d listeners?$/ }).click();
  await expectProgress(page, `${count('cancelled')} done`);
  expect(await carriedOut(sandbox, CREATE)).toEqual(Array.from({ length: 8 }, () => 1));
});

test('undoing the run of a plan is previewed row by row, and keeps what somebody has changed since', async ({
  page,
  sandbox,
}) => {
  await startPlan(page, [portRow(9001), portRow(9002)]);
  await expectProgress(page, '2 done');
  const created = page.url();
  await planFromCsv(page, csvOf([portRow(9002, { BackendServerPort: '', Bandwidth: '2' })]));
  await page.getByRole('radio', { name: 'Update' }).check();
  await expectResult(page, 1, 'Update');
  await applyPlan(page);
  await expectProgress(page, '1 done');

  await page.goto(created);
  await page.getByRole('link', { name: 'Undo …' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Delete 1 listener to undo “Plan: create 2”',
  );
  await expect(page).toHaveTitle(/^Delete 1 listener to undo “Plan: create 2”/);
  const preview = page.getByRole('table', { name: 'Preview' });
  await expect(preview.getByRole('row', { name: /9002/ })).toContainText('Changed since this run: Bandwidth');
  await page.getByRole('button', { name: 'Delete 1 listener' }).click();
  await expectProgress(page, '1 done');
  expect(
    (await sandbox.requests('DeleteLoadBalancerListener')).map(
      ({ parameters }) => parameters['ListenerPort'],
    ),
  ).toEqual(['9001']);
});
