import { expect, test } from './support/sluice';
import { CREATE, EDGE, field, list, openForm } from './verbs/form';
import { inputMethod } from './verbs/input-method';
import { askToDelete, EDGE_LIST, expectFound, openList, rows, RUNNING } from './verbs/list';
import { addressOf, openListener } from './verbs/listener';
import { bulkButton } from './verbs/runs';

/** While a word is composed its keys are the input method's: no command hears them. */

test('the filter box waits for the word', async ({ page }) => {
  await openList(page, EDGE_LIST);
  const address = page.url();
  const box = page.getByRole('searchbox', { name: 'Filter listeners' });
  const ime = await inputMethod(page);
  await box.focus();
  await ime.compose('ding’dan');
  await expect(box).toHaveValue('ding’dan');
  for (const key of ['Escape', 'ArrowDown', 'Enter']) {
    await page.keyboard.press(key);
    await expect(box).toBeFocused();
    await ime.compose('ding’dan');
    await expect(box).toHaveValue('ding’dan');
  }
  // Nothing was searched, and no part of the filter was opened.
  expect(page.url()).toBe(address);
  await expect(page.getByRole('button', { name: 'Edit filter Text' })).toHaveCount(0);
  await expectFound(page, '8 of 23 match');
  await ime.commit('订单');
  await expectFound(page, '1 of 23 match');
  await expect(page).toHaveURL(/%E8%AE%A2%E5%8D%95/);
  await box.press('Escape');
  await expect(box).toHaveValue('');
  await expectFound(page, '8 of 23 match');
});

test('the palette, the region picker and the deletion dialog wait for it too', async ({ page, sandbox }) => {
  await openList(page, EDGE_LIST);
  const ime = await inputMethod(page);
  const address = page.url();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or run a command' });
  const seek = palette.getByRole('combobox');
  await expect(seek).toBeFocused();
  await ime.compose('2222');
  await expect(palette.getByRole('option').first()).toContainText('2222/TCP');
  const active = await seek.getAttribute('aria-activedescendant');
  for (const key of ['ArrowDown', 'Enter', 'Escape']) await page.keyboard.press(key);
  await expect(seek).toHaveAttribute('aria-activedescendant', active ?? '');
  expect(page.url()).toBe(address);
  await ime.commit('2222');
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);

  await page
    .getByRole('banner')
    .getByRole('button', { name: /regions$/ })
    .click();
  const region = page.getByRole('searchbox', { name: /region/i });
  await region.focus();
  await ime.compose('hang');
  for (const key of ['ArrowDown', 'Escape']) await page.keyboard.press(key);
  await expect(region).toBeFocused();
  await ime.commit('hang');
  await expect(region).toHaveValue('hang');
  // The browser empties the box first.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(region).toBeHidden();

  const question = await askToDelete(page, RUNNING);
  const port = question.getByRole('textbox');
  await port.focus();
  await ime.compose('２２２２');
  await expect(question.getByRole('button', { name: 'Delete listener' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  for (const key of ['Enter', 'Escape']) await page.keyboard.press(key);
  await expect(port).toBeFocused();
  expect(await sandbox.requests('DeleteLoadBalancerListener')).toEqual([]);
  await ime.commit('２２２２');
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  await expect(rows(page)).toHaveCount(7);
});

test('a form is not sent, nor an entry of its lists chosen', async ({ page, sandbox }) => {
  await openForm(page, EDGE);
  const ime = await inputMethod(page);
  await field(page, 'Description').focus();
  await ime.compose('ceshi');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Description')).toBeFocused();
  await expect(page.getByText(/^Enter a whole number/)).toHaveCount(0);
  await ime.commit('测试');
  await expect(field(page, 'Description')).toHaveValue('测试');

  await list(page, 'Instance').click();
  const seek = page.getByRole('dialog').getByRole('combobox');
  await ime.compose('pay');
  for (const key of ['ArrowDown', 'Enter', 'Escape']) await page.keyboard.press(key);
  await expect(seek).toBeFocused();
  await ime.commit('pay');
  await page.keyboard.press('Enter');
  await expect(list(page, 'Instance')).toContainText('pay-gw');
  expect(await sandbox.requests(CREATE)).toEqual([]);
});

test('an address is not tested, and a bulk change not made', async ({ page, sandbox }) => {
  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  const ime = await inputMethod(page);
  const box = page.getByRole('textbox', { name: 'Address to test' });
  await box.focus();
  await ime.compose('203。0');
  await page.keyboard.press('Enter');
  await expect(page.getByText('An IPv4 or IPv6 address, or a block such as')).toBeVisible();
  await ime.commit('203。0。113。7');
  await page.keyboard.press('Enter');
  await expect(page.getByText('203.0.113.7', { exact: false }).first()).toBeVisible();

  await openList(page, EDGE_LIST);
  await page.getByRole('checkbox', { name: `Select ${RUNNING}`, exact: true }).check();
  await bulkButton(page, /^Change 1/).click();
  const dialog = page.getByRole('dialog', { name: /^Change/ });
  await dialog.getByRole('combobox', { name: 'Setting' }).selectOption('Established timeout');
  await dialog.getByRole('textbox').focus();
  await ime.compose('６００');
  for (const key of ['Enter', 'Escape']) await page.keyboard.press(key);
  await expect(dialog.getByRole('textbox')).toBeFocused();
  expect(await sandbox.requests('SetLoadBalancerTCPListenerAttribute')).toEqual([]);
  await ime.commit('６００');
  await expect(dialog.getByRole('button', { name: 'Change 1' })).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/runs\/\d+/);
});
