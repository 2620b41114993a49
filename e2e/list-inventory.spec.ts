import { readFile } from 'node:fs/promises';
import { launch, temporaryFolder, type Env } from './support/launcher';
import { sandboxAt } from './support/sandbox';
import { expect, test } from './support/sluice';
import { chooseExport, expectFound, REGIONS, rows } from './verbs/list';

/** A Sluice that has read nothing yet, or was started again: each test has one of its own. */

const LISTENERS = 'DescribeLoadBalancerListeners';

let ended: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  for (const end of ended.toReversed()) await end();
  ended = [];
});

async function dataFolder(): Promise<string> {
  const data = await temporaryFolder();
  ended.push(data.remove);
  return data.path;
}

async function start(dataDir: string, env: Env = {}) {
  const launched = launch({ SLUICE_DATA_DIR: dataDir, ...env });
  ended.push(launched.stop);
  const outcome = await launched.outcome;
  if (outcome.kind === 'ended' || outcome.sandboxUrl === null)
    throw new Error(`Sluice did not start:\n${launched.output()}`);
  return { url: outcome.url, sandbox: sandboxAt(outcome.sandboxUrl), stop: launched.stop };
}

test('an export that lacks a region asks first, and its file, its name and its response say what is missing', async ({
  page,
  request,
}) => {
  const { url, sandbox } = await start(await dataFolder());
  for (const regionId of ['cn-shanghai', 'eu-central-1'])
    await sandbox.fault({ action: LISTENERS, regionId, count: 999, kind: 'error-5xx' });
  const nothing = await request.get(`${url}/listeners/export?regions=eu-central-1&format=csv`);
  expect([nothing.status(), await nothing.text()]).toEqual([
    503,
    'No region could be loaded, so there is nothing to export.\n',
  ]);

  await page.goto(`${url}/listeners?regions=cn-hangzhou,cn-shanghai&columns=status`);
  await expect(page.getByRole('main')).toContainText('cn-shanghai could not be loaded');
  await chooseExport(page, 'CSV (as shown)');
  const question = page.getByRole('alertdialog', { name: 'Export without cn-shanghai?' });
  await expect(question).toContainText('cn-shanghai could not be loaded. Export 23 listeners without it?');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);

  await chooseExport(page, 'CSV (as shown)');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    question.getByRole('button', { name: 'Export 23 listeners' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sluice-listeners-partial-.*\.csv$/);
  const [, missing = ''] = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(missing).toMatch(/^"cn-shanghai",,,,,,"cn-shanghai could not be loaded: .* ServiceUnavailable: /);

  const json = await request.get(`${url}/listeners/export?regions=cn-hangzhou,cn-shanghai&format=json`);
  expect(json.headers()['sluice-incomplete']).toBe('cn-shanghai');
  expect(await json.json()).toMatchObject({
    complete: false,
    missing: [{ regionId: 'cn-shanghai', reason: 'failed', error: { code: 'ServiceUnavailable' } }],
  });
});

test('on the very first load regions are shown as they respond, failures are named, and Retry now recovers them', async ({
  page,
}) => {
  const { url, sandbox } = await start(await dataFolder());
  for (const regionId of ['cn-hangzhou', 'cn-shanghai'])
    await sandbox.fault({ action: LISTENERS, regionId, count: 999, kind: 'error-5xx' });
  const late = {
    action: LISTENERS,
    regionId: 'eu-central-1',
    count: 1,
    kind: 'latency',
    millis: 2_500,
  } as const;
  await sandbox.fault(late);

  await page.goto(`${url}/listeners?regions=eu-central-1`, { waitUntil: 'commit' });
  const table = page.getByRole('table', { name: 'Listeners' });
  await expect(table).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText('Loading listeners')).toBeVisible();
  for (const name of ['Port', 'Status', 'Description', 'Actions'])
    await expect(page.getByRole('columnheader', { name })).toBeVisible();
  await expect(rows(page)).toHaveCount(9);
  await expect(table).not.toHaveAttribute('aria-busy');

  const main = page.getByRole('main');
  await page.goto(`${url}/listeners?regions=cn-hangzhou,cn-shanghai`);
  await expect(main.getByRole('alert')).toContainText('No region could be loaded.');
  await expect(main.getByRole('alert')).toContainText('ServiceUnavailable');
  await expect(page.getByRole('heading', { name: 'Listeners unavailable' })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await expect(main).not.toContainText('No listeners yet');

  await page.goto(`${url}/listeners?regions=${REGIONS}&size=100`);
  const banner = main.getByRole('status').filter({ hasText: 'could not be loaded' });
  await expect(banner).toContainText('2 regions could not be loaded: cn-hangzhou, cn-shanghai.');
  await expect(banner).toContainText('Other regions are shown.');
  await expect(rows(page)).toHaveCount(9);

  await sandbox.clearFaults();
  await banner.getByRole('button', { name: 'Retry now' }).click();
  await expect(rows(page)).toHaveCount(48);
  await expect(banner).toHaveCount(0);
});

test('12,000 listeners load with their progress shown, and are there at once, without a call, after a restart', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const dataDir = await dataFolder();
  const first = await start(dataDir);
  await first.sandbox.reset('large');
  await first.sandbox.settings({ throttle: [{ action: '*', calls: 40, windowSeconds: 1 }] });
  await page.goto(`${first.url}/listeners`);
  const progress = page.getByRole('main').getByRole('status').filter({ hasText: 'for the first time' });
  await expect(progress).toContainText(/\d of 6 regions loaded: \d+ instances and [\d,]+ listeners so far/);
  await expect(rows(page)).toHaveCount(25);
  await first.sandbox.settings({ throttle: 'off' });
  // Sluice keeps to the rate it has learnt for some seconds.
  await expect(page.getByRole('search').getByRole('status')).toHaveText('12,000 of 12,000 match', {
    timeout: 60_000,
  });
  await expect(progress).toHaveCount(0);
  await page.close();
  await first.stop();

  const again = await start(dataDir, { SLUICE_SANDBOX_PORT: new URL(first.sandbox.url).port });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${again.url}/listeners`);
  await expectFound(plain, '12,000 of 12,000 match');
  await expect(rows(plain)).toHaveCount(25);
  // The health of backends is observed in the background; no row waits for it.
  const calls = (await again.sandbox.requests()).filter(
    ({ action }) => action !== '' && action !== 'DescribeHealthStatus',
  );
  expect(calls).toEqual([]);
  await context.close();
});
