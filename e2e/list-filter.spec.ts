import { expect, test } from './support/sluice';
import { axeFindings } from './verbs/axe';
import {
  ALL_LIST,
  EDGE_LIST,
  expectFound,
  expectStatus,
  filterBy,
  filterParts,
  openFilterForm,
  openList,
  row,
  rows,
  searchBox,
  startListener,
  STOPPED,
} from './verbs/list';

test('a filter is typed into the box, or built by keyboard, edited and removed', async ({ page }) => {
  await openList(page, ALL_LIST);
  await test.step('ranges, lists, negation, or and parentheses are typed into the box', async () => {
    for (const [text, count, found] of [
      ['port:8000-9000', 13, '8080/TCP on edge-prod'],
      ['status:stopped,changing -region:cn-hangzhou', 5, '8443/TCP on orders-sh'],
      ['-status:running', 11, '9443/TCP on pay-gw'],
      ['instance:pay-gw or (port:443 region:eu-central-1)', 7, '9443/TCP on pay-gw'],
      ['bandwidth:>=60 -bandwidth:no-cap -instance:edge-prod', 2, '1935/TCP on live-stream'],
      ['protocol:udp', 2, '53/UDP on dns-internal'],
    ] as const) {
      await searchBox(page).fill(text);
      await expectFound(page, `${count} of 48 match`);
      await expect(rows(page)).toHaveCount(count);
      await expect(row(page, found)).toBeVisible();
      await expect(row(page, '443/TCP on edge-prod')).toHaveCount(0);
    }
    await searchBox(page).fill('');
    await expectFound(page, '48 of 48 match');
  });

  await test.step('a filter is built by keyboard, edited and removed', async () => {
    const form = await openFilterForm(page);
    await form.getByRole('combobox', { name: 'Property' }).selectOption('Port');
    await form.getByRole('combobox', { name: 'Operator' }).selectOption('from … to');
    await form.getByRole('button', { name: 'Add' }).press('Enter');
    await expect(form.getByRole('alert')).toHaveText('Select or enter a value');
    await form.getByRole('textbox', { name: 'From' }).fill('http');
    await form.getByRole('button', { name: 'Add' }).press('Enter');
    await expect(form.getByRole('alert')).toHaveText('Enter whole numbers');
    await form.getByRole('textbox', { name: 'From' }).fill('9000');
    await form.getByRole('textbox', { name: 'To' }).fill('8000');
    await page.keyboard.press('Enter');
    await expect(filterParts(page)).toHaveText(['Port in 8000–9000']);
    await expect(page).toHaveURL(/q=port:8000-9000/);
    const inRange = await rows(page).count();

    // What is typed becomes a part when it is done; Backspace moves the last part back into the box.
    await searchBox(page).fill('-instance:edge-prod');
    await expect(rows(page)).not.toHaveCount(inRange);
    await searchBox(page).press('Enter');
    await expect(filterParts(page)).toHaveText(['Port in 8000–9000', 'Instance does not contain edge-prod']);
    await expect(searchBox(page)).toHaveValue('');
    await searchBox(page).press('Backspace');
    await expect(searchBox(page)).toHaveValue('-instance:edge-prod');
    await searchBox(page).fill('');
    await expect(rows(page)).toHaveCount(inRange);
    await filterParts(page).first().press('Enter');
    await expect(searchBox(page)).toHaveValue('port:8000-9000');
    await searchBox(page).fill('port:443');
    await searchBox(page).press('Enter');
    await expect(filterParts(page)).toHaveText(['Port is 443']);
    await page.getByRole('link', { name: 'Remove filter Port' }).press('Enter');
    await expectFound(page, '48 of 48 match');
  });
});

test('a pasted filter shows the same rows and parts in another browser, in Chinese as well', async ({
  page,
  browser,
  sluice,
}) => {
  await openList(page, ALL_LIST);
  await filterBy(page, 'Status', 'Stopped', 'Changing');
  await filterBy(page, 'Instance', 'edge-prod', 'orders-sh', 'pay-gw');
  await searchBox(page).fill('443 -region:eu-central-1');
  await expectFound(page, '3 of 48 match');
  await expect(page).toHaveURL(/443/);

  const other = await browser.newContext({ baseURL: sluice.url });
  await other.addCookies([{ name: 'sluice-locale', value: 'zh-CN', url: sluice.url }]);
  const pasted = await other.newPage();
  await pasted.goto(page.url());
  await expect(pasted.getByRole('searchbox', { name: '筛选监听' })).toHaveValue('443');
  await expect(pasted.getByTitle(/^修改筛选条件/)).toHaveText([
    '状态 属于 已停止、变更中',
    /^实例 属于 (?=.*edge-prod)(?=.*orders-sh)(?=.*pay-gw)/,
    '地域 不为 eu-central-1',
  ]);
  await expect(pasted.getByRole('search').getByRole('status')).toHaveText('48 个中有 3 个符合');
  await pasted.getByRole('button', { name: '筛选', exact: true }).click();
  await expect(pasted.getByRole('dialog', { name: '添加筛选条件' }).getByRole('checkbox')).toHaveCount(3);
  expect(await axeFindings(pasted)).toEqual([]);
  await other.close();
});

test('what changed lately is a view, a filter and an order, as far as Sluice saw it', async ({ page }) => {
  await openList(page, EDGE_LIST);
  await startListener(page, STOPPED);
  await expectStatus(page, STOPPED, 'Running');
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /^Recently changed [1-9]/ })
    .click();
  await expect(page).toHaveURL(/q=changed:%3C1d/);
  await expect(row(page, STOPPED).locator('time')).toHaveText(/^\d+(s|m) ago$/);

  await page.getByRole('columnheader').getByRole('link', { name: 'Changed' }).click();
  await expect(page).toHaveURL(/sort=changed/);
  await expect(rows(page).first()).toContainText('9443');
  await searchBox(page).fill('changed:>1d');
  await expect(page.getByRole('search').getByRole('status')).toHaveText(/^0 of /);
});

test('links of an older Sluice open, and what is not a valid filter is searched as text', async ({
  page,
}) => {
  await openList(
    page,
    '/listeners?regions=cn-hangzhou&instance=lb-bp1b6c719dfa08exfuca5&status=stopped&q=9443',
  );
  await expect(filterParts(page)).toHaveText(['Instance is edge-prod', 'Status is Stopped']);
  await expect(rows(page)).toHaveCount(1);
  await searchBox(page).fill('to 443) port:');
  await expect(page).toHaveURL(/to\+%22443\)%22/);
  await expect(page.getByRole('heading', { name: /^No listener matches/ })).toBeVisible();
  await searchBox(page).fill('');
  await expect(rows(page)).toHaveCount(1);
});

test('a filter for what does not exist is marked, explained and corrected with one click', async ({
  page,
}) => {
  await openList(page, ALL_LIST);
  await searchBox(page).fill('-status:bogus region:hangzou');
  await searchBox(page).press('Enter');
  const region = filterParts(page).filter({ hasText: 'hangzou' });
  await expect(region).toHaveAccessibleDescription('No region named “hangzou”.');
  const main = page.getByRole('main');
  await expect(
    main.getByRole('listitem').filter({ hasText: '“bogus” is not a valid value for Status.' }),
  ).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Use cn-hangzhou' }).click();
  await expect(filterParts(page)).toHaveText(['Status is not bogus', 'Region is cn-hangzhou']);
  // What denies the impossible hides nothing, and is said beside the rows.
  await expect(rows(page).first()).toBeVisible();
  await expect(
    main.getByRole('listitem').filter({ hasText: '“bogus” is not a valid value for Status.' }),
  ).toBeVisible();

  await searchBox(page).fill('stauts:stopped');
  await page.getByRole('link', { name: 'Use status' }).click();
  await expect(page).toHaveURL(/status:stopped/);
  await searchBox(page).fill('port:1');
  await expect(page.getByRole('heading', { name: 'No listener matches the filters' })).toBeVisible();
  await expect(main.getByText('Port cannot be')).toHaveCount(0);
});
