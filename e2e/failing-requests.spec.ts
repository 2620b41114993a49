import { expect, test, type Page } from '@playwright/test';
import { inDatabase, withTeam } from './support/team';
import { askToStop, EDGE_LIST, openFreshList, openList, openRowMenu, RUNNING, STOPPED } from './verbs/list';
import { acceptLink } from './verbs/sign-in';

/** A page, a document and an action that fail: each names its request as it is in the log. */

test.use({ ignoreHTTPSErrors: true });

const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/;

test('a request that failed is named on its page, and under that name it is in the log and the activity log', async ({
  browser,
}) => {
  await withTeam(
    async () => ({}),
    async (team) => {
      const context = await browser.newContext({ baseURL: team.url, ignoreHTTPSErrors: true });
      const page = await context.newPage();
      await acceptLink(page, await team.setUpLink(), { name: 'Ada', email: 'ada@example.com' });
      await page.waitForURL(/\/listeners(?:\?|$)/);

      /** What the log has about the request that the page names. */
      const loggedOf = async (shown: ReturnType<Page['getByText']>): Promise<Record<string, unknown>[]> => {
        const [id = ''] = ID.exec(await shown.innerText()) ?? [];
        expect(id).not.toBe('');
        const lines = () =>
          team
            .output()
            .split('\n')
            .filter((line) => line.startsWith('{') && line.includes(`"id":"${id}"`))
            .map((line) => JSON.parse(line) as Record<string, unknown>);
        await expect.poll(() => lines().some(({ msg }) => msg === 'request')).toBe(true);
        return lines();
      };
      const rename = (from: string, to: string) =>
        inDatabase(team.dataDir, (database) => database.exec(`alter table ${from} rename to ${to}`));

      // An action that succeeds is named in its entry.
      await openList(page, EDGE_LIST);
      await openRowMenu(page, STOPPED);
      await page.getByRole('menuitem', { name: 'Start' }).click();
      await expect(page.getByRole('status').filter({ hasText: '9443' })).toBeVisible();
      await page.goto('/activity');
      await page.getByRole('rowheader').first().getByRole('link').click();
      const written = page
        .locator('dt', { hasText: 'Sluice request ID' })
        .locator('xpath=following-sibling::dd');
      expect(await loggedOf(written)).toContainEqual(
        expect.objectContaining({ msg: 'activity', outcome: 'succeeded' }),
      );

      // A page, when it is opened and when it is led to.
      const numbers = page.getByText(/^Sluice request ID [\da-f-]+ Error \d+$/);
      rename('saved_views', 'gone');
      await page.getByRole('link', { name: 'Listeners', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible();
      const ledTo = await loggedOf(numbers);
      expect(ledTo).toContainEqual(
        expect.objectContaining({ msg: 'error', path: '/listeners', digest: expect.any(String) }),
      );
      await page.reload();
      const opened = await loggedOf(numbers);
      expect(opened).toContainEqual(expect.objectContaining({ msg: 'request', kind: 'page' }));
      expect(opened[0]?.id).not.toBe(ledTo[0]?.id);
      rename('gone', 'saved_views');
      await page.getByRole('button', { name: 'Retry' }).click();
      await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeHidden();

      // An action that throws.
      await openFreshList(page, EDGE_LIST);
      const stop = await askToStop(page, RUNNING);
      rename('unsettled_writes', 'gone');
      await stop.getByRole('button', { name: 'Stop listener' }).click();
      const failed = page.getByText(
        /^Sluice failed \(Sluice request ID: [\da-f-]+\)\. Check whether the change was made/,
      );
      expect(await loggedOf(failed)).toContainEqual(
        expect.objectContaining({ msg: 'request', kind: 'action' }),
      );
      rename('gone', 'unsettled_writes');

      // A document of which not even the frame could be shown.
      rename('runs', 'gone');
      await page.goto('/listeners');
      expect(await loggedOf(page.getByText(/^Sluice request ID \/ Sluice 请求 ID/))).toContainEqual(
        expect.objectContaining({ msg: 'error' }),
      );
      await context.close();
    },
  );
});
