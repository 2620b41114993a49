import { expect, test } from './support/sluice';
import type { Key } from './verbs/actions';
import {
  change,
  expectReview,
  newestActivityId,
  openEdit,
  receivedSets,
  review,
  sendButton,
} from './verbs/edit';
import { bandwidth, choose, expectCreated, field, receivedCreations, submit, summary } from './verbs/form';
import { EDGE_ID, notice, STOPPED } from './verbs/list';
import { addressOf, openListener, section, setting } from './verbs/listener';

const ODD: Key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1odd00000000000000', listenerPort: 443 };
const LISTS = 'acl-bp1odd0,acl-bp1odd1,acl-bp1odd2';

test('unknown values are shown, survive other changes, and can be replaced but not set again', async ({
  page,
  sandbox,
  sluice,
}) => {
  await sandbox.reset('odd');
  await sandbox.settings({ transitionMillis: 0 });
  await openListener(page, addressOf(443, ODD.loadBalancerId), '443 TCP on odd-ones');
  await expect(setting(page, 'Scheduling algorithm')).toContainText('sch');
  await expect(setting(page, 'Access control')).toContainText('office, partners, probes');
  await expect(section(page, 'Access control')).toContainText('Allow 6');
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await page.setViewportSize({ width, height });

  await openEdit(page, ODD);
  const main = page.getByRole('main');
  await expect(main).toContainText('Unchanged: sch');
  await expect(main).toContainText(`Unchanged: ${LISTS}`);
  await expect(main).toContainText('Unchanged: =HYPERLINK("http://x.test","orders") הזמנות');
  // Nothing is sent, and three lists cannot be read as one: neither is warned of.
  await expect(main).not.toContainText('It will be sent as entered');
  await expect(main).not.toContainText('The entries could not be loaded');
  expect(await sandbox.requests()).not.toContainEqual(
    expect.objectContaining({ parameters: expect.objectContaining({ AclId: LISTS }) }),
  );
  await expect(page.getByRole('radio', { name: /round robin|connections/i, checked: true })).toHaveCount(0);
  await bandwidth(page).fill('30');
  await change(page);
  expect(await receivedSets(sandbox)).toEqual([{ Bandwidth: '30' }]);
  await expect(setting(page, 'Scheduling algorithm')).toContainText('sch');
  await expect(setting(page, 'Access control')).toContainText('office, partners, probes');

  await openEdit(page, ODD);
  // The three lists are an option of their own.
  await choose(page, 'Access control list', /^partners/);
  await review(page);
  await expectReview(page);
  await expect(
    page.getByRole('definition').filter({ hasText: `AclId: ${LISTS} → acl-bp1odd1` }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Make 1 change' }).click();
  await expect(notice(page, 'status', 'changed')).toBeVisible();
  expect((await receivedSets(sandbox)).at(-1)).toEqual({ AclId: 'acl-bp1odd1' });

  await openEdit(page, ODD, `?restore=${newestActivityId(sluice)}`);
  await review(page);
  await expect(summary(page)).toBeFocused();
  await expect(summary(page).getByRole('link')).toHaveText([/^Access control list: /]);
  expect(await receivedSets(sandbox)).toHaveLength(2);

  // What only the original may have is said in a copy before anything is sent.
  await page.goto(`/listeners/new?from=${ODD.regionId}/${ODD.loadBalancerId}/443`);
  await expect(field(page, 'Listener port')).toBeFocused();
  const said = page.getByText(/cannot create a listener with this value\. Use letters, digits/);
  await expect(said).toBeVisible();
  await field(page, 'Description').fill('orders');
  await expect(said).toHaveCount(0);
});

test('a deleted listener is restored from its own page, as a creation at the port it had; a late edit leads there', async ({
  context,
  page,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 0 });
  const late = await context.newPage();
  await openEdit(late, { regionId: 'cn-hangzhou', loadBalancerId: EDGE_ID, listenerPort: 9443 });
  await field(late, 'Description').fill('too late');
  await openListener(page, addressOf(9443), '9443 TCP on edge-prod');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete listener' }).click();
  await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toBeVisible();

  await review(late);
  await expectReview(late);
  await sendButton(late).click();
  await expect(summary(late)).toContainText('The listener no longer exists');
  await summary(late).getByRole('link', { name: 'View listener' }).click();
  await late.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(late.getByRole('heading', { level: 1, name: 'Listener not found' })).toBeVisible();
  await late.close();

  await page.goto(addressOf(9443));
  const deleted = section(page, 'Activity').getByRole('listitem').filter({ hasText: 'Deleted by local' });
  await deleted.first().getByRole('link', { name: 'Restore' }).click();
  await expect(page.getByText('Recreating listener 9443 on edge-prod.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('time').first()).toHaveAttribute('title', /GMT/);
  await expect(field(page, 'Listener port')).toHaveValue('9443');
  expect(await receivedCreations(sandbox)).toEqual([]);
  await submit(page);
  await expectCreated(page, { port: '9443' });
  const [created] = await receivedCreations(sandbox);
  expect(created).toMatchObject({ ListenerPort: '9443', VServerGroupId: 'rsp-bp1tz1x9q4k7v', AclId: '1323' });

  // It exists again, so the same entry is an edit once more; nothing of it differs.
  await openListener(page, addressOf(9443), '9443 TCP on edge-prod');
  await deleted.first().getByRole('link', { name: 'Restore' }).click();
  await expect(page.getByText('Restoring an earlier state of this listener.')).toBeVisible();
  await expect(page.getByLabel('Remaining')).toHaveText('No changes');
});
