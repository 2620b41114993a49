import type { Page } from '@playwright/test';
import type { Sandbox } from '../support/sandbox';
import { expect, test } from '../support/sluice';
import {
  bandwidth,
  CREATE,
  EDGE,
  expectCreated,
  field,
  fillRequired,
  notice,
  openForm,
  receivedCreations,
  submit,
  submitButton,
  summary,
  tick,
} from '../verbs/form';

/** What happened to each creation that reached the sandbox. */
async function fates(sandbox: Sandbox): Promise<(string | number | null)[]> {
  return (await sandbox.requests(CREATE)).map(({ code, httpStatus }) => code ?? httpStatus);
}

/** One listener exists on the port, according to the list. */
async function expectOneListener(page: Page, port = '7001'): Promise<void> {
  await page.goto(`/listeners?regions=${EDGE.regionId}&instance=${EDGE.loadBalancerId}&q=${port}`);
  await expect(page.getByRole('button', { name: `Actions for ${port}/TCP on ${EDGE.name}` })).toHaveCount(1);
}

test('a response lost after the creation leaves exactly one listener, and the message says so', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await sandbox.fault({ action: CREATE, kind: 'drop-after', count: 1 });
  await submit(page);
  await expectCreated(page, { port: '7001' });
  await expect(notice(page)).toContainText('Listener 7001 was created on edge-prod. It is stopped');
  await expect(notice(page)).toContainText(
    'No response was received, but the listener was created as requested.',
  );
  expect(await receivedCreations(sandbox)).toHaveLength(1);
  await expectOneListener(page);
});

for (const [what, kind, fate] of [
  ['a request that is lost on its way', 'drop-before', null],
  ['a failing service', 'error-5xx', 'ServiceUnavailable'],
] as const) {
  test(`${what} is sent once, and the outcome is unknown`, async ({ page, sandbox }) => {
    await openForm(page, EDGE);
    await fillRequired(page);
    await sandbox.fault({ action: CREATE, kind, count: 1 });
    await submit(page);
    await expect(summary(page)).toContainText('Unknown whether the listener was created');
    expect(await fates(sandbox)).toEqual([fate]);
    await expect(field(page, 'Listener port')).toHaveValue('7001');
  });
}

test('if the response is lost and nothing can be read, the outcome is reported as unknown', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await sandbox.fault({ action: CREATE, kind: 'drop-after', count: 1 });
  await sandbox.fault({
    action: 'DescribeLoadBalancerTCPListenerAttribute',
    kind: 'error-5xx',
    count: 100,
  });
  await submit(page);
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toContainText('Unknown whether the listener was created');
  await expect(summary(page)).toContainText('Sluice.OutcomeUnknown');
  expect(await receivedCreations(sandbox)).toHaveLength(1);
  await expect(field(page, 'Listener port')).toHaveValue('7001');
  await expect(bandwidth(page)).toHaveValue('5');
  await sandbox.clearFaults();
  await summary(page).getByRole('link', { name: 'View list' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('heading', { name: 'Listeners', level: 1 })).toBeVisible();
  await expectOneListener(page);
});

test('what SLB accepted and could not be confirmed is not reported as done', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await sandbox.fault({
    action: 'DescribeLoadBalancerTCPListenerAttribute',
    kind: 'drop-before',
    count: 100,
  });
  await submit(page);
  const said = notice(page).getByRole('alert');
  await expect(said).toContainText('SLB accepted the request to create listener 7001 on edge-prod');
  await expect(said).toContainText('could not be confirmed yet. Check the list');
  await expect(said).not.toContainText('stopped');
  expect(await receivedCreations(sandbox)).toHaveLength(1);
});

test('throttling and a busy instance are waited out behind the button', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await sandbox.fault({ action: CREATE, kind: 'throttle', count: 1 });
  await sandbox.fault({ action: CREATE, kind: 'error', code: 'ServiceIsConfiguring', count: 1 });
  await submit(page);
  await expect(page.getByRole('button', { name: 'Creating …' })).toBeVisible();
  await expectCreated(page, { port: '7001' });
  expect(await fates(sandbox)).toEqual(['Throttling.User', 'ServiceIsConfiguring', 200]);
  await expectOneListener(page);
});

test('a slow response is awaited, and further presses in the meantime send nothing', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await sandbox.fault({ action: CREATE, kind: 'latency', count: 1, millis: 1500 });
  await submitButton(page).dblclick();
  // Forced: the driver would wait for a button that says it is busy.
  await page.getByRole('button', { name: 'Creating …' }).click({ force: true });
  await field(page, 'Listener port').press('Enter');
  await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toHaveLength(1);
});

test('a double click makes one listener', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await submitButton(page).dblclick();
  await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toHaveLength(1);
  await expectOneListener(page);
});

test('started right away, it is in the list, running or in transition', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await tick(page, 'Start immediately').check();
  await submit(page);
  await expectCreated(page, { port: '7001', status: 'Running' });
  await expect(notice(page)).toContainText('Listener 7001 was created on edge-prod and started');
  expect(await receivedCreations(sandbox)).toHaveLength(1);
  expect((await sandbox.requests('StartLoadBalancerListener')).map(({ parameters }) => parameters)).toEqual([
    expect.objectContaining({
      RegionId: EDGE.regionId,
      LoadBalancerId: EDGE.loadBalancerId,
      ListenerPort: '7001',
    }),
  ]);
});

test('a start whose response is lost is checked, not blindly repeated', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await tick(page, 'Start immediately').check();
  await sandbox.fault({ action: 'StartLoadBalancerListener', kind: 'drop-after', count: 1 });
  await submit(page);
  await expectCreated(page, { port: '7001', status: 'Running' });
  expect(await sandbox.requests('StartLoadBalancerListener')).toHaveLength(1);
});

test('a listener created but not started is reported as such, with the reason, code and RequestId', async ({
  page,
  context,
  sandbox,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openForm(page, {
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-bp1q7w9e1r3t5y7u9i1op',
    name: 'legacy-shop',
  });
  await expect(
    page.getByText('legacy-shop is locked: the listener cannot be started until it is unlocked'),
  ).toBeVisible();
  await fillRequired(page);
  await tick(page, 'Start immediately').check();
  await submit(page);
  await expectCreated(page, { port: '7001', status: 'Stopped' });
  const said = notice(page).getByRole('alert');
  await expect(said).toContainText('Listener 7001 was created on legacy-shop, but not started');
  const [rejected] = await sandbox.requests('StartLoadBalancerListener');
  await expect(said).toContainText(String(rejected?.code));
  await expect(said).toContainText(String(rejected?.requestId));
  await said.getByRole('button', { name: 'Copy RequestId' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(rejected?.requestId);
  await expect(notice(page)).not.toContainText('and started');
  // An error stays until it is dismissed.
  await said.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice(page)).not.toContainText('but not started');
});
