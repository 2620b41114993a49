import { expect, test } from './support/sluice';
import { axeFindings } from './verbs/axe';
import { ALL_LIST, expectFound, filterParts, openList, rows, searchBox } from './verbs/list';

test('columns, the height of rows and groups are chosen, linked to and remembered', async ({
  page,
  context,
  browser,
  sluice,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openList(page, ALL_LIST);
  const heads = page.getByRole('columnheader');
  await page.getByRole('button', { name: 'Columns' }).click();
  const layout = page.getByRole('dialog', { name: 'Columns' });
  for (const column of ['Backend', 'Changed', 'Access']) {
    await layout.getByRole('checkbox', { name: column }).uncheck();
    await expect(heads.filter({ hasText: column })).toHaveCount(0);
  }
  await expect(heads.filter({ hasText: 'Port' })).toHaveCount(1);
  await page.keyboard.press('Escape');
  const height = (await rows(page).first().boundingBox())?.height ?? 0;
  const compact = page.getByRole('button', { name: 'Compact rows' });
  await compact.click();
  await expect(compact).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await rows(page).first().boundingBox())?.height ?? 0).toBeLessThan(height);
  await page.getByRole('radiogroup', { name: 'Grouping' }).getByText('By instance').click();

  // It names the instance, so its rows do not.
  await expect(heads.filter({ hasText: 'Instance' })).toHaveCount(0);
  const ledger = page.getByRole('rowheader').filter({ hasText: 'ledger-core' });
  await expect(ledger).toContainText('protected: against console changes');
  await ledger.getByRole('button', { name: 'Copy lb-bp13jaf5qli5xmgl1miup' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('lb-bp13jaf5qli5xmgl1miup');

  // The head of an instance counts what matches of it and says what bandwidth it has left.
  await searchBox(page).fill('scheduler:wrr instance:pay-gw');
  await expect(rows(page)).not.toHaveCount(48);
  const group = page.getByRole('rowheader').filter({ has: page.getByRole('button') });
  await expect(group).toHaveText(
    /^pay-gw lb-bp1o94dp5i6earr9g6d1l \d of 6 listeners .*\d+ of \d+ Mbit\/s left/,
  );
  const count = await rows(page).count();
  await expect(group).toContainText(`${count} of 6 listeners`);
  await expect(group.getByRole('list', { name: 'Ports of pay-gw' }).getByRole('listitem')).toHaveCount(count);
  const fold = group.getByRole('button', { name: 'pay-gw' });
  await fold.press('Enter');
  await expect(rows(page)).toHaveCount(0);
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await fold.press('Enter');
  await expect(rows(page)).toHaveCount(count);

  await expect(page).toHaveURL(
    /q=scheduler:wrr\+instance:pay-gw&size=100&columns=port,description,status,healthy,instance,region,bandwidth&density=compact&group=instance$/,
  );
  const other = await browser.newContext({ baseURL: sluice.url });
  const pasted = await other.newPage();
  await openList(pasted, page.url());
  await expect(rows(pasted)).toHaveCount(count);
  await expect(pasted.getByRole('list', { name: 'Ports of pay-gw' })).toHaveCount(1);
  await expect(pasted.getByRole('columnheader').filter({ hasText: 'Backend' })).toHaveCount(0);
  await other.close();

  // This browser keeps the columns for the next visit.
  await openList(page, ALL_LIST);
  await expect(heads.filter({ hasText: 'Backend' })).toHaveCount(0);
  await expect(heads.filter({ hasText: 'Instance' })).toHaveCount(1);
  expect(await axeFindings(page)).toEqual([]);
});

test('a view is saved, opened, marked as edited, updated, renamed and deleted', async ({
  page,
  browser,
  sluice,
}) => {
  await openList(page, ALL_LIST);
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: /^Stopped/ }).click();
  await expectFound(page, '11 of 48 match');
  await expect(views.getByRole('link', { name: 'Stopped 11' })).toHaveAttribute('aria-current', 'true');

  await searchBox(page).fill('edge');
  await expect(views.getByRole('link', { name: 'Stopped edited' })).toBeVisible();
  await searchBox(page).press('Enter');
  await views.getByRole('button', { name: 'Save view' }).click();
  const form = page.getByRole('dialog', { name: 'Save this view' });
  await form.getByRole('button', { name: 'Save as new view' }).click();
  await expect(form.getByRole('alert')).toHaveText('Enter a name for the view');
  await form.getByRole('textbox', { name: 'Name' }).fill('夜间窗口');
  await page.keyboard.press('Enter');
  const mine = views.getByRole('link', { name: /^夜间窗口/ });
  await expect(mine).toHaveAttribute('aria-current', 'true');
  await expect(mine).toHaveText(/^夜间窗口 \d+$/);
  const count = await rows(page).count();
  const shared = page.url();

  await page.getByRole('link', { name: 'Remove filter Status' }).click();
  await expect(mine).toHaveText('夜间窗口 edited');
  await views.getByRole('button', { name: 'Edit view' }).click();
  // Nobody to share it with: there is no sign-in.
  await expect(form.getByRole('button', { name: /Share/ })).toBeHidden();
  await form.getByRole('textbox', { name: 'Name' }).fill('Edges');
  await form.getByRole('button', { name: 'Rename “夜间窗口”' }).click();
  const renamed = views.getByRole('link', { name: /^Edges/ });
  await expect(renamed).toHaveText('Edges edited');
  await views.getByRole('button', { name: 'Edit view' }).click();
  await form.getByRole('button', { name: 'Update “Edges”' }).click();
  await expect(renamed).toHaveText(/^Edges \d+$/);
  await views.getByRole('link', { name: /^All/ }).click();
  await expectFound(page, '48 of 48 match');
  await renamed.click();
  await expect(searchBox(page)).toHaveValue('edge');
  await expect(filterParts(page)).toHaveCount(0);

  await views.getByRole('button', { name: 'Edit view' }).click();
  await form.getByRole('button', { name: 'Delete “Edges”' }).click();
  await expect(renamed).toHaveCount(0);

  // Whoever has no such view sees the same rows.
  const other = await browser.newContext({ baseURL: sluice.url });
  const pasted = await other.newPage();
  await openList(pasted, shared);
  await expect(rows(pasted)).toHaveCount(count);
  await other.close();
});
