import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { learnActions, whatIsSentBy } from './verbs/actions';
import {
  ALL_LIST,
  askToDelete,
  deleteListener,
  EDGE_ID,
  EDGE_LIST,
  expectStatus,
  notice,
  openFreshList,
  openList,
  openRowMenu,
  RUNNING,
  startListener,
  STOPPED,
  STOPPED_KEY,
  stopListener,
  type ListenerName,
} from './verbs/list';

const LEDGER = 'lb-bp13jaf5qli5xmgl1miup';
const LEGACY = 'lb-bp1q7w9e1r3t5y7u9i1op';
const QUEUE = 'lb-uf60pk4r7y1b2n8s5d3hj';

const AUDIT = 'The instance is protected against console changes: Finance-audit-2026';
const LOCKED = 'The instance is locked';

type RowAction = 'Start' | 'Stop …' | 'Delete …';
const forbidden: readonly [name: ListenerName, because: Partial<Record<RowAction, string>>][] = [
  ['5432/TCP on ledger-core', { Start: AUDIT, 'Stop …': AUDIT, 'Delete …': AUDIT }],
  ['8009/TCP on legacy-shop', { Start: LOCKED, 'Stop …': LOCKED }],
  ['80/TCP on legacy-shop', { Start: LOCKED, 'Stop …': LOCKED }],
  [
    '9092/TCP on mq-internal',
    { Start: 'Already running', 'Delete …': 'The instance is protected against deletion' },
  ],
  ['8081/HTTP on edge-prod', { Start: 'Already running' }],
  ['53/UDP on dns-internal', { Start: 'Already running' }],
  ['443/TCP on edge-prod', { Start: 'Already running' }],
  ['9443/TCP on edge-prod', { 'Stop …': 'Already stopped' }],
];

async function expectForbidden(page: Page, name: ListenerName, because: Partial<Record<RowAction, string>>) {
  const menu = await openRowMenu(page, name);
  for (const command of ['Start', 'Stop …', 'Delete …'] as const) {
    const words = because[command];
    const item = menu.getByRole('menuitem', { name: command });
    if (words === undefined) {
      await expect(item, `${command} of ${name}`).not.toHaveAttribute('aria-disabled');
    } else {
      await expect(item, `${command} of ${name}`).toHaveAccessibleName(`${command} ${words}`);
      await expect(item).toHaveAttribute('aria-disabled', 'true');
      await expect(item.getByText(words)).toBeVisible();
    }
  }
  await page.keyboard.press('Escape');
}

test('the menu of a row says why an action is not possible, and does nothing', async ({ page, sandbox }) => {
  await openList(page, ALL_LIST);
  await test.step('the menu of a row says why an action is not possible', async () => {
    for (const [name, because] of forbidden) {
      await expectForbidden(page, name, because);
    }
  });

  await test.step('a disabled menu item is reached by keyboard and does nothing', async () => {
    const menu = await openRowMenu(page, '5432/TCP on ledger-core');
    await expect(menu.getByRole('menuitem', { name: 'Start' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await expect(menu.getByRole('menuitem', { name: 'Stop' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await expect(menu.getByRole('menuitem', { name: 'Delete …' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(menu).toBeVisible();
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    for (const action of ['StartLoadBalancerListener', 'StopLoadBalancerListener'])
      expect(await sandbox.requests(action)).toEqual([]);
  });
});

test('what a protection, a lock or another protocol forbids is rejected by the server too, with a message', async ({
  page,
  sandbox,
}) => {
  const { start, stop } = await learnActions(page);
  const remove = await whatIsSentBy(page, async () => {
    const dialog = await askToDelete(page, STOPPED);
    await dialog.getByRole('button', { name: 'Delete listener' }).click();
  });
  await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toBeVisible();
  const writes = async () => {
    const received = await sandbox.requests();
    return received.filter(({ action }) => /^(Start|Stop|Delete)/.test(action)).length;
  };
  const before = await writes();

  const ledger = { regionId: 'cn-hangzhou', loadBalancerId: LEDGER, listenerPort: 5432 };
  const legacy = { regionId: 'cn-hangzhou', loadBalancerId: LEGACY };
  const queue = { regionId: 'cn-shanghai', loadBalancerId: QUEUE, listenerPort: 9092 };
  const http = { regionId: 'cn-hangzhou', loadBalancerId: EDGE_ID, listenerPort: 8081 };
  for (const [action, key, code] of [
    [start, ledger, 'Sluice.ConsoleProtected'],
    [stop, { ...ledger, listenerPort: 5433 }, 'Sluice.ConsoleProtected'],
    [remove, ledger, 'Sluice.ConsoleProtected'],
    [start, { ...legacy, listenerPort: 8009 }, 'Sluice.InstanceLocked'],
    [stop, { ...legacy, listenerPort: 80 }, 'Sluice.InstanceLocked'],
    [remove, queue, 'Sluice.DeleteProtected'],
    [stop, http, 'Sluice.OtherProtocol'],
    [remove, http, 'Sluice.OtherProtocol'],
    [start, STOPPED_KEY, 'ListenerNotFound'],
    [start, { ...STOPPED_KEY, listenerPort: 0 }, 'Sluice.InvalidInput'],
    [start, 'everything', 'Sluice.InvalidInput'],
  ] as const) {
    const answer = await action.send(key);
    expect(answer, `${code} for ${JSON.stringify(key)}`).toMatch(
      new RegExp(`"ok":false,"error":\\{"code":"${code.replace('.', '\\.')}","message":"[^"]{10,}`),
    );
    if (code === 'Sluice.ConsoleProtected') expect(answer).toContain('Finance-audit-2026');
  }
  expect(await writes()).toBe(before);
});

test('a listener is left alone while its status is changing, also by a page that does not know it yet', async ({
  page,
  context,
  sandbox,
}) => {
  await sandbox.settings({ transitionMillis: 20_000 });
  await openFreshList(page, EDGE_LIST);
  await test.step('a page that does not know yet that a listener is changing gets a message', async () => {
    const other = await context.newPage();
    await openList(other, EDGE_LIST);
    await stopListener(other, RUNNING);
    await expectStatus(other, RUNNING, /^Stopping/);

    await stopListener(page, RUNNING);
    const failure = notice(page, 'alert', `${RUNNING} could not be stopped`);
    await expect(failure).toContainText('Its status is changing. Wait until it is stable');
    await expect(failure).toContainText('Code Sluice.InTransition');
    expect(await sandbox.requests('StopLoadBalancerListener')).toHaveLength(1);
  });

  await test.step('a listener whose status is changing can be neither started, stopped nor deleted until it is stable', async () => {
    await startListener(page, STOPPED);
    await expectStatus(page, STOPPED, /^Starting/);
    const wait = 'Wait until its status is stable';
    await expectForbidden(page, STOPPED, { Start: wait, 'Stop …': wait, 'Delete …': wait });
  });
});

test('a page that does not know yet that a listener is gone gets a message, and removes the row', async ({
  page,
  context,
}) => {
  await openFreshList(page, EDGE_LIST);
  const other = await context.newPage();
  await openList(other, EDGE_LIST);
  await deleteListener(other, STOPPED);
  await expect(notice(other, 'status', `Deleted ${STOPPED}`)).toBeVisible();

  await startListener(page, STOPPED);
  await expect(notice(page, 'alert', `${STOPPED} could not be started`)).toContainText(
    'The listener no longer exists',
  );
  await expect(page.getByRole('button', { name: `Actions for ${STOPPED}` })).toHaveCount(0);
});
