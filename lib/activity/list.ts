import 'server-only';
import { sql, type Kysely } from 'kysely';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { holdsWords, indexQuery, wantedWords, type ActivityFilter } from './filter';
import { recordedOf, selectLines, wordsOfOpen, type LineRow, type RecordedActivity } from './lines';

export type { RecordedActivity } from './lines';

type ListOptions = {
  limit: number;
  /** Those older than this line. */
  beforeId?: number | undefined;
  filter?: ActivityFilter | undefined;
};

/** The newest deeds first, one line each; what was begun and has no outcome is among them. */
export async function listActivity({
  limit,
  beforeId,
  filter = {},
}: ListOptions): Promise<RecordedActivity[]> {
  const open = await database();
  const span = await spanOf(open, filter);
  const older = beforeId === undefined ? span : { ...span, before: Math.min(span.before, beforeId) };
  // In this order: what ends in between is met twice, not missed.
  const underWay = await openLines(open, { span: older, filter });
  const ended = await endedLines(open, { limit, span: older, filter });
  const endedSince = new Set(ended.map((row) => row.begun_id));
  return [...ended, ...underWay.filter((row) => !endedSince.has(row.id))]
    .toSorted((one, other) => other.id - one.id)
    .slice(0, limit)
    .map(recordedOf);
}

/** Ids from `from` on, less than `before`. */
type Span = { from: number; before: number };

/** The filter's times as ids: an entry is never dated before the one it follows. */
async function spanOf(open: Kysely<DatabaseSchema>, { from, to }: ActivityFilter): Promise<Span> {
  const firstId = async (comparison: '>=' | '>', at: string): Promise<number> => {
    const first = await open
      .selectFrom('activity')
      .select('id')
      .where('at', comparison, at)
      .orderBy('at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return first?.id ?? Number.MAX_SAFE_INTEGER;
  };
  return {
    from: from === undefined ? 0 : await firstId('>=', from),
    before: to === undefined ? Number.MAX_SAFE_INTEGER : await firstId('>', to),
  };
}

type Wanted = { span: Span; filter: ActivityFilter };

/** The index gives its lines in their order, so a page costs a page, of whatever is asked. */
async function endedLines(
  open: Kysely<DatabaseSchema>,
  { limit, span, filter }: Wanted & { limit: number },
): Promise<LineRow[]> {
  const query = indexQuery(wantedWords(filter));
  const lines = selectLines(open).orderBy('line.id', 'desc').limit(limit);
  if (query === null)
    return lines
      .where('line.outcome', '<>', 'begun')
      .where('line.id', '>=', span.from)
      .where('line.id', '<', span.before)
      .execute();
  const ids = await sql<{ id: number }>`select rowid as id from activity_words
    where activity_words match ${query} and rowid >= ${span.from} and rowid < ${span.before}
    order by rowid desc limit ${limit}`.execute(open);
  return lines
    .where(
      'line.id',
      'in',
      ids.rows.map(({ id }) => id),
    )
    .execute();
}

/** Never many: one for each write under way, and for each that an end of Sluice cut short. */
async function openLines(open: Kysely<DatabaseSchema>, { span, filter }: Wanted): Promise<LineRow[]> {
  const rows = await selectLines(open)
    .where('line.id', 'in', open.selectFrom('activity_open').select('id'))
    .where('line.id', '>=', span.from)
    .where('line.id', '<', span.before)
    .orderBy('line.id', 'desc')
    .execute();
  const wanted = wantedWords(filter);
  return rows.filter((row) => holdsWords(wordsOfOpen(row), wanted));
}

/**
 * When Sluice last asked for a change, of a region or of any, or learnt what became of it (epoch ms; 0: never). What was read before it
 * may be wrong, whichever page or process asked; intents count, for their effect may come before their outcome.
 */
export async function lastWriteMillis(regionId?: string): Promise<number> {
  const open = await database();
  let query = open.selectFrom('activity').select('at').orderBy('id', 'desc').limit(1);
  if (regionId !== undefined) query = query.where('region_id', '=', regionId);
  const last = await query.executeTakeFirst();
  return last ? Date.parse(last.at) : 0;
}
