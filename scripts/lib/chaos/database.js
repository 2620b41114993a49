import pg from 'pg';
import { checkActivity } from '../activity-chain.js';
import { serverSource } from '../activity-source.js';
import { idOf } from './cloud.js';

/** Ids and durations, which are safe integers. */
const INT8 = 20;
const types = /** @type {import('pg').CustomTypesConfig} */ ({
  getTypeParser: (/** @type {number} */ oid) => (oid === INT8 ? Number : pg.types.getTypeParser(oid)),
});

/**
 * @typedef {{ runId: number, id: string, state: string, outcome: string | null, code: string | null, attempts: number }} Row of
 *   a run; id: of its listener
 * @typedef {{ entry: number, atMillis: number, endMillis: number | null, outcome: string | null, operation: string, runId: number | null, id: string, instance: string, process: string, endedBy: string | null }} Write
 *   an intent in the activity log, and its outcome; null: there is none
 * @typedef {ReturnType<typeof openDatabase>} Database
 */

/**
 * What the harness reads of Sluice's database, by itself.
 *
 * @param {string} url
 */
export function openDatabase(url) {
  const pool = new pg.Pool({ connectionString: url, max: 2, types });
  // The server is restarted under it.
  pool.on('error', () => {});
  const all = async (/** @type {string} */ text, /** @type {unknown[]} */ values = []) =>
    (await pool.query(text, values)).rows;
  return {
    newestRun: async () => Number((await all('select max(id) as id from runs'))[0].id ?? 0),
    /** @param {number} runId */
    progress: async (runId) => {
      const [run] = await all('select ended_at from runs where id = $1', [runId]);
      const states = await all(
        'select state, count(*) as count from run_rows where run_id = $1 group by state order by state',
        [runId],
      );
      return {
        hasEnded: run?.ended_at != null,
        states: states.map(({ state, count }) => `${count} ${state}`).join(', '),
        done: states.find(({ state }) => state === 'done')?.count ?? 0,
      };
    },
    /** @returns {Promise<Row[]>} */
    rows: async () =>
      (await all('select * from run_rows order by run_id, position')).map((row) => ({
        runId: row.run_id,
        id: idOf(keyOf(row)),
        state: row.state,
        outcome: row.outcome,
        code: row.code,
        attempts: row.attempts,
      })),
    /** @returns {Promise<Write[]>} */
    writes: async () =>
      (
        await all(
          `select begun.*, ended.at as ended_at, ended.outcome as ended_as, ended.process_id as ended_by
            from activity as begun left join activity as ended on ended.begun_id = begun.id
            where begun.outcome = 'begun' order by begun.id`,
        )
      ).map((row) => ({
        entry: row.id,
        atMillis: Date.parse(row.at),
        endMillis: row.ended_at === null ? null : Date.parse(row.ended_at),
        outcome: row.ended_as,
        operation: row.operation,
        runId: row.run_id,
        id: idOf(keyOf(row)),
        instance: `${row.region_id}/${row.load_balancer_id}`,
        process: row.process_id,
        endedBy: row.ended_by,
      })),
    /** What `npm run verify-activity` checks. */
    verifyActivity: async () => {
      const client = new pg.Client({ connectionString: url, types });
      await client.connect();
      return checkActivity(serverSource(client)).finally(() => client.end());
    },
    close: () => pool.end(),
  };
}

/** @param {{ region_id: string, load_balancer_id: string, listener_port: number }} row */
function keyOf(row) {
  return {
    regionId: row.region_id,
    loadBalancerId: row.load_balancer_id,
    listenerPort: row.listener_port,
  };
}
