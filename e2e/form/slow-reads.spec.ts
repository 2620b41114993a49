import { expect, test } from '../support/sluice';
import {
  choose,
  CREATE,
  EDGE,
  expectCreated,
  field,
  fill,
  fillRequired,
  list,
  notice,
  openForm,
  receivedCreations,
  submit,
} from '../verbs/form';

/** A slow request must not delay later ones. */
const LONG_MILLIS = 20_000;

test('a region that hangs does not hold up the next one', async ({ page, sandbox }) => {
  await sandbox.fault({
    action: 'DescribeLoadBalancers',
    regionId: 'cn-hangzhou',
    kind: 'latency',
    count: 1,
    millis: LONG_MILLIS,
  });
  await openForm(page);
  await list(page, 'Region').selectOption('cn-hangzhou');
  await expect.poll(() => sandbox.requests('DescribeAccessControlLists')).toHaveLength(1);
  await list(page, 'Region').selectOption('cn-shanghai');
  await choose(page, 'Instance', 'orders-sh');
  await expect(list(page, 'Instance')).toContainText('orders-sh');
});

test('a read that hangs does not hold up the creation', async ({ page, sandbox }) => {
  await openForm(page);
  await list(page, 'Region').selectOption(EDGE.regionId);
  await sandbox.fault({ action: 'DescribeVServerGroups', kind: 'latency', count: 1, millis: LONG_MILLIS });
  await choose(page, 'Instance', EDGE.name);
  await fillRequired(page, '7001');
  await submit(page);
  await expectCreated(page, { port: '7001' });
});

test('a response that arrives after the form was left does not navigate away from the next one', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page, '7001');
  await sandbox.fault({ action: CREATE, kind: 'latency', count: 1, millis: 2000 });
  await submit(page);
  await expect(page.getByRole('button', { name: 'Creating …' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('heading', { name: 'Listeners', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Create listener' }).first().click();
  await fill(page, 'Listener port', '7002');

  await expect(notice(page)).toContainText('Listener 7001 was created on edge-prod');
  await expect(field(page, 'Listener port')).toHaveValue('7002');
  expect(await receivedCreations(sandbox)).toHaveLength(1);
});
