import { expect, test } from './support/sluice';
import { expectReview, openEdit, review, SSH } from './verbs/edit';
import { ALL_LIST, expectFound, openFreshList, rows } from './verbs/list';

const LISTENERS = 'DescribeLoadBalancerListeners';

test('what SLB returns in an odd form hides nothing but itself: it is named, its cell says so, and the other rows are there', async ({
  page,
  sandbox,
}) => {
  const odd = { action: LISTENERS, share: 1, kind: 'odd-rows' } as const;
  await sandbox.fault({ ...odd, regionId: 'cn-shanghai', variant: 'missing-port' });
  await sandbox.fault({ ...odd, regionId: 'eu-central-1', variant: 'bandwidth-text' });
  await openFreshList(page, ALL_LIST);
  await page.getByRole('button', { name: 'Refresh now' }).click();

  const notice = page.getByRole('status').filter({ hasText: 'Some rows are missing.' });
  // The instance and the name of the row are what could be read of it.
  await expect(notice).toContainText(/1 listener in cn-shanghai could not be read: lb-uf6\w+, tcp, \S/);
  await expectFound(page, '47 of 47 match');
  await expect(rows(page)).toHaveCount(47);

  const blank = rows(page).getByTitle('SLB returned a value Sluice cannot read');
  await expect(blank).toHaveCount(1);
  await openFreshList(page, `${ALL_LIST}&q=bandwidth%3Aunknown`);
  await expectFound(page, '1 of 47 match');

  await sandbox.clearFaults();
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(notice).toHaveCount(0);
  await expectFound(page, '0 of 48 match');
});

test('a setting that SLB did not return is neither on nor off in the edit form, and in the review', async ({
  page,
  sandbox,
}) => {
  const odd = { action: 'DescribeLoadBalancerTCPListenerAttribute', share: 1 } as const;
  await sandbox.fault({ ...odd, kind: 'odd-rows', variant: 'shape-of-2018' });
  await openEdit(page, SSH);
  const restrict = page.getByRole('radiogroup', { name: 'Access control' });
  await expect(restrict.getByRole('radio', { checked: true })).toHaveCount(0);
  const who = page.getByRole('region', { name: 'Effect' });
  await expect(who).toContainText('SLB did not return this setting.');

  await restrict.getByText('Off', { exact: true }).click();
  await expect(who).toContainText('Access control is off.');
  await review(page);
  await expectReview(page);
  const change = page.getByRole('definition').filter({ hasText: 'AclStatus' });
  await expect(change).toContainText('not returned by SLB');
  await expect(change).toContainText('Open to all');
});
