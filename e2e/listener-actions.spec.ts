import { expect, test } from './support/sluice';
import { whatIsSentBy } from './verbs/actions';
import { EDGE_LIST, notice, openList, row, RUNNING, STOPPED } from './verbs/list';
import { addressOf, openListener, section } from './verbs/listener';

const LEDGER = 'lb-bp13jaf5qli5xmgl1miup';
const QUEUE = 'lb-uf60pk4r7y1b2n8s5d3hj';
const AUDIT = 'The instance is protected against console changes: Finance-audit-2026';
const DELETE = 'DeleteLoadBalancerListener';

test('a listener is started and stopped on its page, and what cannot be done says why', async ({
  page,
  sandbox,
}) => {
  await openListener(page, addressOf(9443), '9443 TCP on edge-prod');
  const command = (name: string) => page.getByRole('button', { name, exact: true });
  await expect(command('Stop')).toHaveAccessibleDescription('Already stopped');
  await command('Stop').click({ force: true });
  await command('Start').click();
  await expect(notice(page, 'status', STOPPED)).toBeVisible();
  await expect(command('Start')).toHaveAccessibleDescription('Already running');
  await expect(command('Stop')).toHaveAccessibleDescription(
    'Asks for confirmation. Stops traffic immediately; settings are kept.',
  );
  await command('Stop').click();
  const question = page.getByRole('alertdialog', { name: `Stop ${STOPPED}?` });
  await question.getByRole('button', { name: 'Stop listener' }).click();
  await expect(command('Stop')).toHaveAccessibleDescription('Already stopped');
  await expect(command('Stop')).toBeFocused();
  expect(await sandbox.requests('StopLoadBalancerListener')).toHaveLength(1);
  const actions = section(page, 'Activity').getByRole('listitem');
  await expect(actions.first()).toContainText('Stopped by local');
  await expect(actions.nth(1)).toContainText('Started by local');
  await expect(section(page, 'Activity')).toContainText(/Last change observed \d{4}-\d\d-\d\d/);
});

test('a running listener requires its port to be typed; then the list says that it is deleted', async ({
  page,
  sandbox,
}) => {
  await openListener(page, addressOf(2222), '2222 TCP on edge-prod');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: `Delete ${RUNNING}?` });
  await expect(dialog).toContainText(
    'It is running. Its connections are cut immediately, and the servers of the',
  );
  const final = dialog.getByRole('button', { name: 'Delete listener' });
  await expect(final).toHaveAccessibleDescription('Type the port 2222 first');
  await dialog.getByRole('textbox').fill('222');
  await final.click({ force: true });
  expect(await sandbox.requests(DELETE)).toEqual([]);
  await dialog.getByRole('textbox').fill('2222');
  await final.click();

  await expect(page).toHaveURL(/\/listeners(\?|$)/);
  await expect(notice(page, 'status', `Deleted ${RUNNING}`)).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  expect(await sandbox.requests(DELETE)).toHaveLength(1);
  await openList(page, EDGE_LIST);
  await expect(row(page, RUNNING)).toHaveCount(0);
});

test('a protected instance keeps its listeners, with the reason, on the page and in the action', async ({
  page,
  sandbox,
}) => {
  await openListener(page, addressOf(9443), '9443 TCP on edge-prod');
  const { send } = await whatIsSentBy(page, async () => {
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete listener' }).click();
  });
  await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toBeVisible();

  const erase = page.getByRole('button', { name: 'Delete', exact: true });
  await openListener(page, addressOf(5432, LEDGER), '5432 TCP on ledger-core');
  await expect(page.getByRole('main')).toContainText('Finance-audit-2026');
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toHaveAccessibleDescription(AUDIT);
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
  await expect(erase).toHaveAttribute('aria-disabled', 'true');
  await expect(erase).toHaveAccessibleDescription(AUDIT);
  await erase.click({ force: true });
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  expect(await send({ regionId: 'cn-hangzhou', loadBalancerId: LEDGER, listenerPort: 5432 })).toContain(
    'Finance-audit-2026',
  );

  await openListener(page, addressOf(9092, QUEUE, 'cn-shanghai'), '9092 TCP on mq-internal');
  await expect(erase).toHaveAccessibleDescription('The instance is protected against deletion');
  expect(await send({ regionId: 'cn-shanghai', loadBalancerId: QUEUE, listenerPort: 9092 })).toContain(
    'Sluice.DeleteProtected',
  );
  expect(await sandbox.requests(DELETE)).toHaveLength(1);
});
