import { expect, test } from './support/sluice';
import { whatIsSentBy } from './verbs/actions';
import { axeFindings, eachFace } from './verbs/axe';
import {
  BATCH,
  change,
  editAddress,
  expectReview,
  GRPC,
  IPERF,
  LEDGER,
  openEdit,
  receivedSets,
  review,
  sendButton,
  SET,
  SSH,
} from './verbs/edit';
import {
  bandwidth,
  choice,
  expectFieldError,
  field,
  notice,
  shownRequest,
  summary,
  tick,
  toggle,
} from './verbs/form';

test('an edit that changes nothing says so and makes no write call', async ({ page, sandbox }) => {
  await openEdit(page, SSH);
  // The first thing that can be changed.
  await expect(choice(page, 'Limited')).toBeFocused();
  await expect(page.getByRole('group', { name: 'Listener port' })).toContainText('2222 TCP');
  await expect(page.getByText('Cannot be changed', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Listener port' })).toHaveCount(0);

  // There and back again is no change either.
  await choice(page, /Weighted least connections/).check();
  await choice(page, /^rr Round robin/).check();
  await expect(page.getByText('No changes, so nothing is sent.')).toBeVisible();
  await review(page);
  await expect(page.getByRole('heading', { name: 'No changes' })).toBeFocused();
  await expect(sendButton(page)).toHaveCount(0);
  expect(await receivedSets(sandbox)).toEqual([]);

  await page.getByRole('button', { name: 'Back to editing' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page).toHaveURL(/\/2222$/);

  await openEdit(page, SSH);
  await review(page);
  await page.getByRole('link', { name: 'Back to listener', exact: true }).click();
  await expect(page.getByRole('heading', { name: '2222 TCP on edge-prod', level: 1 })).toBeVisible();
});

test('the review says first what the change does, then what is set', async ({ page }) => {
  await openEdit(page, SSH);
  await choice(page, 'Unlimited').check();
  await field(page, 'Timeout').fill('2');
  await field(page, 'Unhealthy threshold').fill('2');
  await toggle(page, 'Access control').uncheck();
  await review(page);
  await expectReview(page);
  const main = page.getByRole('main');
  await expect(main).toMatchAriaSnapshot(`
    - heading "Change listener 2222 on edge-prod?" [level=2]
    - region "What this does":
      - heading "What this does" [level=3]
      - term: Who can connect
      - definition:
        - deletion: /3 address ranges on .+/
        - insertion: everyone on the internet
      - term: An unhealthy server is removed after
      - definition:
        - deletion: about 19 s
        - insertion: about 6 s
      - term: Bandwidth
      - definition:
        - deletion: at most 5 Mbit/s
        - insertion: unlimited
    - region "Settings":
      - heading "Settings" [level=3]
      - term: Bandwidth
      - definition:
        - deletion: 5 Mbit/s
        - insertion: Unlimited
    - region "Impact"
    - button /Make \\d+ changes/
    - button "Back to editing"
  `);
});

test('Back leads from the review to the form with what was typed, and only from there asks before leaving', async ({
  page,
}) => {
  await openEdit(page, SSH);
  await field(page, 'Description').fill('kept');
  await review(page);
  await expect(sendButton(page)).toBeVisible();
  await page.goBack();
  await expect(field(page, 'Description')).toHaveValue('kept');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);

  // Forward finds no review, and leaves no entry that Back would have to pass.
  await page.goForward();
  await expect
    .poll(() => page.evaluate(() => 'sluiceFormStep' in (window.history.state as object)))
    .toBe(false);
  await expect(field(page, 'Description')).toHaveValue('kept');

  // The button takes the same way, and leaves no entry behind.
  await review(page);
  await page.getByRole('button', { name: 'Back to editing' }).click();
  await expect(field(page, 'Description')).toHaveValue('kept');
  await page.goBack();
  await expect(page.getByRole('alertdialog')).toBeVisible();
});

test('blank required fields are reported before any change is counted', async ({ page }) => {
  await openEdit(page, IPERF);
  await toggle(page, 'Access control').check();
  await expect(page.getByRole('status', { name: 'Remaining' })).toHaveText('2 required fields remaining');
  const index = page.getByRole('navigation', { name: 'Sections' });
  await expect(index.getByRole('link', { name: 'Access control' })).toContainText('2 required');
});

test('a change that SLB accepted and that could not be confirmed is not reported as done', async ({
  page,
  sandbox,
}) => {
  const reading = 'DescribeLoadBalancerTCPListenerAttribute';
  await openEdit(page, SSH);
  await bandwidth(page).fill('8');
  await review(page);
  await expectReview(page);
  // Between the reading before the change and the one after it.
  await sandbox.fault({ action: SET, kind: 'latency', millis: 2000, count: 1 });
  const before = (await sandbox.requests(reading)).length;
  await sendButton(page).click();
  await expect.poll(async () => (await sandbox.requests(reading)).length).toBe(before + 1);
  await sandbox.fault({ action: reading, kind: 'drop-before', count: 12 });
  const said = notice(page).getByRole('alert');
  await expect(said).toContainText('SLB accepted the request to change listener 2222 on edge-prod', {
    timeout: 20_000,
  });
  await expect(said).toContainText('could not be confirmed yet. Check the list');
});

test('one change sends one parameter, after a review that shows before and after; by keyboard alone', async ({
  page,
  sandbox,
}) => {
  await openEdit(page, SSH);
  await expect(choice(page, 'Limited')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bandwidth(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('8');
  await expect(page.getByLabel('Remaining')).toHaveText('1 change to review');
  expect(await shownRequest(page)).toMatchObject({ ListenerPort: '2222', Bandwidth: '8' });
  await page.keyboard.press('Enter');

  await expectReview(page);
  const row = page
    .getByRole('region', { name: 'Settings' })
    .getByRole('definition')
    .filter({ hasText: '8 Mbit/s' });
  await expect(row.getByRole('deletion').first()).toHaveText('5 Mbit/s');
  await expect(row.getByRole('insertion')).toHaveText('8 Mbit/s');
  await expect(row).toContainText('Bandwidth: 5 → 8');
  expect(await receivedSets(sandbox)).toEqual([]);

  await page.keyboard.press('Tab');
  await expect(sendButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(notice(page)).toContainText('1 setting of listener 2222 on edge-prod changed');
  await expect(page).toHaveURL(/\/2222$/);
  await expect(page.getByRole('heading', { name: '2222 TCP on edge-prod', level: 1 })).toBeVisible();
  // Nobody is led to where they are.
  await expect(notice(page).getByRole('link')).toHaveCount(0);
  expect(await receivedSets(sandbox)).toEqual([{ Bandwidth: '8' }]);
});

test('what Sluice has no field for is shown, and survives a change', async ({ page, sandbox }) => {
  await openEdit(page, GRPC);
  await page.getByRole('region', { name: 'Advanced' }).getByRole('button', { name: 'Show' }).click();
  const others = page.getByRole('group', { name: 'Other settings' });
  await expect(others).toContainText('ConnectionDrainTimeout=60');
  await expect(others).toContainText('ProxyProtocolV2Enabled=true');
  await field(page, 'Description').fill('inventory');
  await change(page);
  expect(await receivedSets(sandbox)).toEqual([{ Description: 'inventory' }]);
  await openEdit(page, GRPC);
  await page.getByRole('region', { name: 'Advanced' }).getByRole('button', { name: 'Show' }).click();
  await expect(others).toContainText('ConnectionDrainTimeout=60');

  // Checks that are off are no defaults that would be written.
  await openEdit(page, IPERF);
  await expect(toggle(page, 'Health check')).not.toBeChecked();
  await expect(field(page, 'Interval')).toHaveCount(0);
  await field(page, 'Description').fill('iperf3');
  await change(page);
  expect(await receivedSets(sandbox)).toEqual([{ Description: 'inventory' }, { Description: 'iperf3' }]);
});

test('a serious consequence requires confirmation, and a description cannot be emptied', async ({
  page,
  sandbox,
}) => {
  await openEdit(page, SSH);
  await field(page, 'Description').fill('');
  await review(page);
  await expect(summary(page)).toBeFocused();
  await expectFieldError(field(page, 'Description'), 'SLB cannot clear this value');
  await field(page, 'Description').fill('bastion-ssh');

  await toggle(page, 'Access control').uncheck();
  await toggle(page, 'Health check').uncheck();
  await review(page);
  await expectReview(page);
  await sendButton(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Confirm the 2 items above' })).toBeFocused();
  expect(await receivedSets(sandbox)).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
  await tick(page, 'Open port 2222 to everyone').check();
  await tick(page, 'Turn off health checks for port 2222').check();
  await sendButton(page).click();
  await expect(notice(page)).toContainText('of listener 2222 on edge-prod changed');
  expect(await receivedSets(sandbox)).toEqual([{ HealthCheckSwitch: 'off', AclStatus: 'off' }]);
});

test('a protected instance is blocked with its reason, on the page and in the action', async ({
  page,
  sandbox,
}) => {
  await page.goto(editAddress(LEDGER));
  await expect(page.getByRole('main')).toContainText('Finance-audit-2026');
  await expect(page.getByRole('button', { name: 'Review changes' })).toHaveCount(0);

  await openEdit(page, SSH);
  await choice(page, /Weighted least connections/).check();
  await review(page);
  const update = await whatIsSentBy(page, async () => {
    await sendButton(page).click();
    await expect(notice(page)).toContainText('changed');
  });
  const answer = await update.send({ listener: LEDGER, set: { Scheduler: 'rr' }, expected: null });
  expect(answer).toContain('Sluice.ConsoleProtected');
  expect(answer).toContain('Finance-audit-2026');
  expect(await receivedSets(sandbox)).toEqual([{ Scheduler: 'wlc' }]);
});

test('a rejection by the cloud is shown at its field, with code and RequestId, and everything typed stays', async ({
  page,
  sandbox,
}) => {
  await openEdit(page, BATCH);
  await bandwidth(page).fill('70');
  // Its own 10 Mbit/s come back: 65 are left for it.
  await expect(page.getByText('5 Mbit/s over limit')).toBeVisible();
  await field(page, 'Description').fill('batch');
  await review(page);
  await expectReview(page);
  await sendButton(page).click();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toContainText('SLB rejected this change. Nothing was changed');
  const [received] = await sandbox.requests('SetLoadBalancerTCPListenerAttribute');
  await expect(summary(page)).toContainText('InvalidParameter');
  await expect(summary(page)).toContainText(String(received?.requestId));
  await expectFieldError(bandwidth(page), 'does not have this much bandwidth left');
  await expect(field(page, 'Description')).toHaveValue('batch');
  await bandwidth(page).fill('65');
  await change(page);
});

test('on a phone form and review need no sideways scroll, and axe finds nothing, in both languages and themes', async ({
  context,
  page,
  sluice,
}) => {
  // Two pages in two faces, each checked by axe.
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 375, height: 812 });
  await eachFace(context, sluice.url, async (face) => {
    await openEdit(page, SSH);
    expect(await axeFindings(page, face), `form, ${face}`).toEqual([]);
    await page.locator('#field-description').fill('另一个');
    await page.getByRole('button', { name: /^(Review changes|检查修改)$/ }).click();
    await expect(page.getByRole('button', { name: /^(Make 1 change|提交 1 处修改)$/ })).toBeVisible();
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond, face).toBe(0);
    // What is scrolled half under the page's head is no target, and axe would take it for a small one.
    await page.evaluate(() => window.scrollTo(0, 0));
    expect(await axeFindings(page, face), `review, ${face}`).toEqual([]);
  });
});

test('the focus stays in a field entered before hydration', async ({ page }) => {
  await page.addInitScript(() => {
    const arrival = new MutationObserver(() => {
      const description = document.querySelector<HTMLInputElement>('input[name="description"]');
      description?.focus();
      // A part that arrives later than its page is hidden until it is whole, and takes no focus before.
      if (description !== null && document.activeElement === description) arrival.disconnect();
    });
    arrival.observe(document, { childList: true, subtree: true, attributes: true });
  });
  await openEdit(page, SSH);
  await page.waitForLoadState('networkidle');
  await expect(field(page, 'Description')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await review(page);
  await expectFieldError(field(page, 'Description'), 'SLB cannot clear this value');
});
