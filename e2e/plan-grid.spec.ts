import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { CREATE, EDGE, PAY } from './verbs/form';
import { ALL_LIST, openList } from './verbs/list';
import {
  csvOf,
  expectResult,
  expectSaved,
  grid,
  paste,
  planCell,
  planFromCsv,
  planRow,
  portRow,
} from './verbs/plans';
import { expectProgress } from './verbs/runs';

/** What exists on the example instance: its port 443. */
const existing = portRow(443, { Bandwidth: '9', BackendServerPort: '' });

test('a CSV with one bad row of each kind says for each what is wrong, before anything is sent', async ({
  page,
  sandbox,
}) => {
  const onPay = { LoadBalancerId: PAY.loadBalancerId };
  await planFromCsv(
    page,
    csvOf([
      portRow(9001),
      portRow(9001),
      portRow(99_999),
      portRow(9002, { LoadBalancerId: 'lb-none' }),
      portRow(9003, { RegionId: 'no-region' }),
      portRow(9004, { VServerGroupId: 'rsp-none', BackendServerPort: '' }),
      portRow(9005, { AclStatus: 'on', AclType: 'white', AclId: 'acl-none' }),
      portRow(9006, { ...onPay, Bandwidth: '500' }),
      existing,
    ]),
  );
  await expectResult(page, 1, 'Create');
  const detail = (number: number) => page.getByRole('region', { name: `Row ${number}`, exact: true });
  for (const [number, result, reason] of [
    [2, 'Blocked', 'Row 1 has the same region, instance and port.'],
    [3, 'Invalid', 'Enter a number from 1 to 65535'],
    [4, 'Blocked', 'This instance does not exist in the region.'],
    [5, 'Blocked', 'This region does not exist.'],
    [6, 'Blocked', 'Server group rsp-none does not exist.'],
    [7, 'Blocked', 'Access control list acl-none does not exist'],
    [8, 'Blocked', 'This row needs 500 Mbit/s'],
    [9, 'Skip', 'It stays as it is.'],
  ] as const)
    await test.step(`row ${number}: ${result}`, async () => {
      await expectResult(page, number, result);
      await planRow(page, number).getByRole('rowheader').click();
      await expect(detail(number)).toContainText(reason);
    });
  await expect(await planCell(page, 3, 'Port')).toHaveAttribute('aria-invalid', 'true');
  expect(await sandbox.requests(CREATE)).toEqual([]);

  await test.step('each result is a filter with an address', async () => {
    await page.getByRole('navigation', { name: 'Results' }).getByRole('link', { name: '1 invalid' }).click();
    await expect(page).toHaveURL(/\?result=invalid$/);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
    await page.reload();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
    await expectResult(page, 3, 'Invalid');
  });
});

test('what exists is skipped, updated or makes its row fail, as chosen', async ({ page }) => {
  await planFromCsv(page, csvOf([existing]));
  await expectResult(page, 1, 'Skip');
  await page.getByRole('radio', { name: 'Update' }).check();
  await expectResult(page, 1, 'Update');
  await planRow(page, 1).getByRole('rowheader').click();
  await expect(page.getByRole('region', { name: 'Row 1', exact: true })).toContainText('9');
  const review = page.getByRole('button', { name: 'Review 1 change' });
  await expect(review).not.toHaveAttribute('aria-disabled');
  await review.click();
  await expect(page.getByRole('region', { name: 'What the updates change' })).toContainText(
    /Bandwidth.*→.*9.*1 listener/s,
  );
  await page.getByRole('button', { name: 'Back to rows' }).click();
  await page.getByRole('radio', { name: 'Fail' }).check();
  await expectResult(page, 1, 'Blocked');
  await expect(page.getByRole('button', { name: 'Review changes' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('region', { name: 'Row 1', exact: true })).toContainText(
    'The listener exists and differs.',
  );
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Fail' })).toBeChecked();
});

test('a plan is edited, reviewed and started by keyboard alone, and its run creates the listeners', async ({
  page,
  request,
  sandbox,
}) => {
  await planFromCsv(page, csvOf([portRow(9001), portRow(9001)]));
  await expectResult(page, 2, 'Blocked');
  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect((await planCell(page, 2, 'Port')).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('9002');
  await page.keyboard.press('Enter');
  await expectResult(page, 2, 'Create');
  await expectSaved(page);

  await page.keyboard.press('Insert');
  await page.keyboard.type('9003');
  await page.keyboard.press('Tab');
  await page.keyboard.type('8081');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expectResult(page, 3, 'Create');
  await page.keyboard.press('Control+z');
  await expectResult(page, 3, 'Invalid');
  await page.keyboard.press('Control+y');
  await expectResult(page, 3, 'Create');

  const review = page.getByRole('button', { name: 'Review 3 changes' });
  await expect(review).not.toHaveAttribute('aria-disabled');
  await review.press('Enter');
  const step = page.getByRole('region', { name: 'Create 3 listeners?' });
  await expect(step).toBeFocused();
  await expect(step).toContainText('Ports 9001-9003');
  expect(await sandbox.requests(CREATE)).toEqual([]);
  const code = await page.getByRole('link', { name: 'Terraform' }).getAttribute('href');
  expect(await (await request.get(code ?? '')).text()).toContain('alicloud_slb_listener');
  await page.getByRole('button', { name: 'Apply 3 changes' }).press('Enter');
  await page.waitForURL(/\/runs\/\d+/);
  await expectProgress(page, '3 of 3');
  const created = (await sandbox.requests(CREATE)).map(({ parameters }) => parameters.ListenerPort);
  expect(created.toSorted()).toEqual(['9001', '9002', '9003']);

  await test.step('the run leads to its plan, and its undo says that it deletes', async () => {
    await expect(page.getByRole('link', { name: 'Plan “CSV, pasted · edge-prod”' })).toHaveAttribute(
      'href',
      /^\/listeners\/plan\/\d+$/,
    );
    await page.getByRole('link', { name: 'Undo …' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Delete 3 listeners to undo “Plan: create 3”',
    );
    await page.getByRole('button', { name: 'Delete 3 listeners' }).click();
    await expectProgress(page, '3 of 3');
  });
});

test('5,000 pasted rows get their results within two seconds, and stay smooth', async ({ page }) => {
  await planFromCsv(page, csvOf([portRow(10_000)]));
  await (await planCell(page, 1, 'Region')).click();
  const lines = Array.from({ length: 5_000 }, (_, at) =>
    [EDGE.regionId, EDGE.loadBalancerId, 10_000 + at, 8080, 1].join('\t'),
  );
  const begun = Date.now();
  await paste(page, lines.join('\n'));
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '5001');
  await expect(
    page.getByRole('navigation', { name: 'Results' }).getByRole('link', { name: /being checked/ }),
  ).toHaveCount(0);
  await expectSaved(page);
  // Half of it is the pace of a machine that does other things beside it.
  expect(Date.now() - begun).toBeLessThan(4_000);
  expect(await grid(page).getByRole('row').count()).toBeLessThan(80);

  await page.keyboard.press('Control+End');
  await expect(planRow(page, 5_000)).toBeVisible();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  const millis: number[] = [];
  for (const text of ['a', 'b', 'c', 'd', 'e']) {
    const typed = Date.now();
    await page.keyboard.press(text);
    await page.keyboard.press('Enter');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    millis.push(Date.now() - typed);
  }
  expect(Math.min(...millis)).toBeLessThan(200);
});

test('10,000 rows get their results in a page that stays small, and are edited without delay', async ({
  page,
}) => {
  await planFromCsv(page, csvOf([portRow(10_000)]));
  await (await planCell(page, 1, 'Region')).click();
  const lines = Array.from({ length: 10_000 }, (_, at) =>
    [EDGE.regionId, EDGE.loadBalancerId, 10_000 + at, 8080, 1].join('\t'),
  );
  await paste(page, lines.join('\n'));
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
  const results = page.getByRole('navigation', { name: 'Results' });
  await expect(results.getByRole('link', { name: '10,000 rows' })).toBeVisible();
  await expect(results.getByRole('link', { name: /being checked/ })).toHaveCount(0);
  await expectResult(page, 1, 'Create');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const measured = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { elements: await page.locator('*').count(), heapMegabytes: of('JSHeapUsedSize') / 1_000_000 };
  };

  await (await planCell(page, 1, 'Bandwidth')).click();
  await page.keyboard.press('Control+End');
  await expect(planRow(page, 10_000)).toBeVisible();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  const millis: number[] = [];
  for (let at = 0; at < 20; at += 1) {
    const begun = Date.now();
    await page.keyboard.press('5');
    await page.keyboard.press('Enter');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    millis.push(Date.now() - begun);
  }
  expect(Math.min(...millis)).toBeLessThan(200);
  await expectSaved(page);
  await expect(results.getByRole('link', { name: /being checked/ })).toHaveCount(0);
  const { elements, heapMegabytes } = await measured();
  test.info().annotations.push({
    type: 'measured',
    description: `${elements} elements, ${heapMegabytes.toFixed(1)} MB of JavaScript heap, ${Math.min(...millis)} ms per edit`,
  });
  expect(elements).toBeLessThan(2_500);
  expect(heapMegabytes).toBeLessThan(60);
});

test('a plan without rows takes those on the clipboard, and the keys go on in the first of them', async ({
  page,
}) => {
  await planFromCsv(page, csvOf([portRow(9001)]));
  await planRow(page, 1).getByRole('rowheader').click();
  await page.keyboard.press('Control+Delete');
  await expect(page.getByRole('heading', { name: 'This plan has no rows' })).toBeVisible();
  const line = (port: number) => [EDGE.regionId, EDGE.loadBalancerId, port, 8080].join('\t');
  await paste(page, `${line(9002)}\n${line(9003)}`);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3');
  await expect((await planCell(page, 1, 'Region')).getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { name: 'This plan has no rows' })).toBeVisible();
});

test('on a phone the rows begin in the upper third, and what is rarely used is behind a button', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await planFromCsv(page, csvOf([portRow(9001), existing]));
  await expectResult(page, 2, 'Skip');
  const { y } = (await grid(page).boundingBox()) ?? { y: Infinity };
  // The header takes 56 px of it.
  expect(y).toBeLessThan(270);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.getByRole('button', { name: 'Existing listeners Skip' }).click();
  const options = page.getByRole('dialog', { name: 'Existing listeners and inventory' });
  await options.getByRole('radio', { name: 'Update' }).check();
  await expect(options.getByRole('button', { name: 'Refresh' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expectResult(page, 2, 'Update');
  for (const name of ['Add row', 'Set column', 'Columns', 'Review 2 changes'])
    await expect(page.getByRole('button', { name, exact: true })).toBeInViewport();
});

test('what is typed while Sluice cannot be reached is kept, and saved once it can', async ({
  page,
  context,
}) => {
  await planFromCsv(page, csvOf([portRow(9001), portRow(9002)]));
  await expectResult(page, 2, 'Create');
  await context.setOffline(true);
  await (await planCell(page, 1, 'Port')).click();
  await page.keyboard.type('9003');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Not saved/)).toBeVisible();
  await page.keyboard.type('9004');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Review/ })).toHaveAttribute('aria-disabled', 'true');
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Listeners/ })
    .click();
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await context.setOffline(false);
  await expectSaved(page);
  await expectResult(page, 2, 'Create');
  await page.reload();
  await expect(await planCell(page, 1, 'Port')).toHaveText('9003');
  await expect(await planCell(page, 2, 'Port')).toHaveText('9004');
});

test('the selection of the list becomes a plan that changes nothing, and so does a copy of an instance', async ({
  page,
}) => {
  await openList(page, ALL_LIST);
  await page.getByRole('checkbox', { name: 'Select 443/TCP on edge-prod', exact: true }).check();
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Edit as a plan' })
    .click();
  await page.waitForURL(/\/listeners\/plan\/\d+/);
  await expectResult(page, 1, 'No change');

  await page.goto(`/listeners/plan?from=copy&instance=${EDGE.loadBalancerId}`);
  await page.getByRole('button', { name: 'Choose instances' }).click();
  await page.getByRole('checkbox', { name: /^pay-gw/ }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Create plan' }).click();
  // Its groups belong to it: which of the target were taken is read first.
  await page.getByRole('link', { name: 'Open plan' }).click();
  await expect(grid(page)).toBeVisible();
  await expect(await planCell(page, 1, 'Instance')).toContainText('pay-gw');
});

test('a plan is in Chinese where the reader is, and axe finds nothing in both faces', async ({
  page,
  context,
  sluice,
}) => {
  await planFromCsv(page, csvOf([portRow(9001, { Description: '支付回调' }), portRow(99_999), existing]));
  await eachFace(context, sluice.url, async (face) => {
    await page.reload();
    await expect(page.getByRole('grid')).toBeVisible();
    await page.getByRole('rowheader').nth(1).click();
    expect(await axeFindings(page, face)).toEqual([]);
    if (face === 'zh-CN, dark') await expect(page.getByRole('rowheader', { name: '1 创建' })).toBeVisible();
  });
});
