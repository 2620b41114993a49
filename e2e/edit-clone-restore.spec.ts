import { expect, test } from './support/sluice';
import { change, editAddress, newestActivityId, openEdit, ORDERS_443, receivedSets, SSH } from './verbs/edit';
import {
  bandwidth,
  choice,
  choose,
  expectCreated,
  field,
  fill,
  list,
  receivedCreations,
  submit,
  summary,
} from './verbs/form';
import { section } from './verbs/listener';

const from = '/listeners/new?from=cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443';

test('a listener is cloned to another port, with everything it has', async ({ page, sandbox }) => {
  await page.goto(from);
  await expect(field(page, 'Listener port')).toBeFocused();
  await expect(field(page, 'Listener port')).toHaveValue('');
  await expect(page.getByRole('main')).toContainText('Cloning listener 443 on edge-prod');
  await fill(page, 'Listener port', '4430');
  await submit(page);
  await expectCreated(page, { port: '4430' });
  const [created] = await receivedCreations(sandbox);
  expect(created).toMatchObject({
    ListenerPort: '4430',
    VServerGroupId: 'rsp-cige6j5e7p',
    Bandwidth: '80',
    AclType: 'white',
    AclId: '1323',
    PersistenceTimeout: '600',
    HealthCheckURI: '/healthz',
    HealthCheckHttpCode: 'http_2xx,http_3xx',
    UnhealthyThreshold: '2',
  });
});

test('what does not exist at the clone’s destination has to be chosen, and is never sent wrong', async ({
  page,
  sandbox,
}) => {
  await page.goto(from);
  await fill(page, 'Listener port', '4431');
  await choose(page, 'Instance', 'edge-v6');
  await expect(page.getByText('The source uses rsp-cige6j5e7p on edge-prod')).toBeVisible();
  await list(page, 'Region').selectOption('cn-shanghai');
  await choose(page, 'Instance', 'orders-sh');
  await expect(page.getByText('The source uses 1323 in cn-hangzhou')).toBeVisible();
  await submit(page);
  await expect(summary(page)).toBeFocused();
  await expect(summary(page).getByRole('link')).toHaveText([
    'VServer group: Select a VServer group, or enter its ID',
    'Access control list: Select an access control list, or enter its ID',
  ]);
  expect(await receivedCreations(sandbox)).toEqual([]);

  await choice(page, 'Default group').check();
  await fill(page, 'Backend port', '8443');
  await choose(page, 'Access control list', 'cdn-origin');
  await submit(page);
  await expectCreated(page, { port: '4431' });
  const [created] = await receivedCreations(sandbox);
  expect(created).toMatchObject({ RegionId: 'cn-shanghai', BackendServerPort: '8443', Bandwidth: '80' });
  expect(created).not.toHaveProperty('VServerGroupId');
});

test('an earlier state is restored as an ordinary edit', async ({ page, sandbox, sluice }) => {
  await sandbox.settings({ transitionMillis: 0 });
  await openEdit(page, SSH);
  await choice(page, /Weighted least connections/).check();
  await bandwidth(page).fill('9');
  await change(page);

  const entry = newestActivityId(sluice);
  const newest = section(page, 'Activity').getByRole('listitem').first();
  await expect(newest).toContainText('Edited by local');
  await expect(newest.getByRole('link', { name: 'Restore' })).toHaveAttribute(
    'href',
    `${editAddress(SSH)}?restore=${entry}`,
  );
  await page.goto(`/activity/${entry}`);
  await page.getByRole('link', { name: 'Restore previous state' }).click();
  await expect(page.getByText('Restoring an earlier state of this listener.')).toBeVisible();
  await expect(bandwidth(page)).toHaveValue('5');
  await expect(page.getByLabel('Remaining')).toHaveText('2 changes to review');
  await change(page);
  expect((await receivedSets(sandbox)).at(-1)).toEqual({ Bandwidth: '5', Scheduler: 'rr' });

  // An entry that does not exist, or is of another listener, restores nothing.
  await openEdit(page, ORDERS_443, `?restore=${entry}`);
  await expect(page.getByText('has no earlier state of this listener')).toBeVisible();
  await expect(page.getByLabel('Remaining')).toHaveText('No changes');
});
