import { expect, test } from '../support/sluice';
import {
  CREATE,
  EDGE,
  expectCreated,
  fillExample,
  notice,
  openForm,
  receivedCreations,
  shownRequest,
  submit,
} from '../verbs/form';

const example = {
  RegionId: 'cn-hangzhou',
  LoadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
  ListenerPort: '80',
  Bandwidth: '-1',
  BackendServerPort: '80',
};

test('the reference’s example is created from the form and is in the list, stopped', async ({
  page,
  sandbox,
}) => {
  await openForm(page);
  await fillExample(page);
  await submit(page);

  const row = await expectCreated(page, { port: '80' });
  await expect(row).toContainText(EDGE.name);
  await expect(row.getByRole('button', { name: /^Start/ })).toBeVisible();
  await expect(notice(page)).toContainText('Listener 80 was created on edge-prod. It is stopped');
  expect(await receivedCreations(sandbox)).toEqual([example]);
  expect(await sandbox.requests('StartLoadBalancerListener')).toEqual([]);
});

test('the side panel shows what is then received', async ({ page, sandbox }) => {
  await openForm(page);
  await fillExample(page);
  const { Action, ...shown } = await shownRequest(page);
  expect(Action).toBe(CREATE);
  expect(shown).toEqual(example);
  await submit(page);
  await expectCreated(page, { port: '80' });
  expect(await receivedCreations(sandbox)).toEqual([shown]);
});
