import { launch, type Launch, temporaryFolder } from './support/launcher';
import { sandboxAt, type Sandbox } from './support/sandbox';
import { expect, test as base } from './support/sluice';
import { learnActions } from './verbs/actions';
import { EDGE_LIST, openFreshList, openRowMenu, STOPPED, STOPPED_KEY, RUNNING } from './verbs/list';

type Served = { readonly url: string; readonly sandbox: Sandbox };

/** A read-only Sluice, for this file. */
const test = base.extend<object, { readOnly: Served }>({
  readOnly: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern.
    async ({}, provide) => {
      const data = await temporaryFolder();
      const launched: Launch = launch({ SLUICE_DATA_DIR: data.path, SLUICE_READ_ONLY: '1' });
      const outcome = await launched.outcome;
      if (outcome.kind === 'ended') throw new Error(`It did not start:\n${outcome.output}`);
      await provide({ url: outcome.url, sandbox: sandboxAt(String(outcome.sandboxUrl)) });
      await launched.stop();
      await data.remove();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

const WORDS = 'Sluice is set to read-only';

test('a read-only Sluice says so in its header, and why no action is possible', async ({
  page,
  readOnly,
}) => {
  await openFreshList(page, `${readOnly.url}${EDGE_LIST}`);
  await expect(page.getByRole('banner')).toContainText('Sandbox read-only');
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Read-only');
  for (const name of [STOPPED, RUNNING]) {
    const menu = await openRowMenu(page, name);
    for (const command of ['Start', 'Stop', 'Edit', 'Delete …']) {
      const item = menu.getByRole('menuitem', { name: command });
      await expect(item).toHaveAttribute('aria-disabled', 'true');
      await expect(item).toContainText(WORDS);
    }
    await page.keyboard.press('Escape');
  }
});

test('an action that is sent anyway is rejected by the server, and nothing reaches SLB', async ({
  page,
  readOnly,
}) => {
  // One build serves both, so an action has one name in both.
  const { start } = await learnActions(page);
  await openFreshList(page, `${readOnly.url}${EDGE_LIST}`);
  const answer = await start.send(STOPPED_KEY);
  expect(answer).toContain('"ok":false,"error":{"code":"Sluice.ReadOnly"');
  const received = (await readOnly.sandbox.requests()).map(({ action }) => action);
  expect(received.filter((action) => !action.startsWith('Describe'))).toEqual([]);
});
