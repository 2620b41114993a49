import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { openList, REGIONS } from './verbs/list';
import { addressOf, openListener } from './verbs/listener';

/** How many sheets of paper the page takes. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test('a list prints all rows of all pages with the columns that are shown, black on white', async ({
  page,
}) => {
  await openList(
    page,
    `/listeners?regions=${REGIONS}&q=-status:stopped&columns=port,status,instance,access,tag`,
  );
  const [printed] = await Promise.all([
    page.waitForEvent('popup'),
    (async () => {
      await page.getByRole('button', { name: 'Export results' }).click();
      await page.getByRole('menuitem', { name: 'Print all pages' }).click();
    })(),
  ]);
  await expect(printed.locator('tbody tr')).toHaveCount(37);
  await expect(printed.getByRole('columnheader')).toHaveText([
    'Port',
    'Status',
    'Instance',
    'Access',
    'Tags',
  ]);
  await expect(printed.getByRole('row', { name: /^443 TCP Running pay-gw/ })).toContainText(
    'env=prod team=支付',
  );
  await expect(printed.locator('body')).toContainText('37 listeners');
  await expect(printed.locator('body')).toContainText('Filter: -status:stopped');
  await printed.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(printed.getByText('Press Ctrl+P')).toBeHidden();
  const colors = await printed.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [color, backgroundColor];
  });
  expect(colors).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  expect(await sheets(printed)).toBeGreaterThan(1);
  await printed.close();
});

test('the page of a list says that it prints only itself, and the page of a listener prints whole', async ({
  page,
}) => {
  await openList(page, `/listeners?regions=${REGIONS}`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Only page 1 of 2 is printed.')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  // Nothing can be pressed on paper, and nothing scrolls under what is sticky.
  await expect(page.getByRole('button', { name: /^Actions for / })).toHaveCount(0);
  await expect(page.getByRole('cell').getByRole('checkbox')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });

  await openListener(page, addressOf(443), '443 TCP on edge-prod');
  const entries = page.getByRole('list', { name: /^Entries of / }).getByRole('listitem');
  await expect(entries).toHaveCount(8);
  await page.emulateMedia({ media: 'print' });
  await expect(entries).toHaveCount(14);
  await expect(page.getByRole('banner')).toBeHidden();
  // Nothing scrolls: all of it is on paper.
  const clipped = await page.evaluate(
    () =>
      [...document.querySelectorAll('main, main *')].filter(
        (element) =>
          element.scrollHeight > element.clientHeight + 1 &&
          ['auto', 'scroll', 'clip', 'hidden'].includes(getComputedStyle(element).overflowY) &&
          element.clientHeight > 100,
      ).length,
  );
  expect(clipped).toBe(0);
  expect(await sheets(page)).toBeGreaterThan(1);
  await page.emulateMedia({ media: 'screen' });
});
