import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './support/sluice';
import { disturb } from '@/lib/testing/truth/adversary';
import { diceOf } from '@/lib/testing/truth/dice';
import { foreignClient } from '@/lib/testing/truth/foreign-client';
import { EXPORT_COLUMNS, liesIn, type Said } from '@/lib/testing/truth/said';
import { readState, REGION_IDS, type State } from '@/lib/testing/truth/state';
import { openList } from './verbs/list';

/**
 * An adversary changes the cloud behind Sluice's back while Sluice is looked at; after each quiet moment all that Sluice says is compared
 * with what is: equal, or marked as older or unknown. `npm run truth -- --minutes 10 --seed 3` does it for longer.
 */

const seed = Number(process.env['SLUICE_TRUTH_SEED'] ?? 8);
const minutes = Number(process.env['SLUICE_TRUTH_MINUTES'] ?? 0);
/** Without a time, as many rounds as the suite has patience for. */
const ROUNDS = 4;
const ACTS = 6;
/** How long Sluice may take, after a refresh, until all of it is so. */
const PATIENCE_MILLIS = 15_000;

const LIST = `/listeners?regions=${REGION_IDS.join(',')}&columns=${EXPORT_COLUMNS}&size=100`;

// A named command, whose short piece without a browser runs with the unit tests (lib/inventory/truth.test.ts).
test.skip(minutes === 0 && process.env['SLUICE_TRUTH_SEED'] === undefined, 'npm run truth');

test(`what Sluice says is so, whatever others do meanwhile (seed ${seed})`, async ({
  page,
  request,
  sandbox,
  sluice,
}) => {
  test.setTimeout(minutes * 60_000 + 120_000);
  const dice = diceOf(seed);
  const client = foreignClient(sluice.sandboxUrl);
  await openList(page, LIST);
  const endsAt = Date.now() + minutes * 60_000;
  for (let round = 1; minutes > 0 ? Date.now() < endsAt : round <= ROUNDS; round += 1) {
    const done = await disturb({ sandbox, client, dice }, ACTS);
    const sinceMillis = Date.now();
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect
      .poll(() => lies(page, request, () => readState(sandbox), sinceMillis), {
        message: `seed ${seed}, round ${round}, after:\n${done.join('\n')}`,
        timeout: PATIENCE_MILLIS,
      })
      .toEqual([]);
  }
});

async function lies(
  page: Page,
  request: APIRequestContext,
  stateNow: () => Promise<State>,
  sinceMillis: number,
): Promise<string[]> {
  const answer = await request.get(LIST.replace('/listeners?', '/listeners/export?format=json&'));
  // Nothing is said at all.
  if (answer.status() === 503) return [];
  const said = (await answer.json()) as Said;
  const state = await stateNow();
  return [...liesIn(said, state, sinceMillis), ...(await liesOnScreen(page, said))];
}

/** The counts of the views on the page are those of the rows; a page that lacks some says so. */
async function liesOnScreen(page: Page, said: Said): Promise<string[]> {
  const wrong: string[] = [];
  const views = page.getByRole('navigation', { name: 'Views' });
  const counts = {
    All: said.listeners.length,
    Stopped: said.listeners.filter(({ status }) => status === 'stopped').length,
  };
  for (const [name, count] of Object.entries(counts)) {
    const text = (
      await views
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .first()
        .innerText()
    )
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (text !== `${name} ${count}`) wrong.push(`the view says "${text}", the export has ${count}`);
  }
  const unreadable = said.missing.filter(({ reason }) => reason === 'unreadable');
  for (const { regionId } of unreadable)
    if (
      !(await page
        .getByText(new RegExp(`${regionId} could not be read`))
        .first()
        .isVisible())
    )
      wrong.push(`the page says nothing of the rows of ${regionId} that could not be read`);
  return wrong;
}
