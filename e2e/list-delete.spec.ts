import { expect, test } from './support/sluice';
import {
  askToDelete,
  deleteListener,
  EDGE_LIST,
  expectStatus,
  menuButton,
  notice,
  openFreshList,
  openList,
  row,
  RUNNING,
  rows,
  startListener,
  STOPPED,
} from './verbs/list';

const DELETE = 'DeleteLoadBalancerListener';

test('the dialog says what happens to what, and can be left', async ({ page, sandbox }) => {
  await openList(page, EDGE_LIST);
  await test.step('the dialog names port, instance and backends, and what happens to each', async () => {
    const running = await askToDelete(page, '443/TCP on edge-prod');
    await expect(running).toContainText(
      'It is running. Its connections are cut immediately, and the 4 servers of the VServer group web-blue get no more traffic from this port.',
    );
    await expect(running).toContainText('Can be restored: its settings.');
    await expect(running).toContainText('Cannot be restored: its connections and its tags.');
    await running.getByRole('button', { name: 'Cancel' }).click();

    const pair = await askToDelete(page, '6380/TCP on edge-prod');
    await expect(pair).toContainText('the two servers of the primary/secondary server group session-pair');
    await pair.getByRole('button', { name: 'Cancel' }).click();

    const port = await askToDelete(page, RUNNING);
    await expect(port).toContainText('the servers of the default server group on port 22');
    await port.getByRole('button', { name: 'Cancel' }).click();

    const stopped = await askToDelete(page, STOPPED);
    await expect(stopped).toContainText(
      'It is stopped and forwards no traffic to the 3 servers of the VServer group web-green.',
    );
    await expect(stopped.getByRole('textbox')).toHaveCount(0);
    await stopped.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('Cancel and Escape leave the listener as it is, the focus where it was, and nothing for the next dialog', async () => {
    for (const way of ['Cancel', 'Escape'] as const) {
      const dialog = await askToDelete(page, RUNNING);
      await expect(dialog.getByRole('textbox'), 'nothing is kept of the last dialog').toHaveValue('');
      await dialog.getByRole('textbox').fill('2222');
      if (way === 'Cancel') await dialog.getByRole('button', { name: 'Cancel' }).click();
      else await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(menuButton(page, RUNNING)).toBeFocused();
      await page.getByRole('button', { name: 'Refresh now' }).click();
      await expect(rows(page)).toHaveCount(8);
      await expect(row(page, RUNNING)).toContainText('Running');
      expect(await sandbox.requests(DELETE)).toEqual([]);
    }
    const dialog = await askToDelete(page, RUNNING);
    await expect(dialog.getByRole('textbox'), 'nothing is kept of the last dialog').toHaveValue('');
  });
});

test('a stopped listener is deleted after confirmation, a running one after its port was typed', async ({
  page,
  sandbox,
}) => {
  await openList(page, EDGE_LIST);
  await test.step('a running listener requires its own port to be typed', async () => {
    const dialog = await askToDelete(page, RUNNING);
    const box = dialog.getByRole('textbox', { name: 'Type the port, 2222, to confirm' });
    const command = dialog.getByRole('button', { name: 'Delete listener' });
    await expect(command).toHaveAttribute('aria-disabled', 'true');
    await expect(command).toHaveAccessibleDescription('Type the port 2222 first');

    for (const wrong of ['222', '22222', '443', 'ssh']) {
      await box.fill(wrong);
      await box.press('Enter');
      await command.click({ force: true });
    }
    await expect(dialog).toBeVisible();
    expect(await sandbox.requests(DELETE)).toEqual([]);

    await box.fill('2222');
    await expect(command).not.toHaveAttribute('aria-disabled');
    await box.press('Enter');
    await expect(notice(page, 'status', `Deleted ${RUNNING}`)).toBeVisible();
    await expect(row(page, RUNNING)).toHaveCount(0);
    expect(await sandbox.requests(DELETE)).toHaveLength(1);
  });

  await test.step('a stopped listener is deleted after confirmation, and leaves the list', async () => {
    await deleteListener(page, STOPPED);
    await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toBeVisible();
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    await expect(row(page, STOPPED)).toHaveCount(0);
    await expect(rows(page)).toHaveCount(6);
    const received = await sandbox.requests(DELETE);
    expect(received.map(({ parameters }) => parameters['ListenerPort'])).toEqual(['2222', '9443']);
  });
});

test('a listener that is started elsewhere while the dialog is open requires its port to be typed', async ({
  page,
  context,
}) => {
  await page.clock.install();
  await openFreshList(page, EDGE_LIST);
  const dialog = await askToDelete(page, STOPPED);
  await expect(dialog.getByRole('textbox')).toHaveCount(0);
  const elsewhere = await context.newPage();
  await openList(elsewhere, EDGE_LIST);
  await startListener(elsewhere, STOPPED);
  await expectStatus(elsewhere, STOPPED, 'Running');
  // The page refreshes after half a minute.
  await page.clock.fastForward(30_000);
  await expect(dialog.getByRole('textbox', { name: 'Type the port, 9443, to confirm' })).toBeVisible();
  await expect(dialog).toContainText('It is running.');
});

test('a listener that somebody else deleted in the meantime is an outcome, not an error', async ({
  page,
  context,
  sandbox,
}) => {
  await openFreshList(page, EDGE_LIST);
  const dialog = await askToDelete(page, STOPPED);
  const other = await context.newPage();
  await openList(other, EDGE_LIST);
  await deleteListener(other, STOPPED);
  await expect(row(other, STOPPED)).toHaveCount(0);

  await dialog.getByRole('button', { name: 'Delete listener' }).click();
  await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toContainText('Nothing was changed');
  await expect(row(page, STOPPED)).toHaveCount(0);
  expect(await sandbox.requests(DELETE)).toHaveLength(1);
});

test('pressing Delete twice deletes once', async ({ page, sandbox }) => {
  await sandbox.fault({ action: DELETE, count: 1, kind: 'latency', millis: 800 });
  await openList(page, EDGE_LIST);
  const dialog = await askToDelete(page, STOPPED);
  await dialog.getByRole('button', { name: 'Delete listener' }).dblclick();
  await expect(dialog.getByRole('button', { name: 'Delete listener' })).toHaveAttribute('aria-busy', 'true');
  await expect(notice(page, 'status', `Deleted ${STOPPED}`)).toHaveCount(1);
  await expect(row(page, STOPPED)).toHaveCount(0);
  expect(await sandbox.requests(DELETE)).toHaveLength(1);
});
