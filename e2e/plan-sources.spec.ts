import { readFile } from 'node:fs/promises';
import { expect, test } from './support/sluice';
import { axeFindings, eachFace } from './verbs/axe';
import { choose, EDGE, field, list } from './verbs/form';
import { openList } from './verbs/list';
import { expectResult, grid, planCell, planFromCsv, csvOf, portRow } from './verbs/plans';

test('a range of ports becomes a plan, with the same settings and the backend port by a rule', async ({
  page,
}) => {
  await openList(page);
  await page.getByRole('link', { name: 'Create many' }).click();
  await expect(page.getByRole('heading', { name: 'Create many listeners' })).toBeVisible();

  await list(page, 'Region').selectOption(EDGE.regionId);
  await choose(page, 'Instance', EDGE.name);
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await field(page, 'Ports').fill('9000-9');
  await expect(page.getByText('The range 9000-9 is reversed. Enter 9-9000.')).toBeVisible();
  await field(page, 'Ports').fill('9000-9039, 9100');
  await expect(preview.getByRole('status')).toHaveText('41 listeners');
  await expect(preview).toContainText(/edge-prod has \d+ of 50 listeners: /);
  await page.getByRole('radio', { name: 'Offset' }).check();
  await field(page, 'Offset').fill('-1000');
  await expect(preview).toContainText('9000 → 8000');
  await expect(preview).toContainText('9100 → 8100');

  const create = page.getByRole('button', { name: 'Create plan with 41 listeners' });
  const bandwidth = field(page, 'Bandwidth, Mbit/s');
  await create.click();
  await expect(bandwidth).toHaveAttribute('aria-invalid', 'true');
  // Before it is left.
  await bandwidth.fill('1');
  await expect(bandwidth).not.toHaveAttribute('aria-invalid');
  await create.click();
  await page.waitForURL(/\/listeners\/plan\/\d+/);
  await expect(page.getByRole('navigation', { name: 'Results' })).toContainText('41 to create');
  await expectResult(page, 1, 'Create');
  await expect(await planCell(page, 1, 'Backend port')).toHaveText('8000');
});

test('a file that is wrong is refused by line and column, and nothing of it is read', async ({ page }) => {
  await page.goto('/listeners/plan?from=csv');
  const text = page.getByRole('textbox', { name: 'CSV text' });
  await text.fill('ListenerPort,Description\n80,a\n81,b,c\n');
  await page.getByRole('button', { name: 'Create plan' }).click();
  const rejection = page.getByRole('region', { name: 'Nothing was imported: 1 problem' });
  await expect(rejection).toBeFocused();
  await expect(rejection).toContainText('Line 3');
  await expect(rejection.getByRole('code')).toHaveText('81,b,c');
  await expect(text).toHaveValue(/81,b,c/);

  await page.goto('/listeners/plan?from=terraform');
  await page.getByRole('textbox', { name: 'Terraform code' }).fill('resource "alicloud_slb_listener" {');
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(page.getByRole('region', { name: /Nothing was imported/ })).toContainText(
    'not valid Terraform',
  );
});

test('a file of 100 MB is refused by its size, before it is read', async ({ page }) => {
  await page.goto('/listeners/plan?from=csv');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await page.evaluate(() => {
    // As large as that without a byte of it: what reads it would fail.
    const file = new File(['x'], 'huge.csv');
    Object.defineProperty(file, 'size', { value: 100_000_000 });
    Object.defineProperty(file, 'arrayBuffer', { value: () => Promise.reject(new Error('It was read.')) });
    const dataTransfer = new DataTransfer();
    Object.defineProperty(dataTransfer, 'files', { value: [file] });
    document
      .querySelector('textarea')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('region', { name: /Nothing was imported/ })).toContainText('The file is 96 MB');
  expect(sent).toEqual([]);
});

test('the template of CSV can be filled in, and a plan is found again by its name', async ({
  page,
  request,
}) => {
  const template = await (await request.get('/listeners/plan/template')).text();
  expect(template).toContain('ListenerPort');
  await planFromCsv(page, template);
  await expectResult(page, 1, 'Skip');
  await page.goto('/listeners/plan');
  const plan = page
    .getByRole('table', { name: 'Saved plans' })
    .getByRole('link', { name: 'CSV, pasted' })
    .first();
  await plan.click();
  await expect(grid(page)).toBeVisible();
});

test('a saved plan is deleted where it is listed', async ({ page }) => {
  await planFromCsv(page, csvOf([portRow(9001)]));
  await page.goto('/listeners/plan');
  const plans = page
    .getByRole('table', { name: 'Saved plans' })
    .getByRole('row', { name: /CSV, pasted · edge-prod/ });
  const count = await plans.count();
  await plans
    .first()
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Delete plan' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete plan' }).click();
  await expect(plans).toHaveCount(count - 1);
});

test('formulas are taken as the texts they are, and neutralised for spreadsheets when exported', async ({
  page,
}) => {
  await planFromCsv(page, csvOf([portRow(9001, { Description: '=1+1' })]));
  await expect(await planCell(page, 1, 'Description')).toHaveText('=1+1', { useInnerText: true });
  await page.getByRole('button', { name: 'Export plan' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV', exact: true }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain(`"'=1+1"`);
  await planFromCsv(page, text);
  await expect(await planCell(page, 1, 'Description')).toHaveText('=1+1', { useInnerText: true });
});

test('axe finds nothing where a plan is begun', async ({ page, context, sluice }) => {
  await eachFace(context, sluice.url, async (face) => {
    for (const from of ['ports', 'csv']) {
      await page.goto(`/listeners/plan?from=${from}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await axeFindings(page, face)).toEqual([]);
    }
  });
});
