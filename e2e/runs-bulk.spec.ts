import type { Page } from '@playwright/test';
import { onOwnServer } from './support/server';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import {
  ALL_LIST,
  deleteListener,
  EDGE_ID,
  EDGE_LIST,
  expectStatus,
  filterParts,
  notice,
  openFreshList,
  openList,
  rows,
  RUNNING,
  startListener,
  STOPPED,
  type ListenerName,
} from './verbs/list';
import { bulkButton, chooseList, expectProgress, run } from './verbs/runs';

async function select(page: Page, ...names: ListenerName[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
}

test('Enter before the affected listeners are known sends nothing, and says so', async ({
  browser,
  sluice,
}) => {
  await onOwnServer(browser, { sandboxUrl: sluice.sandboxUrl }, async (page, server) => {
    await openFreshList(page, EDGE_LIST);
    await select(page, '443/TCP on edge-prod', RUNNING);
    const dialog = page.getByRole('alertdialog', { name: 'Delete 2 listeners?' });
    const typed = dialog.getByRole('textbox');
    await bulkButton(page, /^Delete 2/).click();
    await expect(dialog).toContainText('443, 2222');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    server.hold();
    await bulkButton(page, /^Delete 2/).click();
    await typed.fill('2');
    const confirm = dialog.getByRole('button', { name: 'Delete 2' });
    await expect(confirm).toHaveAttribute('aria-disabled', 'true');
    await expect(confirm).toHaveAccessibleDescription('Loading affected listeners …');
    await typed.press('Enter');
    await expect(dialog.getByRole('status')).toContainText('Nothing was sent');
    server.goOn();
    await expect(dialog).toContainText('443, 2222');
    await expect(dialog.getByRole('status')).toBeEmpty();
    await typed.press('Enter');
    await expect(page).toHaveURL(/\/runs\/\d+$/);
  });
});

test('one setting is changed on several listeners, and listeners that already have it are no errors', async ({
  page,
  sandbox,
}) => {
  await openList(page, ALL_LIST);
  await select(page, '443/TCP on edge-prod', '2222/TCP on edge-prod', '5432/TCP on ledger-core');
  const change = bulkButton(page, /^Change 2/);
  await expect(change).toHaveAccessibleDescription('skips 1: 1 protected');
  await change.click();
  const dialog = page.getByRole('dialog', { name: 'Change 2 listeners' });
  await expect(dialog).toContainText('Finance-audit-2026');
  const confirm = dialog.getByRole('button', { name: 'Change 2' });
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog.getByRole('combobox', { name: 'Setting' })).toBeFocused();
  await dialog.getByRole('combobox', { name: 'Setting' }).selectOption('Established timeout');
  await dialog.getByRole('textbox').fill('9');
  await expect(confirm).toHaveAccessibleDescription('Enter a number from 10 to 900');
  await dialog.getByRole('textbox').fill('600');
  await confirm.click();
  await expectProgress(page, '3 of 3');
  await expectProgress(page, '2 done');
  const isSet = page.getByRole('region', { name: 'Changes' });
  await expect(isSet).toContainText('Established timeout: 600 s');
  await expect(isSet).toContainText('EstablishedTimeout=600');
  const sent = await sandbox.requests('SetLoadBalancerTCPListenerAttribute');
  expect(
    sent.map(({ parameters }) => [parameters['LoadBalancerId'], parameters['EstablishedTimeout']]),
  ).toEqual([
    [EDGE_ID, '600'],
    [EDGE_ID, '600'],
  ]);
  await page.goto('/runs');
  await expect(page.getByRole('row', { name: /Change 2 listeners/ }).first()).toContainText(
    'Established timeout: 600 s',
  );
});

test('access control is bound by name, region by region, and a setting of checks that are off is skipped', async ({
  page,
  sandbox,
}) => {
  await openList(page, ALL_LIST);
  await select(page, '2222/TCP on edge-prod', '9443/TCP on edge-prod', '5201/TCP on perf-lab');
  await select(page, '8443/TCP on telemetry-eu');
  await bulkButton(page, /^Change 4/).click();
  const dialog = page.getByRole('dialog', { name: /^Change \d listeners$/ });
  const setting = dialog.getByRole('combobox', { name: 'Setting' });
  // The checks of 5201 are off: its interval has no meaning.
  await setting.selectOption('Health check interval');
  await dialog.getByRole('textbox').fill('7');
  await expect(dialog.getByRole('button', { name: 'Change 3' })).not.toHaveAttribute('aria-disabled', 'true');
  await expect(dialog).toContainText('Its health checks are off');

  await setting.selectOption('Access control');
  await dialog.getByText('Restricted', { exact: true }).click();
  await dialog.getByText('Allowlist', { exact: true }).click();
  const confirm = dialog.getByRole('button', { name: 'Change 4' });
  await expect(confirm).toHaveAccessibleDescription('Select a list for cn-hangzhou');
  await chooseList(page, 'cn-hangzhou', 'office-egress-v2');
  await chooseList(page, 'eu-central-1', 'eu-v6-pending');
  await expect(dialog).toContainText('3 listeners');
  // Two that are empty, one of another IP version than the instance.
  await expect(dialog).toContainText('1 listener is on an instance with another IP version');
  await expect(confirm).toHaveAccessibleDescription('Confirm to continue');
  await expect(dialog).toContainText('Everyone can connect in cn-hangzhou, eu-central-1');
  await chooseList(page, 'cn-hangzhou', 'vpn-users');
  await chooseList(page, 'eu-central-1', 'eu-vpc');
  await expect(dialog.getByRole('checkbox')).toHaveCount(0);
  await confirm.click();
  await expectProgress(page, '4 done');
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText(
    'vpn-users in cn-hangzhou, eu-vpc in eu-central-1',
  );
  const sent = await sandbox.requests('SetLoadBalancerTCPListenerAttribute');
  expect(new Set(sent.map(({ regionId, parameters }) => `${regionId} ${parameters['AclId']}`))).toEqual(
    new Set(['cn-hangzhou acl-bp1vpn2u4s6e8', 'eu-central-1 acl-gw8vpc3e5u7x9']),
  );
});

test('deleting running listeners requires typing their number, and failures can be retried', async ({
  page,
  sandbox,
}) => {
  await openList(page, ALL_LIST);
  await select(page, '2222/TCP on edge-prod', '9443/TCP on edge-prod');
  await bulkButton(page, /^Delete 2/).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete 2 listeners?' });
  await expect(dialog).toContainText('Running now: 1');
  const confirm = dialog.getByRole('button', { name: 'Delete 2' });
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  // Nothing was done, but Sluice cannot know that: the call is not sent again automatically.
  await sandbox.fault({ action: 'DeleteLoadBalancerListener', count: 1, kind: 'error-5xx' });
  // The box has the focus, so that the number is typed at once.
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expectProgress(page, '2 of 2');
  await expectProgress(page, '1 unknown');
  await expect(page.getByRole('table')).toContainText('ServiceUnavailable');
  await expect(page.getByRole('button', { name: /Retry/ })).toHaveCount(0);
  const look = page.getByRole('button', { name: 'Recheck 1 unknown' });
  await expect(look).toHaveAccessibleDescription(/Rechecking reads each listener first/);
  const oneRun = page.url();
  const runId = oneRun.slice(oneRun.lastIndexOf('/') + 1);
  await page.getByRole('link', { name: /^Unknown 1/ }).click();
  await expect(page).toHaveURL(/state=unknown/);
  await page.getByRole('link', { name: 'View in list' }).click();
  await expect(filterParts(page)).toHaveText([`Run is ${runId}/unknown`]);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('checkbox', { name: 'Select all TCP listeners on this page' }).check();
  // Its call may still take effect: a bulk action leaves it alone until somebody has checked.
  await expect(bulkButton(page, /^Delete 0/)).toBeVisible();
  await page.goto(oneRun);
  await look.click();
  await expectProgress(page, '2 done');
  await expect(page.getByRole('link', { name: 'View in list' })).toHaveCount(0);
  await expect(page.getByRole('table')).toContainText('Confirmed deleted');
  await expect(look).toHaveCount(0);
});

test('a run is accepted until its listeners have settled, and counts what its dialog counted', async ({
  page,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 4_000 });
  await openList(page, EDGE_LIST);
  await select(page, RUNNING, STOPPED);
  await bulkButton(page, /^Stop 1/).click();
  const dialog = page.getByRole('alertdialog', { name: 'Stop 1 listener?' });
  // It is opened from a bar that keeps its text on one line.
  await expect.poll(() => dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await expect(dialog).toContainText('Will change: 1');
  await expect(dialog).toContainText('Skipped: 1');
  await dialog.getByRole('button', { name: 'Stop 1' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stop 1 listener');
  await expectProgress(page, '1 accepted');
  await expectProgress(page, '1 skipped');
  await expect(page.getByRole('row', { name: /2222/ })).toContainText('Status: Stopping');
  await page.goto('/runs');
  const inList = page.getByRole('row', { name: /Stop 1 listener/ }).first();
  await expect(inList).toContainText('Accepted');
  await expect(inList).toContainText('1 done, 1 skipped', { timeout: 20_000 });
  await inList.getByRole('link').first().click();
  await expect(page.getByRole('row', { name: /2222/ })).toContainText('Confirmed: Stopped');
});

test('a run does no more than its dialog showed, although another tab starts listeners in the meantime', async ({
  page,
  context,
  sandbox,
}) => {
  const elsewhere = await context.newPage();
  const startElsewhere = async (name: ListenerName) => {
    await openList(elsewhere, EDGE_LIST);
    await startListener(elsewhere, name);
    await expectStatus(elsewhere, name, 'Running');
  };
  await openFreshList(page, EDGE_LIST);
  await select(page, RUNNING, STOPPED);
  await bulkButton(page, /^Stop 1/).click();
  const stop = page.getByRole('alertdialog', { name: 'Stop 1 listener?' });
  await expect(stop).toContainText('Already stopped');
  await startElsewhere(STOPPED);
  await stop.getByRole('button', { name: 'Stop 1' }).click();
  await expectProgress(page, '2 of 2');
  await expectProgress(page, '1 done');
  await expect(page.getByRole('row', { name: /9443/ })).toContainText(
    'It was shown as skipped. It can be changed now, but was not confirmed',
  );
  const stopped = await sandbox.requests('StopLoadBalancerListener');
  expect(stopped.map(({ parameters }) => parameters['ListenerPort'])).toEqual(['2222']);

  // It is stopped now, so no number has to be typed.
  await openFreshList(page, EDGE_LIST);
  await select(page, RUNNING);
  await bulkButton(page, /^Delete 1/).click();
  const question = page.getByRole('alertdialog', { name: 'Delete 1 listener?' });
  await expect(question).toContainText('2222');
  await expect(question.getByRole('textbox')).toHaveCount(0);
  await startElsewhere(RUNNING);
  await question.getByRole('button', { name: 'Delete 1' }).click();
  await expect(notice(page, 'alert', 'None can be changed any more')).toBeVisible();
  expect(await sandbox.requests('DeleteLoadBalancerListener')).toEqual([]);
});

/** The list refreshes by itself this long after it last did. */
const AUTO_REFRESH_MILLIS = 30_000;

test('what was entered in the dialog of a change stays while one of its listeners is deleted elsewhere', async ({
  page,
  context,
}) => {
  await page.clock.install();
  await openFreshList(page, EDGE_LIST);
  await select(page, RUNNING, STOPPED);
  await bulkButton(page, /^Change 2/).click();
  const dialog = page.getByRole('dialog', { name: 'Change 2 listeners' });
  await dialog.getByRole('combobox', { name: 'Setting' }).selectOption('Established timeout');
  await dialog.getByRole('textbox').fill('600');
  const elsewhere = await context.newPage();
  await openList(elsewhere, EDGE_LIST);
  await deleteListener(elsewhere, STOPPED);
  await expect(notice(elsewhere, 'status', `Deleted ${STOPPED}`)).toBeVisible();
  await page.clock.fastForward(AUTO_REFRESH_MILLIS);
  // Deleted listeners leave the selection behind the dialog.
  await expect(page.locator('section[aria-label="Selection"]')).toContainText('1 selected');
  await expect(dialog.getByRole('textbox')).toHaveValue('600');
  await dialog.getByRole('button', { name: 'Change 2' }).click();
  await expectProgress(page, '1 done');
  await expect(page.getByRole('row', { name: /9443/ })).toContainText('Already deleted');
});

test('a dialog whose listeners are all deleted elsewhere stays, says so, and leads back to the list', async ({
  page,
  context,
}) => {
  await page.clock.install();
  await openFreshList(page, EDGE_LIST);
  await select(page, STOPPED);
  await bulkButton(page, /^Change 1/).click();
  await expect(page.getByRole('dialog', { name: 'Change 1 listener' })).toContainText('9443');
  const elsewhere = await context.newPage();
  await openList(elsewhere, EDGE_LIST);
  await deleteListener(elsewhere, STOPPED);
  await expect(notice(elsewhere, 'status', `Deleted ${STOPPED}`)).toBeVisible();
  await page.clock.fastForward(AUTO_REFRESH_MILLIS);
  const gone = page.getByRole('alertdialog', { name: 'These listeners no longer exist' });
  const back = gone.getByRole('button', { name: 'Back to list' });
  await expect(back).toBeFocused();
  await expect(page.getByRole('dialog', { name: 'Change 1 listener' })).toHaveCount(0);
  expect(await axeFindings(page)).toEqual([]);
  await back.press('Enter');
  await expect(gone).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page.getByRole('group', { name: 'Bulk actions' })).toHaveCount(0);
});

/** Several pages and dialogs checked by axe, on a busy machine. */
const AXE_MILLIS = 180_000;

test('axe finds nothing on the bar and its dialogs, in both languages and themes', async ({
  page,
  context,
  sluice,
}) => {
  test.setTimeout(AXE_MILLIS);
  // The dialog of a start has nothing that those of a stop and a deletion do not have.
  const bulk = {
    en: [/^Stop 1/, /^Change 1/, /^Delete 1/],
    'zh-CN': [/^停止 1/, /^变更 1/, /^删除 1/],
  };
  await eachFace(context, sluice.url, async (face) => {
    await page.goto(EDGE_LIST);
    await page.getByRole('checkbox', { name: /2222/ }).check();
    for (const name of bulk[face.startsWith('zh') ? 'zh-CN' : 'en']) {
      await page.getByRole('button', { name }).click();
      const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
      await expect(dialog).toContainText('2222');
      expect(await axeFindings(page, face), `${name.source}, ${face}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
    expect(await axeFindings(page, face), face).toEqual([]);
  });
});

test('axe finds nothing on the runs and on one run, in both languages and themes and on a phone, which shows the whole bar', async ({
  page,
  context,
  sluice,
}) => {
  test.setTimeout(AXE_MILLIS);
  await openList(page, EDGE_LIST);
  await page.getByRole('checkbox', { name: /9443/ }).check();
  await bulkButton(page, /^Change 1/).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Round robin \(ignores weights\)/ }).check();
  await dialog.getByRole('button', { name: 'Change 1' }).click();
  await expectProgress(page, '1 of 1');
  const oneRun = page.url();
  await eachFace(context, sluice.url, async (face) => {
    for (const address of ['/runs', oneRun]) {
      await page.goto(address);
      await expect(page.getByRole('table')).toBeVisible();
      expect(await axeFindings(page, face), `${address}, ${face}`).toEqual([]);
    }
  });

  await context.clearCookies();
  await page.setViewportSize({ width: 375, height: 812 });
  await openList(page, EDGE_LIST);
  await page.getByRole('checkbox', { name: /2222/ }).check();
  const bar = page.getByRole('group', { name: 'Bulk actions' });
  for (const button of await bar.getByRole('button').all()) await expect(button).toBeInViewport({ ratio: 1 });
  await run(page, /^Stop 1$/, 'Stop 1');
  await expectProgress(page, '1 of 1');
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.goto('/runs');
  await expect(page.getByRole('link', { name: 'Stop 1 listener' }).first()).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.goto('/runs/999999');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Run not found');
});
