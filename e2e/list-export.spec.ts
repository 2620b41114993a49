import { readFile } from 'node:fs/promises';
import { expect, test } from './support/sluice';
import { chooseExport, openList, rows } from './verbs/list';

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
    const [download] = await Promise.all([page.waitForEvent('download'), chooseExport(page, name)]);
    return { file: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };

  const csv = await save('CSV (as shown)');
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

  const json = await save('JSON');
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
