import { expect, test } from './support/sluice';
import {
  ALL_LIST,
  cell,
  EDGE_LIST,
  expectStatus,
  markDocument,
  notice,
  notices,
  openFreshList,
  openList,
  RUNNING,
  startListener,
  STOPPED,
  stopListener,
} from './verbs/list';

/** Long enough to be observed whatever the machine does in the meantime. */
const OBSERVED_MILLIS = 2_500;

test('a listener is shown changing, and then as it is, without a reload', async ({ page, sandbox }) => {
  await sandbox.settings({ transitionMillis: OBSERVED_MILLIS });
  await openList(page, EDGE_LIST);
  const { expectSame } = await markDocument(page);
  await test.step('a started listener is shown starting, as text and dashes, and then running without a reload', async () => {
    await expectStatus(page, STOPPED, 'Stopped');

    await startListener(page, STOPPED);
    await expectStatus(page, STOPPED, /^Starting \d+ s$/);
    const status = cell(page, STOPPED, 'Status').locator('[data-status]');
    await expect(status).toHaveAttribute('data-status', 'starting');
    const shape = status.locator('path');
    const starting = await shape.getAttribute('d');
    await expect(page.getByRole('main')).toContainText('1 changing');
    await expect(notice(page, 'status', `${STOPPED} is starting`)).toBeVisible();

    await expectStatus(page, STOPPED, 'Running');
    await expect(status).toHaveAttribute('data-status', 'running');
    await expect(shape).not.toHaveAttribute('d', String(starting));
    await expect(page.getByRole('main')).not.toContainText('changing');
    await expectSame();
    const received = await sandbox.requests('StartLoadBalancerListener');
    expect(received.map(({ parameters }) => parameters['ListenerPort'])).toEqual(['9443']);
  });

  await test.step('a stopped listener is shown stopping, and then stopped without a reload', async () => {
    const status = cell(page, RUNNING, 'Status').locator('[data-status]');
    const running = await status.locator('path').getAttribute('d');
    await stopListener(page, RUNNING);
    await expectStatus(page, RUNNING, /^Stopping \d+ s$/);
    await expect(status).toHaveAttribute('data-status', 'stopping');
    await expect(status.locator('path')).not.toHaveAttribute('d', String(running));
    await expect(notice(page, 'status', `${RUNNING} is stopping`)).toBeVisible();
    await expectStatus(page, RUNNING, 'Stopped');
    // What its servers were while it ran is no news of it.
    const healthy = cell(page, RUNNING, 'Healthy');
    await expect(healthy).toHaveAccessibleName('Not checked while stopped');
    await expectSame();
    expect(await sandbox.requests('StopLoadBalancerListener')).toHaveLength(1);
  });
});

test('the counts in the header are updated after a start, and its notice leads to the listener', async ({
  page,
}) => {
  await openList(page, ALL_LIST);
  await test.step('the counts in the header are updated after a start', async () => {
    await expect(page.getByRole('main')).toContainText(/37 running\s*11 stopped/);
    await startListener(page, STOPPED);
    await expect(page.getByRole('main')).toContainText(/38 running\s*10 stopped/);
  });

  await test.step('the notice of a started listener leads to it', async () => {
    await notice(page, 'status', STOPPED).getByRole('link', { name: 'View' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '9443 TCP on edge-prod' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('Running');
  });
});

test('of two listeners on one port only the TCP one is stopped', async ({ page }) => {
  await openList(page, '/listeners?regions=cn-shanghai&instance=lb-uf6d2n4s6i8n0t2e4r6na');
  await stopListener(page, '53/TCP on dns-internal');
  await expectStatus(page, '53/TCP on dns-internal', 'Stopped');
  await expectStatus(page, '53/UDP on dns-internal', 'Running');
});

test('a listener that somebody else started in the meantime is an outcome, not an error', async ({
  page,
  context,
  sandbox,
}) => {
  await openFreshList(page, EDGE_LIST);
  const other = await context.newPage();
  await openList(other, EDGE_LIST);
  await startListener(other, STOPPED);
  await expectStatus(other, STOPPED, 'Running');

  await expectStatus(page, STOPPED, 'Stopped');
  await startListener(page, STOPPED);
  await expect(notice(page, 'status', `${STOPPED} is running`)).toContainText(
    'Already in that state. Nothing was changed.',
  );
  await expectStatus(page, STOPPED, 'Running');
  expect(await sandbox.requests('StartLoadBalancerListener')).toHaveLength(1);
});

test('a listener that somebody else stopped in the meantime is an outcome, not an error', async ({
  page,
  context,
  sandbox,
}) => {
  await openFreshList(page, EDGE_LIST);
  const other = await context.newPage();
  await openList(other, EDGE_LIST);
  await stopListener(other, RUNNING);
  await expectStatus(other, RUNNING, 'Stopped');

  await stopListener(page, RUNNING);
  await expect(notice(page, 'status', `${RUNNING} is stopped`)).toContainText('Nothing was changed');
  await expectStatus(page, RUNNING, 'Stopped');
  expect(await sandbox.requests('StopLoadBalancerListener')).toHaveLength(1);
});

test('a stop that SLB accepted and that could not be read back is not reported as done, and is checked again', async ({
  page,
  sandbox,
}) => {
  const reading = 'DescribeLoadBalancerTCPListenerAttribute';
  await openFreshList(page, EDGE_LIST);
  // Between the reading before the stop and those after it, all of which fail.
  await sandbox.fault({ action: 'StopLoadBalancerListener', kind: 'latency', millis: 2000, count: 1 });
  const before = (await sandbox.requests(reading)).length;
  await stopListener(page, RUNNING);
  await expect.poll(async () => (await sandbox.requests(reading)).length).toBe(before + 1);
  await sandbox.fault({ action: reading, kind: 'drop-before', count: 100 });
  await sandbox.fault({ action: 'DescribeLoadBalancerListeners', kind: 'drop-before', count: 100 });
  const said = notices(page).getByRole('alert');
  await expect(said).toContainText(`SLB accepted the stop of ${RUNNING}`, { timeout: 30_000 });
  await expect(said).toContainText('could not be confirmed yet');
  await sandbox.clearFaults();
  await said.getByRole('button', { name: 'Check again' }).click();
  await expectStatus(page, RUNNING, 'Stopped');
  await expect(said).not.toContainText('SLB accepted');
});
