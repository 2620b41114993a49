import { expect, test } from './support/sluice';
import { expectReview, openEdit, review, sendButton } from './verbs/edit';
import { ALL_LIST, expectFound, filterBy, openList, row, rows, searchBox } from './verbs/list';
import { field } from './verbs/form';
import { addressOf, openListener } from './verbs/listener';
import { bulkButton } from './verbs/runs';

const TELEMETRY = 'lb-gw8c1n6r4y8p0s3d7f2hb';
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
