import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import * as z from 'zod';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import type { SavedViewsTable } from '@/lib/db/schema';
import { trimTyped } from '@/lib/text/typed-text';
import { whereThereIsRoom } from '@/lib/db/storage';
import { inputLimits } from '@/lib/input-limits';
import { ownerIdOf, type Actor } from '@/lib/model/actor';
import {
  SHARED_VIEWS_MAX,
  VIEW_NAME_MAX,
  VIEWS_MAX,
  viewQueryFrom,
  type SavedView,
  type ViewOutcome,
} from './views';

/**
 * The saved views of the current account, in the database: a person's own, and those shared with the team. Durable
 * before each of these resolves. They throw if the database is unavailable.
 */

/** Who looks at views, or changes them. */
type Reader = Pick<Actor, 'personId' | 'role'>;

/** Of the account without a name, and of views saved before accounts had names, which every account shows. */
const UNNAMED = '';

/** Those of the reader first, then the team's; each in order of creation. */
export async function listSavedViews(reader: Reader): Promise<SavedView[]> {
  const ownerId = ownerIdOf(reader);
  const open = await database();
  const rows = await open
    .selectFrom('saved_views')
    .leftJoin('people', 'people.id', 'saved_views.owner_id')
    .select(['saved_views.id', 'saved_views.name', 'query', 'owner_id', 'is_shared'])
    .select(['people.name as owner_name', 'people.email as owner_email'])
    .where('account', 'in', accounts())
    .where(({ or, eb }) =>
      or([eb('owner_id', '=', ownerId), ...(reader.personId === null ? [] : [eb('is_shared', '=', 1)])]),
    )
    .orderBy('saved_views.created_at')
    .orderBy('saved_views.id')
    .execute();
  const views = rows.map((row) => ({
    id: row.id,
    name: row.name,
    query: row.query,
    ownerName: row.owner_id === ownerId ? null : row.owner_name || (row.owner_email ?? ''),
    isShared: row.is_shared === 1,
    mayChange: row.owner_id === ownerId || reader.role === 'admin',
  }));
  return [...views.filter(isOwn), ...views.filter((view) => !isOwn(view))];
}

function isOwn({ ownerName }: SavedView): boolean {
  return ownerName === null;
}

function accounts(): string[] {
  return [config().account ?? UNNAMED, UNNAMED];
}

const newView = z.object({ name: z.string(), query: z.string().max(inputLimits.queryLength) });
const ofView = z.object({ id: z.string().max(inputLimits.idLength) });

/** No page sends it: too long, or malformed. */
const INVALID: ViewOutcome = { ok: false, problem: 'invalid' };
const DISK_FULL: ViewOutcome = { ok: false, problem: 'disk-full' };
const GONE: ViewOutcome = { ok: false, problem: 'gone' };

/** Saves the current query under a new name. `input` is `{ name, query }`; the query is a search string of the list. */
export async function saveView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = newView.safeParse(input);
  if (!parsed.success) return INVALID;
  const { name: typed, query } = parsed.data;
  const name = nameOf(typed);
  if (!name.ok) return name;
  const own = (await listSavedViews(reader)).filter(isOwn);
  if (own.length >= VIEWS_MAX) return { ok: false, problem: 'too-many' };
  if (own.some((view) => view.name === name.value)) return { ok: false, problem: 'name-taken' };
  const row: Insertable<SavedViewsTable> = {
    id: randomUUID(),
    owner_id: ownerIdOf(reader),
    account: config().account ?? UNNAMED,
    name: name.value,
    query: viewQueryFrom(query),
    is_shared: 0,
    created_at: new Date().toISOString(),
  };
  const open = await database();
  const isKept = await whereThereIsRoom(() => open.insertInto('saved_views').values(row).execute());
  return isKept ? outcomeOf(reader, row.id) : DISK_FULL;
}

/** Updates a view's query. `input` is `{ id, query }`. */
export async function updateView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ query: newView.shape.query }).safeParse(input);
  if (!parsed.success) return INVALID;
  const { id, query } = parsed.data;
  return change(reader, id, { query: viewQueryFrom(query) });
}

/** `input` is `{ id, name }`. */
export async function renameView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ name: newView.shape.name }).safeParse(input);
  if (!parsed.success) return INVALID;
  const { id, name: typed } = parsed.data;
  const name = nameOf(typed);
  if (!name.ok) return name;
  if ((await changeable(reader, id)) === null) return GONE;
  const open = await database();
  // Of its owner, who may be somebody else.
  const [taken] = await open
    .selectFrom('saved_views')
    .innerJoin('saved_views as other', (join) =>
      join
        .onRef('other.owner_id', '=', 'saved_views.owner_id')
        .onRef('other.account', '=', 'saved_views.account')
        .onRef('other.id', '!=', 'saved_views.id'),
    )
    .select('other.id')
    .where('saved_views.id', '=', id)
    .where('other.name', '=', name.value)
    .execute();
  return taken === undefined
    ? change(reader, id, { name: name.value })
    : { ok: false, problem: 'name-taken' };
}

/** Shows a view to everybody who may sign in, or to its owner only. `input` is `{ id, isShared }`. */
export async function shareView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ isShared: z.boolean() }).safeParse(input);
  if (!parsed.success || reader.personId === null) return INVALID;
  const { id, isShared } = parsed.data;
  const shared = (await listSavedViews(reader)).filter((view) => view.isShared);
  if (isShared && shared.length >= SHARED_VIEWS_MAX) return { ok: false, problem: 'too-many-shared' };
  return change(reader, id, { is_shared: isShared ? 1 : 0 });
}

/** `input` is `{ id }`. */
export async function deleteView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.safeParse(input);
  if (!parsed.success) return INVALID;
  const view = await changeable(reader, parsed.data.id);
  if (view === null) return GONE;
  const open = await database();
  const isGone = await whereThereIsRoom(() =>
    open.deleteFrom('saved_views').where('id', '=', view.id).execute(),
  );
  return isGone ? { ok: true, view } : DISK_FULL;
}

async function change(
  reader: Reader,
  id: string,
  values: Partial<Pick<SavedViewsTable, 'name' | 'query' | 'is_shared'>>,
): Promise<ViewOutcome> {
  const view = await changeable(reader, id);
  if (view === null) return GONE;
  const open = await database();
  const isKept = await whereThereIsRoom(() =>
    open.updateTable('saved_views').set(values).where('id', '=', id).execute(),
  );
  // An admin no longer sees another's view that is not shared any more.
  return isKept ? outcomeOf(reader, id, view) : DISK_FULL;
}

/** A view the reader sees and may change; to others it is as if it were gone. */
async function changeable(reader: Reader, id: string): Promise<SavedView | null> {
  return (await listSavedViews(reader)).find((view) => view.id === id && view.mayChange) ?? null;
}

async function outcomeOf(reader: Reader, id: string, before?: SavedView): Promise<ViewOutcome> {
  const view = (await listSavedViews(reader)).find((one) => one.id === id) ?? before;
  return view === undefined ? GONE : { ok: true, view };
}

function nameOf(
  typed: string,
): { ok: true; value: string } | { ok: false; problem: 'name-missing' | 'name-long' } {
  const value = trimTyped(typed).replace(/\s+/g, ' ');
  if (value === '') return { ok: false, problem: 'name-missing' };
  return [...value].length > VIEW_NAME_MAX ? { ok: false, problem: 'name-long' } : { ok: true, value };
}
