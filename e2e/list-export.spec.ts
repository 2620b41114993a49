import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { openList, rows } from './verbs/list';

const LISTENERS = 'DescribeLoadBalancerListeners';

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Export what matches' }).press('Enter');
  await page.getByRole('menuitem', { name }).press('Enter');
}

test('what is filtered is exported from all pages, with the columns that are shown', async ({
  page,
  request,
}) => {
  await openList(
    page,
    '/listeners?regions=cn-hangzhou,cn-shanghai,eu-central-1&q=-status:stopped&columns=status,bandwidth',
  );
  await expect(rows(page)).toHaveCount(25);
  const save = async (name: string): Promise<{ file: string; text: string }> => {
    await page.getByRole('button', { name: 'Export what matches' }).press('Enter');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name }).press('Enter'),
    ]);
    return { file: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };

  const csv = await save('CSV, as shown');
  expect(csv.file).toMatch(/^sluice-listeners-\d{4}-\d{2}-\d{2}T\d{4}Z\.csv$/);
  const lines = csv.text.split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFF"Region","Instance ID","Port","Protocol","Status","Bandwidth limit","Bandwidth (Mbit/s)","Read at (UTC)","Note"',
  );
  expect(lines.slice(1, -1)).toHaveLength(37);
  expect(
    lines.filter((line) =>
      /^"cn-hangzhou","lb-bp1b6c719dfa08exfuca5",443,"TCP","Running","Limited",80,"20.+Z",$/.test(line),
    ),
  ).toHaveLength(1);
  expect(csv.text).not.toContain('Stopped');

  const json = await save('JSON, for programs');
  expect(json.file).toMatch(/\.json$/);
  const file: unknown = JSON.parse(json.text);
  expect(file).toMatchObject({ complete: true, missing: [], outdated: [] });
  const { listeners } = file as { listeners: unknown[] };
  expect(listeners).toHaveLength(37);
  expect(listeners).toContainEqual({
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    listenerPort: 443,
    protocol: 'tcp',
    status: 'running',
    bandwidthMbps: 80,
    readAt: expect.stringMatching(/Z$/),
    outdated: false,
  });

  // A foreign page reads nothing.
  const foreign = await request.get('/listeners/export?format=json', {
    headers: { origin: 'http://evil.example' },
  });
  expect(foreign.status()).toBe(403);
  expect((await request.get('/listeners/export?format=exe')).status()).toBe(400);
});

test('an export that lacks a region asks first, and its file, its name and its answer say what is missing', async ({
  page,
  request,
  sandbox,
}) => {
  await sandbox.fault({ action: LISTENERS, regionId: 'cn-shanghai', count: 999, kind: 'error-5xx' });
  await openList(page, '/listeners?regions=cn-hangzhou,cn-shanghai&columns=status');
  await expect(page.getByText('cn-shanghai could not be read')).toBeVisible();

  await choose(page, 'CSV, as shown');
  const question = page.getByRole('alertdialog', { name: 'Export without cn-shanghai?' });
  await expect(question).toContainText(/cn-shanghai could not be loaded. Export \d+ listeners without it\?/);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);

  await choose(page, 'CSV, as shown');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    question.getByRole('button', { name: /^Export \d+ listeners$/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sluice-listeners-partial-.*\.csv$/);
  const [, missing = ''] = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(missing).toMatch(/^"cn-shanghai",,,,,,"cn-shanghai could not be loaded: .* ServiceUnavailable: /);

  const answer = await request.get('/listeners/export?regions=cn-hangzhou,cn-shanghai&format=json');
  expect(answer.headers()['sluice-incomplete']).toBe('cn-shanghai');
  expect(await answer.json()).toMatchObject({
    complete: false,
    missing: [{ regionId: 'cn-shanghai', reason: 'failed', error: { code: 'ServiceUnavailable' } }],
  });
});

test('where no region could be read nothing is exported, in words', async ({ request, sandbox }) => {
  await sandbox.fault({ action: LISTENERS, count: 999, kind: 'error-5xx' });
  const answer = await request.get('/listeners/export?regions=cn-hangzhou,cn-shanghai&format=csv');
  expect([answer.status(), await answer.text()]).toEqual([
    503,
    'No region could be loaded, so there is nothing to export.\n',
  ]);
});
