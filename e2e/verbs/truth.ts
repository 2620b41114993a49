import type { APIRequestContext, Page } from '@playwright/test';
import { FILTERS, statusWord, viewsOver, wronglyFound, wronglyWritten } from '@/lib/testing/truth/counts';
import { EXPORT_COLUMNS, type Said, type SaidListener } from '@/lib/testing/truth/said';
import { REGION_IDS, type StateListener } from '@/lib/testing/truth/state';
import { addressOf, setting } from './listener';

/** What Sluice says in the browser and to programs, and where one of them says something else than the other. */

const ASKED = `regions=${REGION_IDS.join(',')}&columns=${EXPORT_COLUMNS}`;
export const TRUTH_LIST = `/listeners?${ASKED}&size=100`;

/** Null where nothing is said at all. */
export async function saidOf(request: APIRequestContext, filter = ''): Promise<Said | null> {
  const answer = await request.get(`/listeners/export?format=json&${ASKED}&q=${encodeURIComponent(filter)}`);
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
  const answer = await request.get(`/listeners/export?format=csv&${ASKED}`);
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
  const palette = page.getByRole('dialog', { name: 'Find or do something' });
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

/** The page of one listener, read anew. */
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
  same('scheduler', await setting(page, 'Scheduling algorithm').innerText(), is.scheduler);
  if (is.bandwidthMbps > 0)
    same('bandwidth', await setting(page, 'Bandwidth').innerText(), `${is.bandwidthMbps} Mbit/s`);
  const abnormal = is.servers.filter(({ health }) => health === 'abnormal').length;
  const said = /(\d+) of (\d+) backends? abnormal/.exec(text)?.[0];
  if (abnormal > 0) same('health', said ?? 'nothing', `${abnormal} of ${is.servers.length} backend`);
  else if (said !== undefined) wrong.push(`the page of ${title}: said "${said}", none is`);
  return wrong;
}
