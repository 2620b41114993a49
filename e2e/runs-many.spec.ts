import { expect, test } from './support/sluice';
import { onOwnServer } from './support/server';
import { markDocument } from './verbs/list';
import { bulkButton, carriedOut, expectProgress, run, selectFirstPages, untilRenewed } from './verbs/runs';

const STOP = 'StopLoadBalancerListener';
/** A hundred calls and more, on a machine that does much else. */
const LONG_MILLIS = 120_000;

test.beforeEach(async ({ sandbox }) => {
  test.setTimeout(2 * LONG_MILLIS);
  await sandbox.reset('large');
});

test('126 listeners over 6 busy and throttled instances are all stopped, none of them twice, and the page updates automatically', async ({
  page,
  sandbox,
}) => {
  await selectFirstPages(page, 6);
  const { expectSame } = await markDocument(page);
  await expect(bulkButton(page, /^Stop 126$/)).toHaveAccessibleDescription('skips 24: 24 stopped');
  await expect(bulkButton(page, /^Start 24$/)).toHaveAccessibleDescription('skips 126: 126 running');
  for (let times = 0; times < 12; times += 1)
    await sandbox.fault({ action: STOP, count: 1, kind: 'error', code: 'OperationBusy' });
  await sandbox.fault({ action: STOP, count: 3, kind: 'throttle' });

  await run(page, /^Stop 126$/, 'Stop 126');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stop 126 listeners');
  await expectProgress(page, '150 of 150', LONG_MILLIS);
  await expectProgress(page, '126 done');
  await expect(page.getByRole('main').getByRole('status')).toHaveText('Run finished: 126 done, 24 skipped');
  await expectSame();

  const times = await carriedOut(sandbox, STOP);
  expect(times).toHaveLength(126);
  expect(times.filter((count) => count !== 1)).toEqual([]);
  const codes = new Set((await sandbox.requests(STOP)).map(({ code }) => code));
  expect(codes).toEqual(new Set([null, 'OperationBusy', 'Throttling.User']));

  await page
    .getByRole('navigation', { name: 'Filter by result' })
    .getByRole('link', { name: /^Skipped/ })
    .click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(25);
  await expect(page.getByRole('table')).toContainText('Already stopped');
});

test('a run cancelled midway starts nothing more, finishes what it started, and is listed under Runs', async ({
  page,
  sandbox,
}) => {
  await selectFirstPages(page, 2);
  await sandbox.fault({ action: STOP, count: 100, kind: 'latency', millis: 2_000 });
  await run(page, /^Stop 42$/, 'Stop 42');
  await expectProgress(page, /\b([2-9]|\d\d) done/);
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Runs/ }),
  ).toHaveText('Runs1 in progress');
  await page.goto('/listeners?regions=cn-hangzhou');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Runs/ }).click();
  await expect(page.getByRole('row', { name: /Stop 42 listeners/ }).first()).toContainText('In progress');
  await page.getByRole('link', { name: 'Stop 42 listeners' }).first().click();

  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expectProgress(page, '50 of 50', 30_000);
  const words = await page.getByRole('main').innerText();
  const count = (of: string) => Number(new RegExp(`(\\d+) ${of}`).exec(words)?.[1] ?? 0);
  expect(count('cancelled')).toBeGreaterThan(0);
  expect(count('done') + count('cancelled')).toBe(42);
  const times = await carriedOut(sandbox, STOP);
  expect(times).toHaveLength(count('done'));
  await expect(page.getByRole('button', { name: 'Cancel run' })).toHaveCount(0);
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Runs/ }),
  ).toHaveText('Runs');
});

test('a run whose server is killed resumes after a restart, and does nothing twice', async ({
  browser,
  sandbox,
  sluice,
}) => {
  await onOwnServer(browser, sluice, async (page, server) => {
    await selectFirstPages(page, 2);
    // The calls in flight at the kill take effect after it.
    await sandbox.fault({ action: STOP, count: 100, kind: 'latency', millis: 1_000 });
    await run(page, /^Stop 42$/, 'Stop 42');
    await expectProgress(page, /\b([4-9]|\d\d) done/);
    // A server that ends while serving the page takes the page with it: Next then loads the document.
    await untilRenewed(page);
    await server.kill();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Sluice is not responding');
    await sandbox.clearFaults();

    await server.startAgain();
    await expectProgress(page, '50 of 50', LONG_MILLIS);
    await expectProgress(page, '42 done');
    const times = await carriedOut(sandbox, STOP);
    expect(times).toHaveLength(42);
    expect(times.filter((count) => count !== 1)).toEqual([]);
  });
});
