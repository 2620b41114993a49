import 'server-only';
import { sql, type Kysely } from 'kysely';
import { activityTerms } from '@/lib/db/activity-search';
import { listenerOf, type ActivityRow, type DatabaseSchema } from '@/lib/db/schema';
import { inOneSpelling } from '@/lib/model/settings';
import { processId } from './append';
import type { ActivityWrite } from './record';
import { outcomeNotRecorded, type SettledAs } from './unsettled-writes';

/**
 * A write as shown in the list, in one line, whether the log has one entry of it or two. `id` is the entry that
 * represents it: its outcome, or its intent until there is one; it grows, and identifies the line in URLs. Times are
 * ISO 8601 in UTC: `at` is when that entry was written, `begunAt` when the intent was (null: it had none, nothing was
 * sent). `durationMillis` is null if no outcome was written.
 */
export type RecordedActivity = Required<Omit<ActivityWrite, 'protocol'>> & {
  /** Absent: TCP, or it is about a whole run. */
  protocol?: string | undefined;
  id: number;
  at: string;
  begunId: number | null;
  begunAt: string | null;
  outcome: 'under-way' | 'succeeded' | 'refused' | 'unknown';
  code: string | null;
  message: string | null;
  requestId: string | null;
  durationMillis: number | null;
  /** For an unknown outcome, what was found later; null for every other, and if that was not stored. */
  settledAs: SettledAs | 'not-settled' | null;
  settledAt: string | null;
};

/** The code of a write whose outcome nobody recorded: the process that began it is gone. */
const STOPPED_BEFORE_ANSWER = 'Sluice.StoppedBeforeAnswer';

export type LineRow = ActivityRow & {
  begun_at: string | null;
  unsettled_id: number | null;
  settled_at: string | null;
  settled_as: SettledAs | null;
};

/**
 * The entries that represent writes, each with its intent's states, and with what was found later if its outcome was
 * unknown.
 */
export function selectLines(database: Kysely<DatabaseSchema>) {
  return database
    .selectFrom('activity as line')
    .leftJoin('activity as begun', 'begun.id', 'line.begun_id')
    .leftJoin('unsettled_writes as write', 'write.begun_id', 'line.begun_id')
    .selectAll('line')
    .select([
      'begun.at as begun_at',
      'write.begun_id as unsettled_id',
      'write.settled_at',
      'write.settled_as',
      sql<string>`coalesce(begun.before_json, line.before_json)`.as('before_json'),
      sql<string>`coalesce(begun.after_json, line.after_json)`.as('after_json'),
    ]);
}

export function recordedOf(row: LineRow): RecordedActivity {
  const write = {
    id: row.id,
    at: row.at,
    begunId: row.begun_id,
    begunAt: row.begun_at,
    actor: row.actor,
    operation: row.operation,
    ...listenerOf(row),
    before: stateIn(row.before_json),
    after: stateIn(row.after_json),
    from: row.from_address,
    runId: row.run_id,
    account: row.account,
    sessionId: row.session_id,
    sluiceRequestId: row.sluice_request_id,
    code: row.code,
    message: row.message,
    requestId: row.request_id,
    durationMillis: row.duration_millis,
    settledAs: row.settled_as ?? (row.unsettled_id === null ? null : ('not-settled' as const)),
    settledAt: row.settled_at,
  };
  if (row.outcome !== 'begun') return { ...write, outcome: row.outcome };
  const begun = { ...write, begunId: row.id, begunAt: row.at };
  return row.process_id === processId()
    ? // On a full disk its outcome is known before it is in the log.
      { ...begun, outcome: outcomeNotRecorded(row.id) ?? 'under-way' }
    : {
        ...begun,
        outcome: 'unknown',
        code: STOPPED_BEFORE_ANSWER,
        message: 'Sluice stopped before the answer.',
      };
}

/**
 * Renames a state's keys to today's names: the interval used to have the one only Create uses, and entries are never
 * rewritten.
 */
function stateIn(json: string): unknown {
  const state: unknown = JSON.parse(json);
  return typeof state === 'object' && state !== null && !Array.isArray(state)
    ? inOneSpelling({ ...state })
    : state;
}

/** The words of a line that has no outcome yet and is not in the index. */
export function termsOfOpen(row: LineRow): string[] {
  const { outcome, code, message } = recordedOf(row);
  const said = { ...row, code, message, outcome: outcome === 'under-way' ? row.outcome : outcome };
  return activityTerms(said);
}
