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

test('a taken port is said while it is typed, and does not block: the cloud is asked', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  const port = field(page, 'Listener port');
  await port.pressSequentially('8443');
  await expect(port).toHaveAccessibleDescription(/8443 is taken on edge-prod by “checkout gray release”/);
  await expectNoFieldError(port);
  await port.press('Backspace');
  await expect(port).not.toHaveAccessibleDescription(/is taken/);
  await port.press('3');
  await expect(port).toHaveAccessibleDescription(/8443 is taken/);
  await bandwidth(page).fill('5');
  await fill(page, 'Backend port', '8080');
  await submit(page);
  await expect.poll(() => receivedCreations(sandbox)).toHaveLength(1);
});

test('a port that was freed meanwhile is warned of and created all the same', async ({ page, context }) => {
  await openForm(page, EDGE);
  await fillRequired(page, '9443');
  await expect(field(page, 'Listener port')).toHaveAccessibleDescription(/9443 is taken on edge-prod/);
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
  const meaning = page.getByRole('region', { name: 'What this means' });
  await expect(meaning).toContainText('55 Mbit/s left');
  await expect(meaning).toContainText('145 taken by 6 listeners');
  await bandwidth(page).fill('20');
  await expect(
    meaning.getByRole('img', { name: /Of 200 Mbit\/s, 145 are taken by 6 listeners; 20 are asked for/ }),
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
  await expect(page.getByRole('region', { name: 'What this means' })).toContainText('5 Mbit/s too many');
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
    /Instance live-stream has nothing left of its 100 Mbit\/s for Bandwidth/,
  );
});

test('Unlimited is not offered, with the reason, where the instance is billed by bandwidth', async ({
  page,
}) => {
  await openForm(page, PAY);
  await expect(choice(page, 'Unlimited')).toHaveCount(0);
  await expect(bandwidth(page)).toHaveAccessibleDescription(/Unlimited needs billing by traffic/);

  await choose(page, 'Instance', 'edge-prod');
  await choice(page, 'Unlimited').check();
  await choose(page, 'Instance', 'pay-gw');
  await expect(choice(page, 'Unlimited')).toHaveCount(0);
  await expect(
    page.getByText(
      'Unlimited was switched to a number: pay-gw is billed by bandwidth and does not accept it',
    ),
  ).toBeVisible();
});

test('an empty allowlist says that everything is let through, and wants a tick', async ({
  page,
  sandbox,
}) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await toggle(page, 'Restrict addresses').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'List', 'acl-bp1h6e1ykz6pd');
  await expect(page.getByText('This allowlist is empty, so every address is let through.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What this means' })).toContainText('Every address');
  await expect(page.getByRole('status', { name: 'What is left to do' })).toContainText('1 tick to go');

  const open = tick(page, 'Leave port 7001 open to all for now');
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

test('the tick stands for one list: another empty one asks again, one with entries does not', async ({
  page,
}) => {
  await openForm(page, {
    regionId: 'cn-shanghai',
    loadBalancerId: 'lb-uf6w2l3q8m0v9c4x7t1kz',
    name: 'orders-sh',
  });
  await fillRequired(page);
  await toggle(page, 'Restrict addresses').check();
  await choice(page, 'Allowlist').check();
  await choose(page, 'List', 'acl-uf6abu3s5e7x9');
  await tick(page, 'Leave port 7001 open to all for now').check();
  await choose(page, 'List', 'cdn-origin');
  await expect(tick(page, 'Leave port 7001 open to all for now')).toHaveCount(0);
  await choose(page, 'List', 'acl-uf6abu3s5e7x9');
  await expect(tick(page, 'Leave port 7001 open to all for now')).not.toBeChecked();
});

test('a denylist without entries warns that it blocks nobody, and does not block', async ({ page }) => {
  await openForm(page, EDGE);
  await fillRequired(page);
  await toggle(page, 'Restrict addresses').check();
  await choice(page, 'Denylist').check();
  await choose(page, 'List', 'acl-bp1h6e1ykz6pd');
  await expect(list(page, 'List')).toHaveAccessibleDescription(
    /This denylist is empty: it blocks nobody until it has an entry/,
  );
  await submit(page);
  await expectCreated(page, { port: '7001' });
});

test('each kind of list says what it does, and neither is chosen beforehand', async ({ page }) => {
  await openForm(page, EDGE);
  await toggle(page, 'Restrict addresses').check();
  const kind = page.getByRole('radiogroup', { name: 'Kind' });
  await expect(kind.getByRole('radio', { checked: true })).toHaveCount(0);
  await choice(page, 'Allowlist').check();
  await expect(kind).toHaveAccessibleDescription(/Only the addresses on the list may connect/);
  await choice(page, 'Denylist').check();
  await expect(kind).toHaveAccessibleDescription(/The addresses on the list are turned away/);
});

test('a timeout below the interval is replaced by it, and the estimate counts with that', async ({
  page,
}) => {
  await openForm(page, EDGE);
  const meaning = page.getByRole('region', { name: 'What this means' });
  // 3 checks of 5 s with 2 pauses of 2 s.
  await expect(meaning).toContainText('19 s, estimate');
  await fill(page, 'Interval', '10');
  await expect(field(page, 'Timeout')).toHaveAccessibleDescription(
    /Timeout is below the Interval: 10 s is used instead/,
  );
  await expect(meaning).toContainText('50 s, estimate');
  await fill(page, 'Timeout', '10');
  await expect(field(page, 'Timeout')).not.toHaveAccessibleDescription(/used instead/);
});
