import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import {
  ALL_LIST,
  cellPath,
  chooseRegions,
  COLUMNS,
  EDGE_LIST,
  EVERY_COLUMN,
  expectFound,
  filterBy,
  head,
  openFreshList,
  openList,
  REGIONS,
  row,
  rows,
  searchBox,
  sortLink,
  type Column,
} from './verbs/list';

/** What a column says, from the top. */
async function column(page: Page, name: Column): Promise<string[]> {
  const cells = rows(page).locator(`xpath=${cellPath(name)}`);
  return (await cells.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** The menus' names are the rows' names, in their order. */
async function rowNames(page: Page): Promise<string[]> {
  const buttons = page.getByRole('button', { name: /^Actions for / });
  const names = await buttons.evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel ?? ''));
  return names.map((name) => name.replace('Actions for ', ''));
}

test('a search and filters narrow the list, are in the URL, and are cleared', async ({ page }) => {
  await openList(page, ALL_LIST);
  await test.step('typed text is searched in every column, and the count is shown and announced', async () => {
    for (const [text, count, found] of [
      ['6380', 1, '6380/TCP on edge-prod'],
      ['live-stream', 3, '1935/TCP on live-stream'],
      ['lb-gw8a2d4m6i8n0e2u4x6y8', 2, '22/TCP on admin-eu'],
      ['eu-central-1 stopped', 2, '3389/TCP on admin-eu'],
      ['session-pair', 1, '6380/TCP on edge-prod'],
      ['office-egress-v2', 1, '8443/TCP on edge-prod'],
      ['"every 5 s"', 1, '443/TCP on orders-sh'],
      ['支付回调', 2, '9443/TCP on pay-gw'],
      ['ＳＴＡＴＵＳ page', 1, '8080/TCP on edge-prod'],
    ] as const) {
      await searchBox(page).fill(text);
      await expectFound(page, `${count} of 48 match`);
      await expect(rows(page)).toHaveCount(count);
      await expect(row(page, found)).toBeVisible();
    }
    await expect(page).toHaveURL(/[?&]q=/);
  });

  await test.step('Clear and Escape clear the search', async () => {
    await searchBox(page).fill('bastion');
    await expect(rows(page)).toHaveCount(1);
    await searchBox(page).press('Escape');
    await expect(searchBox(page)).toHaveValue('');
    await expect(rows(page)).toHaveCount(48);
    await searchBox(page).fill('bastion');
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole('search').getByRole('link', { name: 'Clear' }).click();
    await expect(rows(page)).toHaveCount(48);
    await expect(searchBox(page)).toHaveValue('');
  });

  await test.step('filters by region, instance and status narrow the list and are in the URL', async () => {
    await filterBy(page, 'Region', 'cn-hangzhou');
    await expectFound(page, '23 of 48 match');
    await filterBy(page, 'Status', 'Stopped');
    await expectFound(page, '6 of 48 match');
    await filterBy(page, 'Instance', 'edge-prod', 'pay-gw');
    await expectFound(page, '2 of 48 match');
    await expect(page).toHaveURL(
      new RegExp(
        'q=region:cn-hangzhou\\+status:stopped\\+instance:%3Dlb-bp1b6c719dfa08exfuca5,%3Dlb-bp1o94dp5i6earr9g6d1l',
      ),
    );
    expect(await rowNames(page)).toEqual(['9443/TCP on edge-prod', '9443/TCP on pay-gw']);

    await page.getByRole('link', { name: 'Remove filter Status' }).click();
    await expectFound(page, '14 of 48 match');
    await page.getByRole('search').getByRole('link', { name: 'Clear' }).click();
    await expectFound(page, '48 of 48 match');
  });

  await test.step('when nothing matches, the list says so and offers a way back', async () => {
    await filterBy(page, 'Status', 'Stopped');
    await searchBox(page).fill('no such thing');
    await expect(
      page.getByRole('heading', { name: 'No listener matches “no such thing” and the filters' }),
    ).toBeVisible();
    await expectFound(page, '0 of 48 match');
    await expect(page.getByRole('main')).toContainText('These 3 regions have 48 listeners.');
    await page.getByRole('link', { name: 'Remove “no such thing”' }).click();
    await expectFound(page, '11 of 48 match');
    await searchBox(page).fill('no such thing');
    await page.getByRole('link', { name: 'Clear all filters' }).click();
    await expectFound(page, '48 of 48 match');
  });
});

test('the search finds what people copy, and says how complete a search for a server is', async ({
  page,
}) => {
  await openList(page, ALL_LIST);
  const EDGE = '443/TCP on edge-prod';
  for (const [text, found] of [
    ['edge-prod:443', EDGE],
    ['lb-bp1b6c719dfa08exfuca5:tcp:443', EDGE],
    ['lb-bp1b6c719dfa08exfuca5_tcp_443', EDGE],
    ['cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443', EDGE],
  ] as const) {
    await searchBox(page).fill(text);
    await expectFound(page, '1 of 48 match');
    await expect(row(page, found)).toBeVisible();
  }
  for (const text of ['47.98.112.40:443', 'https://47.98.112.40/orders?a=1', '[2408:4005::f00d]:1']) {
    await searchBox(page).fill(text);
    await expect(page.getByRole('search').getByRole('status')).toContainText('servers known for');
    await expect(rows(page)).toHaveCount(text.startsWith('[') ? 0 : 1);
  }
  await test.step('a server is found by address and by id, once its health was checked', async () => {
    for (const text of ['10.0.4.11', 'i-bp1d2x7kq3w8n5v0c4ma', 'server:10.0.4.11']) {
      await searchBox(page).fill(text);
      await expect(row(page, EDGE)).toBeVisible({ timeout: 20_000 });
      await expect(page.getByRole('search').getByRole('status')).toContainText('servers known for');
    }
  });
});

test('every column sorts both ways, by each of its two facts where it has two, and says which way', async ({
  page,
}) => {
  await openList(page, `/listeners?regions=cn-shanghai,eu-central-1&${EVERY_COLUMN}`);
  for (const name of [
    ...COLUMNS.filter((column) => column !== 'Changed'),
    'Scheduler',
    'Health check',
  ] as const) {
    const link = sortLink(page, name);
    await link.click();
    await expect(head(page, name)).toHaveAttribute('aria-sort', 'ascending');
    await expect(link).toHaveAttribute('aria-current', 'true');
    const up = await column(page, name);
    await link.click();
    await expect(head(page, name)).toHaveAttribute('aria-sort', 'descending');
    await expect(page.locator('th[aria-sort]')).toHaveCount(1);
    await expect(page.locator('th a[aria-current]')).toHaveCount(1);
    const down = await column(page, name);
    expect(down, `${name} the other way round`).not.toEqual(up);
    expect(down.filter((words) => words !== '')).toHaveLength(up.filter((words) => words !== '').length);
  }
});

test('a change made before the last one was answered builds on it', async ({ page, sandbox }) => {
  await openFreshList(page, ALL_LIST);
  // Every response waits for a pending read.
  for (const regionId of REGIONS.split(','))
    await sandbox.fault({
      action: 'DescribeLoadBalancerListeners',
      regionId,
      count: 1,
      kind: 'latency',
      millis: 5_000,
    });
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await sortLink(page, 'Port').click();
  await filterBy(page, 'Region', 'cn-hangzhou', 'eu-central-1');
  await filterBy(page, 'Status', 'Stopped');
  await searchBox(page).fill('edge-prod');
  await chooseRegions(page, ['cn-hangzhou', 'cn-shanghai']);
  await sortLink(page, 'Port').click();

  await expect(page).toHaveURL(
    '/listeners?regions=cn-hangzhou,cn-shanghai&q=region:cn-hangzhou,eu-central-1+status:stopped+edge-prod&sort=-port&size=100',
  );
  await expect(searchBox(page)).toHaveValue('edge-prod');
  expect(await rowNames(page)).toEqual(['9443/TCP on edge-prod']);
});

test('a search that was removed while being typed does not come back', async ({ page }) => {
  await openList(page, `${EDGE_LIST}&q=443`);
  await searchBox(page).press('End');
  await searchBox(page).pressSequentially('x');
  await page.getByRole('search').getByRole('link', { name: 'Clear' }).click();
  await expect(searchBox(page)).toHaveValue('');
  await expectFound(page, '23 of 23 match');
  await expect(page).toHaveURL('/listeners?regions=cn-hangzhou');
});

test('ports and bandwidths sort as numbers, and Unlimited is the highest', async ({ page }) => {
  await openList(page, `${ALL_LIST}&sort=port`);
  const ports = (await column(page, 'Port')).map((words) => Number.parseInt(words, 10));
  expect(ports).toEqual(ports.toSorted((a, b) => a - b));
  expect(ports.at(-1)).toBe(50051);

  await openList(page, `${ALL_LIST}&sort=-bandwidth`);
  const capped = (await column(page, 'Mbit/s'))
    .filter((words) => words !== 'Unlimited' && words !== '')
    .map(Number);
  expect((await column(page, 'Mbit/s'))[0]).toBe('Unlimited');
  expect(capped).toEqual(capped.toSorted((a, b) => b - a));
});

test('pages and their size are chosen by mouse and by keyboard, and are shown', async ({ page }) => {
  await openList(page);
  const foot = page.getByLabel('Pagination and data age');
  await test.step('the last page is reached by keyboard, and the focus stays where it is', async () => {
    const next = foot.getByRole('link', { name: 'Next page' });
    await next.press('Enter');
    await expect(foot).toContainText('26–48 of 48');
    await expect(next).toBeDisabled();
    await expect(next).toBeFocused();
    await expect(next).toHaveAccessibleDescription('This is the last page');
    await next.press('Enter');
    await foot.getByRole('link', { name: 'Previous page' }).press('Enter');
    await expect(foot).toContainText('1–25 of 48');
  });

  await test.step('pages and their size can be chosen, and are shown', async () => {
    await expect(foot).toContainText('Page 1 of 2');
    const previous = foot.getByRole('link', { name: 'Previous page' });
    await expect(previous).toBeDisabled();
    await expect(previous).toHaveAccessibleDescription('This is the first page');
    const firstPage = await rowNames(page);
    await foot.getByRole('link', { name: 'Next page' }).click();
    await expect(foot).toContainText('26–48 of 48');
    await expect(page).toHaveURL(/page=2/);
    expect((await rowNames(page)).filter((name) => firstPage.includes(name))).toEqual([]);
    await foot.getByRole('button', { name: '25 per page' }).click();
    await page.getByRole('menuitemradio', { name: '50 per page' }).click();
    await expect(foot).toContainText('1–48 of 48');
    await expect(page).toHaveURL(/size=50/);
  });
});

test('the URL pasted into another browser shows the same rows in the same order', async ({
  page,
  browser,
}) => {
  await openList(page);
  await searchBox(page).fill('443');
  await expect(page).toHaveURL(/q=443/);
  await filterBy(page, 'Status', 'Running');
  await expect(page).toHaveURL(/status:running/);
  await sortLink(page, 'Port').click();
  await sortLink(page, 'Port').click();
  await expect(page).toHaveURL(/sort=-port/);
  const names = await rowNames(page);
  expect(names.length).toBeGreaterThan(3);

  const other = await browser.newContext();
  const pasted = await other.newPage();
  await openList(pasted, page.url());
  expect(await rowNames(pasted)).toEqual(names);
  await expect(searchBox(pasted)).toHaveValue('443');
  await other.close();
});

test('the order is a link, reversed by two quick presses, and going back undoes a search', async ({
  page,
  context,
}) => {
  await openList(page, EDGE_LIST);
  await test.step('going back undoes a search, in the box as in the rows', async () => {
    await page.goto(`${EDGE_LIST}&q=bastion`);
    await expect(rows(page)).toHaveCount(1);
    await page.goBack();
    await expect(rows(page)).toHaveCount(8);
    await expect(searchBox(page)).toHaveValue('');
  });

  await test.step('a column is a link: a new tab shows the list sorted by it', async () => {
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      sortLink(page, 'Port').click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await expect(tab).toHaveURL(/sort=port/);
    await expect(rows(tab)).toHaveCount(8);
    await expect(page).not.toHaveURL(/sort=/);
  });

  await test.step('two quick presses on a column reverse its order, by mouse and by keyboard', async () => {
    await sortLink(page, 'Port').dblclick();
    await expect(page).toHaveURL(/sort=-port/);
    await expect(head(page, 'Port')).toHaveAttribute('aria-sort', 'descending');
    await sortLink(page, 'Description').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/sort=-description/);
    await expect(head(page, 'Description')).toHaveAttribute('aria-sort', 'descending');
  });
});

test('what was typed a moment before going back is dropped', async ({ page }) => {
  await page.clock.install();
  await openList(page);
  await sortLink(page, 'Port').click();
  await expect(page).toHaveURL(/sort=port/);
  await page.clock.pauseAt(Date.now() + 5_000);
  await searchBox(page).pressSequentially('4');
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=port/);
  await page.clock.runFor(1_000);
  await expect(searchBox(page)).toHaveValue('');
  await expect(page).not.toHaveURL(/q=4/);
});

test('parameters that make no sense fall back silently', async ({ page }) => {
  await openList(
    page,
    '/listeners?regions=,,no-such-region,%00&region=../etc&instance=%3Cscript%3E&status=open&sort=-colour&page=0&size=7&new=a/b/c&q=%20',
  );
  await expectFound(page, '48 of 48 match');
  await expect(rows(page)).toHaveCount(25);
  await expect(head(page, 'Instance')).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);

  await openList(page, `/listeners?regions=${REGIONS}&page=999`);
  await expect(page.getByLabel('Pagination and data age')).toContainText('Page 2 of 2');
});
