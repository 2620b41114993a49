import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import * as z from 'zod';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import type { DatabaseSchema, SavedViewsTable } from '@/lib/db/schema';
import { trimTyped } from '@/lib/text/typed-text';
import { valueOfWrite } from '@/lib/db/storage';
import { inTransaction } from '@/lib/db/write-lock';
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

type Database = Kysely<DatabaseSchema>;

/** Those of the reader first, then the team's; each in order of creation. */
export async function listSavedViews(reader: Reader, connection?: Database): Promise<SavedView[]> {
  const ownerId = ownerIdOf(reader);
  const { account } = config();
  let query = (connection ?? (await database()))
    .selectFrom('saved_views')
    .leftJoin('people', 'people.id', 'saved_views.owner_id')
    .select(['saved_views.id', 'saved_views.name', 'query', 'owner_id', 'is_shared'])
    .select(['people.name as owner_name', 'people.email as owner_email'])
    .where(({ or, eb }) =>
      or([eb('owner_id', '=', ownerId), ...(reader.personId === null ? [] : [eb('is_shared', '=', 1)])]),
    )
    .orderBy('saved_views.created_at')
    .orderBy('saved_views.id');
  // Without named accounts, those of all that there were are shown: nothing else would lead to them.
  if (account !== null) query = query.where('account', 'in', [account, UNNAMED]);
  const views = (await query.execute()).map((row) => ({
    id: row.id,
    name: row.name,
    query: row.query,
    ownerName: row.owner_id === ownerId ? null : row.owner_name || (row.owner_email ?? ''),
    isShared: row.is_shared === 1,
    mayRemove: row.owner_id === ownerId || reader.role === 'admin',
  }));
  return [...views.filter(isOwn), ...views.filter((view) => !isOwn(view))];
}

function isOwn({ ownerName }: SavedView): boolean {
  return ownerName === null;
}

const newView = z.object({ name: z.string(), query: z.string().max(inputLimits.queryLength) });
const ofView = z.object({ id: z.string().max(inputLimits.idLength) });

/** No page sends it: too long, or malformed. */
const INVALID: ViewOutcome = { ok: false, problem: 'invalid' };
const NOT_STORED: ViewOutcome = { ok: false, problem: 'not-stored' };
const GONE: ViewOutcome = { ok: false, problem: 'gone' };

/** Saves the current query under a new name. `input` is `{ name, query }`; the query is a search string of the list. */
export async function saveView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = newView.safeParse(input);
  if (!parsed.success) return INVALID;
  const { name: typed, query } = parsed.data;
  const name = nameOf(typed);
  if (!name.ok) return name;
  const row: Insertable<SavedViewsTable> = {
    id: randomUUID(),
    owner_id: ownerIdOf(reader),
    account: config().account ?? UNNAMED,
    name: name.value,
    query: viewQueryFrom(query),
    is_shared: 0,
    created_at: new Date().toISOString(),
  };
  return asOne(async (transaction) => {
    const own = (await listSavedViews(reader, transaction)).filter(isOwn);
    if (own.length >= VIEWS_MAX) return { ok: false, problem: 'too-many' };
    if (await isNameTaken(transaction, row)) return { ok: false, problem: 'name-taken' };
    await transaction.insertInto('saved_views').values(row).execute();
    return outcomeOf(transaction, reader, row.id);
  });
}

/** Updates the query of an own view. `input` is `{ id, query }`. */
export async function updateView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ query: newView.shape.query }).safeParse(input);
  if (!parsed.success) return INVALID;
  const { id, query } = parsed.data;
  return asOne((transaction) => change(transaction, reader, id, isOwn, { query: viewQueryFrom(query) }));
}

/** Renames an own view. `input` is `{ id, name }`. */
export async function renameView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ name: newView.shape.name }).safeParse(input);
  if (!parsed.success) return INVALID;
  const { id, name: typed } = parsed.data;
  const name = nameOf(typed);
  if (!name.ok) return name;
  return asOne(async (transaction) => {
    const [row] = await transaction
      .selectFrom('saved_views')
      .select('account')
      .where('id', '=', id)
      .where('owner_id', '=', ownerIdOf(reader))
      .execute();
    if (row === undefined) return GONE;
    const renamed = { id, owner_id: ownerIdOf(reader), account: row.account, name: name.value };
    if (await isNameTaken(transaction, renamed)) return { ok: false, problem: 'name-taken' };
    return change(transaction, reader, id, isOwn, { name: name.value });
  });
}

/** Shows a view to everybody who may sign in, or to its owner only. `input` is `{ id, isShared }`. */
export async function shareView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.extend({ isShared: z.boolean() }).safeParse(input);
  if (!parsed.success || reader.personId === null) return INVALID;
  const { id, isShared } = parsed.data;
  return asOne(async (transaction) => {
    const shared = (await listSavedViews(reader, transaction)).filter((view) => view.isShared);
    if (isShared && shared.length >= SHARED_VIEWS_MAX) return { ok: false, problem: 'too-many-shared' };
    return change(transaction, reader, id, mayRemove, { is_shared: isShared ? 1 : 0 });
  });
}

/** `input` is `{ id }`. */
export async function deleteView(reader: Reader, input: unknown): Promise<ViewOutcome> {
  const parsed = ofView.safeParse(input);
  if (!parsed.success) return INVALID;
  const { id } = parsed.data;
  return asOne(async (transaction) => {
    const view = await viewOf(transaction, reader, id);
    if (view === undefined || !mayRemove(view)) return GONE;
    await transaction.deleteFrom('saved_views').where('id', '=', id).execute();
    return { ok: true, view };
  });
}

/** Checks and writes as one: nobody changes anything in between. */
async function asOne(work: (transaction: Database) => Promise<ViewOutcome>): Promise<ViewOutcome> {
  const open = await database();
  const kept = await valueOfWrite(() => inTransaction(open, work));
  return kept?.value ?? NOT_STORED;
}

/** Changes a view that the reader sees and that is `allowed`; to others it is as if it were gone. */
async function change(
  transaction: Database,
  reader: Reader,
  id: string,
  allowed: (view: SavedView) => boolean,
  values: Partial<Pick<SavedViewsTable, 'name' | 'query' | 'is_shared'>>,
): Promise<ViewOutcome> {
  const view = await viewOf(transaction, reader, id);
  if (view === undefined || !allowed(view)) return GONE;
  await transaction.updateTable('saved_views').set(values).where('id', '=', id).execute();
  // An admin no longer sees another's view that is not shared any more.
  return outcomeOf(transaction, reader, id, view);
}

function mayRemove(view: SavedView): boolean {
  return view.mayRemove;
}

/** Whether its owner would see two views by this name: those of the unnamed account are among those of each. */
async function isNameTaken(
  transaction: Database,
  { id, owner_id, account, name }: Pick<Insertable<SavedViewsTable>, 'id' | 'owner_id' | 'account' | 'name'>,
): Promise<boolean> {
  let others = transaction
    .selectFrom('saved_views')
    .select('id')
    .where('id', '!=', id)
    .where('owner_id', '=', owner_id)
    .where('name', '=', name);
  if (account !== UNNAMED) others = others.where('account', 'in', [account, UNNAMED]);
  return (await others.execute()).length > 0;
}

async function viewOf(transaction: Database, reader: Reader, id: string): Promise<SavedView | undefined> {
  return (await listSavedViews(reader, transaction)).find((view) => view.id === id);
}

async function outcomeOf(
  transaction: Database,
  reader: Reader,
  id: string,
  before?: SavedView,
): Promise<ViewOutcome> {
  const view = (await viewOf(transaction, reader, id)) ?? before;
  return view === undefined ? GONE : { ok: true, view };
}

function nameOf(
  typed: string,
): { ok: true; value: string } | { ok: false; problem: 'name-missing' | 'name-long' } {
  const value = trimTyped(typed).replace(/\s+/g, ' ');
  if (value === '') return { ok: false, problem: 'name-missing' };
  return [...value].length > VIEW_NAME_MAX ? { ok: false, problem: 'name-long' } : { ok: true, value };
}
