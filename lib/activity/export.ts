import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CSV_START, csvLine } from '@/lib/export/csv';
import type { ActivityFilter } from './filter';
import { listActivity, type RecordedActivity } from './list';

const AT_ONCE = 500;

const columns = [
  'id',
  'at',
  'begunAt',
  'actor',
  'from',
  'sessionId',
  'sluiceRequestId',
  'account',
  'operation',
  'regionId',
  'loadBalancerId',
  'listenerPort',
  'protocol',
  'outcome',
  'code',
  'message',
  'requestId',
  'durationMillis',
  'settledAs',
  'settledAt',
  'runId',
  'before',
  'after',
] as const satisfies readonly (keyof RecordedActivity)[];

/**
 * All matching lines, newest first, in chunks of text as they are read: a file of any length needs the memory of a
 * page.
 */
export async function* exportActivity(
  filter: ActivityFilter,
  format: 'csv' | 'json',
): AsyncGenerator<string, void, undefined> {
  yield format === 'csv' ? CSV_START + csvLine(columns) : '[';
  let beforeId: number | undefined;
  for (;;) {
    // Let other work run in between, and finished statements be released.
    await nextTurn();
    const lines = await listActivity({ limit: AT_ONCE, beforeId, filter });
    if (lines.length > 0) {
      const first = beforeId === undefined;
      yield format === 'csv'
        ? lines.map((line) => csvLine(columns.map((column) => cellOf(line[column])))).join('')
        : (first ? '\n' : ',\n') + lines.map((line) => JSON.stringify(line)).join(',\n');
    }
    beforeId = lines.at(-1)?.id;
    if (lines.length < AT_ONCE) break;
  }
  if (format === 'json') yield '\n]\n';
}

/** A state is one cell, as JSON. */
function cellOf(value: unknown): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value) ?? null;
}
