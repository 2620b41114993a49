import type { Locator } from '@playwright/test';
import { onOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { expectReview, openEdit, review, sendButton } from './verbs/edit';
import {
  ALL_LIST,
  expectFound,
  expectStatus,
  filterBy,
  openFreshList,
  openList,
  row,
  rows,
  searchBox,
  stopListener,
} from './verbs/list';
import { field, openForm } from './verbs/form';
import { addressOf, openListener } from './verbs/listener';
import { bulkButton } from './verbs/runs';

const TELEMETRY = 'lb-gw8c1n6r4y8p0s3d7f2hb';
const ORDERS = { regionId: 'cn-shanghai', loadBalancerId: 'lb-uf6w2l3q8m0v9c4x7t1kz', name: 'orders-sh' };
const COLLECTOR = '4317/TCP on telemetry-eu';
const WARNING =
  'This listener is managed by Kubernetes (service observability/otel-collector). The cloud controller manager (CCM) may undo changes made here.';

test('tags are shown as a column and filtered by, and those of a listener open the list', async ({
  page,
}) => {
  await openList(page, `${ALL_LIST}&columns=port,instance,tag`);
  await expect(row(page, '443/TCP on pay-gw')).toContainText('env=prod team=支付');
  await filterBy(page, 'Tags', 'managed-by=terraform');
  await expectFound(page, '1 of 48 match');
  await expect(rows(page)).toContainText('app=orders managed-by=terraform env=prod');
  await rows(page).getByRole('link').first().click();
  await expect(page.getByRole('main')).toContainText('Instance tags');
  await page.getByRole('link', { name: 'app=orders' }).click();
  await expectFound(page, '1 of 48 match');
  await expect(page).toHaveURL(/q=tag:app%3Dorders/);
});

test('a listener that Kubernetes manages is marked, found, and every change of it warns', async ({
  page,
  sandbox,
}) => {
  await openList(page, ALL_LIST);
  await searchBox(page).fill('owner:kubernetes');
  await expectFound(page, '1 of 48 match');
  await expect(row(page, COLLECTOR)).toContainText('Kubernetes');

  await test.step('before it is stopped or deleted', async () => {
    for (const command of ['Stop', 'Delete']) {
      await page.getByRole('button', { name: `Actions for ${COLLECTOR}` }).click();
      await page.getByRole('menuitem', { name: command }).click();
      const dialog = page.getByRole('alertdialog', { name: `${command} ${COLLECTOR}?` });
      await expect(dialog).toContainText(WARNING);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    }
  });

  await test.step('in the code of the question, as a comment', async () => {
    await page.getByRole('button', { name: `Actions for ${COLLECTOR}` }).click();
    await page.getByRole('menuitem', { name: 'Stop' }).click();
    const dialog = page.getByRole('alertdialog', { name: `Stop ${COLLECTOR}?` });
    await dialog.getByText('Request as code').click();
    await dialog.getByRole('tab', { name: 'CLI' }).click();
    const code = dialog.getByRole('region', { name: 'listener.sh' });
    await expect(code).toContainText(`# ${WARNING}`);
    await expect(code).toContainText('aliyun slb StopLoadBalancerListener');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('before a bulk action that affects others too', async () => {
    await openList(page, `${ALL_LIST}&q=telemetry-eu`);
    await expectFound(page, '4 of 48 match');
    for (const name of [COLLECTOR, '4318/TCP on telemetry-eu'] as const)
      await row(page, name).getByRole('checkbox').check();
    await bulkButton(page, /^Stop 2/).click();
    const dialog = page.getByRole('alertdialog', { name: /^Stop 2 listeners/ });
    await expect(dialog).toContainText(
      '1 of these listeners is managed by Kubernetes. The cloud controller manager (CCM) may undo changes made here.',
    );
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('before it is started: in its row, beside the list and on its page', async () => {
    await openList(page, `${ALL_LIST}&q=owner:kubernetes`);
    await stopListener(page, COLLECTOR);
    await expectStatus(page, COLLECTOR, 'Stopped');
    const asks = async (pressStart: () => Promise<void>) => {
      await pressStart();
      const dialog = page.getByRole('alertdialog', { name: `Start ${COLLECTOR}?` });
      await expect(dialog).toContainText(WARNING);
      return dialog;
    };
    const cancel = async (dialog: Locator) => dialog.getByRole('button', { name: 'Cancel' }).click();
    await cancel(
      await asks(async () => {
        await page.getByRole('button', { name: `Actions for ${COLLECTOR}` }).click();
        await page.getByRole('menuitem', { name: 'Start …' }).click();
      }),
    );
    await row(page, COLLECTOR).focus();
    await page.keyboard.press('Space');
    const panel = page.getByRole('complementary', { name: 'Preview' });
    await cancel(await asks(() => panel.getByRole('button', { name: 'Start …' }).click()));
    await openListener(page, addressOf(4317, TELEMETRY, 'eu-central-1'), '4317 TCP on telemetry-eu');
    const dialog = await asks(() => page.getByRole('button', { name: 'Start', exact: true }).click());
    expect(await sandbox.requests('StartLoadBalancerListener')).toHaveLength(0);
    await dialog.getByRole('button', { name: 'Start listener' }).click();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
      `${COLLECTOR} is running`,
    );
  });

  await test.step('on its page, in the form and in the review', async () => {
    await openListener(page, addressOf(4317, TELEMETRY, 'eu-central-1'), '4317 TCP on telemetry-eu');
    await expect(page.getByRole('main')).toContainText(WARNING);
    await openEdit(page, { regionId: 'eu-central-1', loadBalancerId: TELEMETRY, listenerPort: 4317 });
    await expect(page.getByRole('main')).toContainText(WARNING);
    await field(page, 'Description').fill('by hand');
    await review(page);
    await expectReview(page);
    await expect(page.getByRole('region', { name: 'Impact' })).toContainText(WARNING);
    await sendButton(page).click();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('changed');
  });
  expect(await sandbox.requests('SetLoadBalancerTCPListenerAttribute')).toHaveLength(1);
});

test('an owner that is configured by a tag marks its listeners, filters them, and warns before a change', async ({
  browser,
  sluice,
}) => {
  const owners = 'Terraform: managed-by=terra*; Platform: env=prod';
  const orders = '8443/TCP on orders-sh';
  const warning = 'This listener is managed by Terraform, which may undo changes made here.';
  await onOwnServer(
    browser,
    { sandboxUrl: sluice.sandboxUrl, env: { SLUICE_OWNERS: owners } },
    async (page) => {
      await openFreshList(page, ALL_LIST);
      await filterBy(page, 'Owner', 'Terraform');
      await expectFound(page, '1 of 48 match');
      await expect(row(page, orders).getByRole('rowheader')).toContainText('Terraform');
      await page.getByRole('button', { name: `Actions for ${orders}` }).click();
      await page.getByRole('menuitem', { name: 'Start …' }).click();
      const dialog = page.getByRole('alertdialog', { name: `Start ${orders}?` });
      await expect(dialog).toContainText(warning);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await rows(page).getByRole('link').first().click();
      await expect(page.getByRole('main')).toContainText(warning);

      // A new listener of an instance that has an owner has it too.
      await openForm(page, ORDERS);
      await expect(
        page.getByText('orders-sh is managed by Platform, which may remove this listener'),
      ).toBeVisible();
    },
  );
});
