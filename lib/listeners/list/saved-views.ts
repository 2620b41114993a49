import 'server-only';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { database } from '@/lib/db/database';
import { trimTyped } from '@/lib/text/typed-text';
import { whereThereIsRoom } from '@/lib/db/storage';
import { inputLimits } from '@/lib/input-limits';
import { VIEW_NAME_MAX, VIEWS_MAX, viewQueryFrom, type SavedView, type ViewOutcome } from './views';

/**
 * The saved views of a user, in the database: durable before each of these resolves. They throw if the database is
 * unavailable.
 */

/** In order of creation. */
export async function listSavedViews(actor: string): Promise<SavedView[]> {
  const rows = await (
    await database()
  )
    .selectFrom('saved_views')
    .select(['id', 'name', 'query'])
    .where('actor', '=', actor)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows;
}

const newView = z.object({ name: z.string(), query: z.string().max(inputLimits.queryLength) });
const ofView = z.object({ id: z.string().max(inputLimits.idLength) });

/** No page sends it: too long, or malformed. */
const INVALID: ViewOutcome = { ok: false, problem: 'invalid' };
const DISK_FULL: ViewOutcome = { ok: false, problem: 'disk-full' };

/** Saves the current query under a new name. `input` is `{ name, query }`; the query is a search string of the list. */
export async function saveView(actor: string, input: unknown): Promise<ViewOutcome> {
  const parsed = newView.safeParse(input);
  if (!parsed.success) return INVALID;
  const { name: typed, query } = parsed.data;
  const name = nameOf(typed);
  if (!name.ok) return name;
  const views = await listSavedViews(actor);
  if (views.length >= VIEWS_MAX) return { ok: false, problem: 'too-many' };
  if (views.some((view) => view.name === name.value)) return { ok: false, problem: 'name-taken' };
  const view = { id: randomUUID(), name: name.value, query: viewQueryFrom(query) };
  const open = await database();
  const row = { ...view, actor, created_at: new Date().toISOString() };
  const isKept = await whereThereIsRoom(() => open.insertInto('saved_views').values(row).execute());
  return isKept ? { ok: true, view } : DISK_FULL;
}

/** Updates a view's query. `input` is `{ id, query }`. */
export async function updateView(actor: string, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ query: newView.shape.query }).safeParse(input);
  if (!parsed.success) return INVALID;
  const { id, query } = parsed.data;
  return change(actor, id, { query: viewQueryFrom(query) });
}

/** `input` is `{ id, name }`. */
export async function renameView(actor: string, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ name: newView.shape.name }).safeParse(input);
  if (!parsed.success) return INVALID;
  const { id, name: typed } = parsed.data;
  const name = nameOf(typed);
  if (!name.ok) return name;
  const taken = (await listSavedViews(actor)).some((view) => view.name === name.value && view.id !== id);
  return taken ? { ok: false, problem: 'name-taken' } : change(actor, id, { name: name.value });
}

/** `input` is `{ id }`. */
export async function deleteView(actor: string, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.safeParse(input);
  if (!parsed.success) return INVALID;
  const { id } = parsed.data;
  const view = (await listSavedViews(actor)).find((one) => one.id === id);
  if (!view) return { ok: false, problem: 'gone' };
  const open = await database();
  const isGone = await whereThereIsRoom(() =>
    open.deleteFrom('saved_views').where('actor', '=', actor).where('id', '=', id).execute(),
  );
  return isGone ? { ok: true, view } : DISK_FULL;
}

async function change(
  actor: string,
  id: string,
  values: Partial<Pick<SavedView, 'name' | 'query'>>,
): Promise<ViewOutcome> {
  const open = await database();
  const isKept = await whereThereIsRoom(() =>
    open.updateTable('saved_views').set(values).where('actor', '=', actor).where('id', '=', id).execute(),
  );
  if (!isKept) return DISK_FULL;
  const view = (await listSavedViews(actor)).find((one) => one.id === id);
  return view ? { ok: true, view } : { ok: false, problem: 'gone' };
}

function nameOf(
  typed: string,
): { ok: true; value: string } | { ok: false; problem: 'name-missing' | 'name-long' } {
  const value = trimTyped(typed).replace(/\s+/g, ' ');
  if (value === '') return { ok: false, problem: 'name-missing' };
  return [...value].length > VIEW_NAME_MAX ? { ok: false, problem: 'name-long' } : { ok: true, value };
}
