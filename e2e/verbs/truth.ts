import { type APIRequestContext, expect, type Page } from '@playwright/test';
import { FILTERS, statusWord, viewsOver, wronglyFound, wronglyWritten } from '@/lib/testing/truth/counts';
import { EXPORT_COLUMNS, type Said, type SaidListener } from '@/lib/testing/truth/said';
import { REGION_IDS, type State, type StateListener } from '@/lib/testing/truth/state';
import { openFreshList } from './list';
import { addressOf, setting } from './listener';
import { bulkButton } from './runs';

/** What Sluice says in the browser and to programs, and where one of them says something else than the other. */

const REQUESTED = `regions=${REGION_IDS.join(',')}&columns=${EXPORT_COLUMNS}`;
export const TRUTH_LIST = `/listeners?${REQUESTED}&size=100`;

/** Null where nothing is said at all. */
export async function saidOf(request: APIRequestContext, filter = ''): Promise<Said | null> {
  const answer = await request.get(
    `/listeners/export?format=json&${REQUESTED}&q=${encodeURIComponent(filter)}`,
  );
  return answer.status() === 503 ? null : ((await answer.json()) as Said);
}

/** The views on the page count the rows that the file has, and the page names what lacks rows. */
export async function liesOfList(page: Page, said: Said): Promise<string[]> {
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  const shown = (await links.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  const wrong = viewsOver(said)
    .filter((view) => !shown.includes(view))
    .map((view) => `no view says "${view}", but: ${shown.join(', ')}`);
  for (const { regionId, reason } of said.missing) {
    const notice = page.getByText(new RegExp(`${regionId} could not be read`)).first();
    if (reason === 'unreadable' && !(await notice.isVisible()))
      wrong.push(`the page says nothing of the rows of ${regionId} that could not be read`);
  }
  return wrong;
}

export async function liesOfFilters(request: APIRequestContext, said: Said): Promise<string[]> {
  const wrong: string[] = [];
  for (const filter of Object.keys(FILTERS)) {
    const found = await saidOf(request, filter);
    if (found !== null) wrong.push(...wronglyFound(filter, found, said));
  }
  return wrong;
}

/** A file says the same in both formats, and carries what it lacks in its text, its name and its headers. */
export async function liesOfCsv(request: APIRequestContext, said: Said): Promise<string[]> {
  const answer = await request.get(`/listeners/export?format=csv&${REQUESTED}`);
  if (answer.status() === 503) return [];
  const wrong = wronglyWritten(await answer.text(), said);
  const { 'sluice-incomplete': incomplete = '', 'content-disposition': name = '' } = answer.headers();
  const missing = said.missing.map(({ regionId }) => regionId).join(', ');
  if (incomplete !== missing)
    wrong.push(`CSV: the header says that "${incomplete}" is missing, is "${missing}"`);
  if (name.includes('-partial') !== said.missing.length > 0) wrong.push(`CSV: is named ${name}`);
  return wrong;
}

/** The palette finds a listener by its port and instance, under the status that the list says. */
export async function liesOfPalette(page: Page, row: SaidListener): Promise<string[]> {
  const words = `${row.listenerPort}/${row.protocol.toUpperCase()} on ${row.loadBalancerName}`;
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or run a command' });
  await palette.getByRole('combobox').fill(`${row.listenerPort} ${row.loadBalancerId}`);
  const option = palette.getByRole('option').filter({ hasText: words }).filter({ hasText: row.regionId });
  await option
    .first()
    .waitFor({ timeout: 5_000 })
    .catch(() => {});
  const texts = await option.allInnerTexts();
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'hidden' });
  if (texts.some((text) => text.includes(statusWord(row.status)))) return [];
  return [`the palette: says ${JSON.stringify(texts)}, is ${words}, ${statusWord(row.status)}`];
}

/** The page of one listener, reloaded. */
export async function liesOfListenerPage(
  page: Page,
  is: StateListener,
  instanceName: string,
): Promise<string[]> {
  await page.goto(addressOf(is.listenerPort, is.loadBalancerId, is.regionId));
  const title = `${is.listenerPort} TCP on ${instanceName}`;
  const heading = page.getByRole('heading', { level: 1 });
  await heading.waitFor();
  const main = page.getByRole('main');
  const wrong: string[] = [];
  const same = (what: string, said: string, truth: string): void => {
    if (!said.includes(truth)) wrong.push(`the page of ${title}, ${what}: said "${said}", is "${truth}"`);
  };
  same('heading', await heading.innerText(), title);
  if (wrong.length > 0) return wrong;
  const text = (await main.innerText()).replaceAll(/\s+/g, ' ');
  same('status', text, statusWord(is.status));
  same('description', text, (is.description ?? '').replaceAll(/\s+/g, ' '));
  // Folded away with the other defaults where it is one.
  const scheduler = page.locator('dt:has-text("Scheduling algorithm") + dd').first();
  same('scheduler', (await scheduler.textContent()) ?? '', is.scheduler);
  if (is.bandwidthMbps > 0)
    same('bandwidth', await setting(page, 'Bandwidth').innerText(), `${is.bandwidthMbps} Mbit/s`);
  const abnormal = is.servers.filter(({ health }) => health === 'abnormal').length;
  const said = /(\d+) of (\d+) backends? unhealthy/.exec(text)?.[0];
  if (abnormal > 0) same('health', said ?? 'nothing', `${abnormal} of ${is.servers.length} backend`);
  else if (said !== undefined) wrong.push(`the page of ${title}: said "${said}", none is`);
  return wrong;
}

/**
 * A run that stops a few listeners says of each what is, once it says that it is over, and counts what its rows say. Null where none of them can
 * be stopped.
 */
export async function liesOfRun(
  page: Page,
  chosen: readonly SaidListener[],
  readState: () => Promise<State>,
): Promise<string[] | null> {
  await openFreshList(page, TRUTH_LIST);
  let selected = 0;
  for (const { listenerPort, loadBalancerName } of chosen) {
    const name = `Select ${listenerPort}/TCP on ${loadBalancerName}`;
    const box = page.getByRole('checkbox', { name, exact: true }).first();
    if (!(await box.isEnabled())) continue;
    await box.check();
    selected += 1;
  }
  if (selected === 0) return null;
  const stop = bulkButton(page, /^Stop/);
  // Where none of them can be stopped it stays disabled.
  const isOffered = await stop.click({ timeout: 5_000 }).then(
    () => true,
    () => false,
  );
  if (!isOffered) return null;
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Stop \d+$/ })
    .click();
  await page.waitForURL(/\/runs\/\d+$/);
  const main = page.getByRole('main');
  await expect(main).not.toContainText(/\d (waiting|in progress|accepted)/, { timeout: 30_000 });
  const rows = await page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
    .all();
  const { listeners } = await readState();
  const wrong: string[] = [];
  const counted = new Map<string, number>();
  for (const row of rows) {
    // After the region; the listener is the row's header.
    const state = (await row.getByRole('cell').nth(1).innerText()).trim().toLowerCase();
    counted.set(state, (counted.get(state) ?? 0) + 1);
    const href = (await row.getByRole('link').first().getAttribute('href')) ?? '';
    const is = listeners.find(
      ({ regionId, loadBalancerId, listenerPort }) =>
        href === `/listeners/${regionId}/${loadBalancerId}/${listenerPort}`,
    );
    if (state === 'done' && is?.status !== 'stopped')
      wrong.push(`the run: says that ${href} is stopped, is ${is?.status ?? 'not there'}`);
  }
  const words = (await main.innerText()).replaceAll(/\s+/g, ' ');
  for (const [state, count] of counted)
    if (!words.includes(`${count} ${state}`)) wrong.push(`the run: does not say "${count} ${state}"`);
  return wrong;
}
