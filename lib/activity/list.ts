import 'server-only';
import { sql, type Kysely } from 'kysely';
import { database } from '@/lib/db/database';
import { linesWith, wordSyntax } from '@/lib/db/dialect';
import type { DatabaseSchema } from '@/lib/db/schema';
import { holdsTerms, indexQuery, wantedTerms, type ActivityFilter } from './filter';
import { recordedOf, selectLines, termsOfOpen, type LineRow, type RecordedActivity } from './lines';
import type { ActivityQuery } from './query';

export type { RecordedActivity } from './lines';

type ListOptions = {
  limit: number;
  /** Those older than this line. */
  beforeId?: number | undefined;
  /** Those newer than this line: the oldest of them, still newest first. */
  afterId?: number | undefined;
  filter?: ActivityFilter | undefined;
};

/** The newest writes first, one line each, including those without an outcome yet. */
export async function listActivity(options: ListOptions): Promise<RecordedActivity[]> {
  const { limit, beforeId, afterId, filter = {} } = options;
  const open = await database();
  const times = await spanOf(open, filter);
  const span = {
    from: Math.max(times.from, afterId === undefined ? 0 : afterId + 1),
    before: Math.min(times.before, beforeId ?? Number.MAX_SAFE_INTEGER),
  };
  const order = afterId === undefined ? 'desc' : 'asc';
  // In this order, so that a write that ends in between is found twice, not missed.
  const inProgress = await openLines(open, { span, filter });
  const ended = await endedLines(open, { limit, span, filter, order });
  const endedSince = new Set(ended.map((row) => row.begun_id));
  const lines = [...ended, ...inProgress.filter((row) => !endedSince.has(row.id))].toSorted(
    (one, other) => other.id - one.id,
  );
  return (order === 'desc' ? lines.slice(0, limit) : lines.slice(-limit)).map(recordedOf);
}

export type ActivityPage = {
  lines: RecordedActivity[];
  /** Whether there are newer or older ones than these. */
  hasNewer: boolean;
  hasOlder: boolean;
};

/** One page of the list, located by the line it starts after, so that every page costs the same. */
export async function readActivityPage({ filter, from }: ActivityQuery, size: number): Promise<ActivityPage> {
  const more = (options: Partial<ListOptions>) => listActivity({ limit: 1, filter, ...options });
  if (from?.side === 'newer') {
    const lines = await listActivity({ limit: size + 1, afterId: from.id, filter });
    const hasNewer = lines.length > size;
    const shown = hasNewer ? lines.slice(1) : lines;
    const last = shown.at(-1);
    return { lines: shown, hasNewer, hasOlder: last ? (await more({ beforeId: last.id })).length > 0 : true };
  }
  const lines = await listActivity({ limit: size + 1, beforeId: from?.id, filter });
  const first = lines[0];
  return {
    lines: lines.slice(0, size),
    hasNewer: from !== null && (await more({ afterId: first ? first.id : from.id - 1 })).length > 0,
    hasOlder: lines.length > size,
  };
}

/** Counting stops here: beyond it the UI says "more than". */
export const MOST_COUNTED = 10_000;

/** How many lines match, up to `MOST_COUNTED + 1`. */
export async function countActivity(filter: ActivityFilter): Promise<number> {
  const open = await database();
  const span = await spanOf(open, filter);
  const query = indexQuery(wantedTerms(filter), wordSyntax(open));
  const counted =
    query === null
      ? sql`select 1 from activity where outcome <> 'begun' and id >= ${span.from} and id < ${span.before}`
      : linesWith(open, query, span);
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from (${counted} limit ${MOST_COUNTED + 1}) as found`.execute(open);
  return Math.min(MOST_COUNTED + 1, (rows[0]?.count ?? 0) + (await openLines(open, { span, filter })).length);
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

/** The index returns its lines in order, so a page costs the same, whatever the filter. */
async function endedLines(
  open: Kysely<DatabaseSchema>,
  { limit, span, filter, order }: Wanted & { limit: number; order: 'asc' | 'desc' },
): Promise<LineRow[]> {
  const query = indexQuery(wantedTerms(filter), wordSyntax(open));
  const lines = selectLines(open).orderBy('line.id', order).limit(limit);
  if (query === null)
    return lines
      .where('line.outcome', '<>', 'begun')
      .where('line.id', '>=', span.from)
      .where('line.id', '<', span.before)
      .execute();
  const ids = await sql<{ id: number }>`${linesWith(open, query, span)}
    order by id ${sql.raw(order)} limit ${limit}`.execute(open);
  return lines
    .where(
      'line.id',
      'in',
      ids.rows.map(({ id }) => id),
    )
    .execute();
}

/** Never many: one for each write in progress, and for each that an end of Sluice interrupted. */
async function openLines(open: Kysely<DatabaseSchema>, { span, filter }: Wanted): Promise<LineRow[]> {
  const rows = await selectLines(open)
    .where('line.id', 'in', open.selectFrom('activity_open').select('id'))
    .where('line.id', '>=', span.from)
    .where('line.id', '<', span.before)
    .orderBy('line.id', 'desc')
    .execute();
  const wanted = wantedTerms(filter);
  return rows.filter((row) => holdsTerms(termsOfOpen(row), wanted));
}
