import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CSV_START, csvLine } from '@/lib/export/csv';
import { readRowsInOrder } from './read-runs';
import type { RunRow } from './run-types';

const AT_ONCE = 500;

export type ResultFormat = 'csv' | 'json';

/** What the file says of a row, by column. */
function resultOf({ listener, ...row }: RunRow) {
  return {
    position: row.position,
    ...listener,
    loadBalancerName: row.loadBalancerName,
    protocol: row.protocol,
    action: row.action,
    state: row.state,
    outcome: row.outcome,
    status: row.status,
    reason: row.blockReason,
    code: row.code,
    message: row.message,
    requestId: row.requestId,
    attempts: row.attempts,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  };
}

const columns = [
  'position',
  'regionId',
  'loadBalancerId',
  'listenerPort',
  'loadBalancerName',
  'protocol',
  'action',
  'state',
  'outcome',
  'status',
  'reason',
  'code',
  'message',
  'requestId',
  'attempts',
  'startedAt',
  'endedAt',
] as const satisfies readonly (keyof ReturnType<typeof resultOf>)[];

/** The result of each row of a run as a file, in the order of its plan, in chunks of text as they are read. */
export async function* exportResults(
  runId: number,
  format: ResultFormat,
): AsyncGenerator<string, void, undefined> {
  yield format === 'csv' ? CSV_START + csvLine(columns) : '[';
  let after = 0;
  for (;;) {
    await nextTurn();
    const rows = await readRowsInOrder(runId, { after, limit: AT_ONCE });
    const results = rows.map(resultOf);
    if (results.length > 0)
      yield format === 'csv'
        ? results.map((result) => csvLine(columns.map((column) => result[column]))).join('')
        : (after === 0 ? '\n' : ',\n') + results.map((result) => JSON.stringify(result)).join(',\n');
    after = rows.at(-1)?.position ?? after;
    if (rows.length < AT_ONCE) break;
  }
  if (format === 'json') yield '\n]\n';
}
