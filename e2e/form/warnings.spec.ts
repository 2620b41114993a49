import { expect, test } from '../support/sluice';
import {
  bandwidth,
  choice,
  choose,
  EDGE,
  expectCreated,
  expectFieldError,
  expectNoFieldError,
  field,
  fill,
  fillRequired,
  list,
  openForm,
  PAY,
  receivedCreations,
  submit,
  summary,
  tick,
  toggle,
} from '../verbs/form';

test('a port in use gets a warning while typing, and does not block: the cloud decides', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  const port = field(page, 'Listener port');
  await port.pressSequentially('8443');
  await expect(port).toHaveAccessibleDescription(
    /8443 is already in use on edge-prod by “checkout gray release”/,
  );
  await expectNoFieldError(port);
  await port.press('Backspace');
  await expect(port).not.toHaveAccessibleDescription(/already in use/);
  await port.press('3');
  await expect(port).toHaveAccessibleDescription(/8443 is already in use/);
  await bandwidth(page).fill('5');
  await fill(page, 'Backend port', '8080');
  await submit(page);
  await expect.poll(() => receivedCreations(sandbox)).toHaveLength(1);
});

test('a port that was freed in the meantime gets a warning and is created anyway', async ({
  page,
  context,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page, '9443');
  await expect(field(page, 'Listener port')).toHaveAccessibleDescription(
    /9443 is already in use on edge-prod/,
  );
  const index = page.getByRole('navigation', { name: 'Sections' });
  await expect(index.getByRole('link', { name: 'Listener' })).toContainText('1 to check');

  const other = await context.newPage();
  await other.goto('/listeners?regions=cn-hangzhou&q=9443');
  await other.getByRole('button', { name: 'Actions for 9443/TCP on edge-prod' }).click();
  await other.getByRole('menuitem', { name: 'Delete' }).click();
  await other.getByRole('button', { name: 'Delete listener' }).click();
  await expect(other.getByText('Deleted 9443/TCP on edge-prod')).toBeVisible();
  await other.close();

  await submit(page);
  await expectCreated(page, { port: '9443' });
});

test('the peak of the instance, what is held and what is left stand beside the bandwidth', async ({
  page,
}) => {
  await openForm(page, PAY);
  const meaning = page.getByRole('region', { name: 'Effect' });
  await expect(meaning).toContainText('55 Mbit/s left');
  await expect(meaning).toContainText('145 used by 6 listeners');
  await bandwidth(page).fill('20');
  await expect(
    meaning.getByRole('img', { name: /Of 200 Mbit\/s, 145 are used by 6 listeners; 20 are requested/ }),
  ).toBeVisible();
  await expect(meaning).toContainText('35 Mbit/s left');
});

test('bandwidth over the rest warns in amber, names both fields, and is sent all the same', async ({
  page,
  sandbox,
}) => {
  await openForm(page, PAY);
  await fillRequired(page);
  await bandwidth(page).fill('60');
  await bandwidth(page).blur();
  await expect(bandwidth(page)).toHaveAccessibleDescription(
    /Bandwidth: 60 Mbit\/s is 5 more than Instance pay-gw has left\. Enter 55 or less/,
  );
  await expectNoFieldError(bandwidth(page));
  await expect(page.getByRole('region', { name: 'Effect' })).toContainText('5 Mbit/s over limit');
  await submit(page);
  await expect.poll(() => receivedCreations(sandbox)).toHaveLength(1);
});

test('on an instance with nothing left it says so', async ({ page }) => {
  await openForm(page, {
    regionId: 'cn-shanghai',
    loadBalancerId: 'lb-uf6l1v3e5s7t9r1e3a5m7',
    name: 'live-stream',
  });
  await bandwidth(page).fill('1');
  await expect(bandwidth(page)).toHaveAccessibleDescription(
    /Instance live-stream has none of its 100 Mbit\/s left for Bandwidth/,
  );
});

test('Unlimited is not offered, with the reason, where the instance is billed by bandwidth', async ({
  page,
}) => {
  await openForm(page, PAY);
  await expect(choice(page, 'Unlimited')).toHaveCount(0);
  await expect(bandwidth(page)).toHaveAccessibleDescription(/Unlimited requires billing by traffic/);

  await choose(page, 'Instance', 'edge-prod');
  await choice(page, 'Unlimited').check();
  await choose(page, 'Instance', 'pay-gw');
  await expect(choice(page, 'Unlimited')).toHaveCount(0);
  await expect(page.getByText('Switched to Limited: pay-gw is billed by bandwidth')).toBeVisible();
});

test('an empty allowlist says that everything is let through, and wants a tick', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await toggle(page, 'Access control').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'Access control list', 'acl-bp1h6e1ykz6pd');
  await expect(page.getByText('This allowlist is empty, so everyone can connect.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Effect' })).toContainText('Every address');
  await expect(page.getByRole('status', { name: 'Remaining' })).toContainText('1 confirmation remaining');

  const open = tick(page, 'Leave port 7001 open to everyone for now');
  await submit(page);
  await expect(summary(page).getByRole('link')).toHaveText([
    'Effect of the list: Select the box to confirm what this list does, or choose another list',
  ]);
  await expectFieldError(open, 'Select the box to confirm what this list does');
  expect(await receivedCreations(sandbox)).toEqual([]);

  await summary(page).getByRole('link').click();
  await expect(open).toBeFocused();
  await page.keyboard.press('Space');
  await expect(open).toBeChecked();
  await submit(page);
  await expectCreated(page, { port: '7001' });
  expect(await receivedCreations(sandbox)).toMatchObject([{ AclType: 'white', AclId: 'acl-bp1h6e1ykz6pd' }]);
});

test('the confirmation is for one list: another empty one asks again, one with entries does not', async ({
  page,
}) => {
  await openForm(page, {
    regionId: 'cn-shanghai',
    loadBalancerId: 'lb-uf6w2l3q8m0v9c4x7t1kz',
    name: 'orders-sh',
  });
  await fillRequired(page);
  await toggle(page, 'Access control').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'Access control list', 'acl-uf6abu3s5e7x9');
  await tick(page, 'Leave port 7001 open to everyone for now').check();
  await choose(page, 'Access control list', 'cdn-origin');
  await expect(tick(page, 'Leave port 7001 open to everyone for now')).toHaveCount(0);
  await choose(page, 'Access control list', 'acl-uf6abu3s5e7x9');
  await expect(tick(page, 'Leave port 7001 open to everyone for now')).not.toBeChecked();
});

test('a denylist without entries warns that it blocks nobody, and does not block', async ({ page }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await toggle(page, 'Access control').check();
  await choice(page, 'Denylist').check();
  await choose(page, 'Access control list', 'acl-bp1h6e1ykz6pd');
  await expect(list(page, 'Access control list')).toHaveAccessibleDescription(
    /This denylist is empty: it blocks no one until it has an entry/,
  );
  await submit(page);
  await expectCreated(page, { port: '7001' });
});

test('each kind of list says what it does, and neither is chosen beforehand', async ({ page }) => {
  await openForm(page, EDGE);
  await toggle(page, 'Access control').check();
  const kind = page.getByRole('radiogroup', { name: 'Type' });
  await expect(kind.getByRole('radio', { checked: true })).toHaveCount(0);
  await choice(page, 'Allowlist').check();
  await expect(kind).toHaveAccessibleDescription(/Only addresses on the list can connect/);
  await choice(page, 'Denylist').check();
  await expect(kind).toHaveAccessibleDescription(/Addresses on the list are blocked/);
});

test('a timeout below the interval is replaced by it, and the estimate counts with that', async ({
  page,
}) => {
  await openForm(page, EDGE);
  const meaning = page.getByRole('region', { name: 'Effect' });
  // 3 checks of 5 s with 2 pauses of 2 s.
  await expect(meaning).toContainText('about 19 s');
  await fill(page, 'Interval', '10');
  await expect(field(page, 'Timeout')).toHaveAccessibleDescription(
    /Timeout is shorter than Interval: SLB uses 10 s instead/,
  );
  await expect(meaning).toContainText('about 50 s');
  await fill(page, 'Timeout', '10');
  await expect(field(page, 'Timeout')).not.toHaveAccessibleDescription(/instead/);
});
