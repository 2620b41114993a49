import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Insertable, Kysely } from 'kysely';
import { GENESIS, hashOfActivity, type UnhashedActivity } from '@/lib/db/activity-hash';
import { activityTerms } from '@/lib/db/activity-search';
import { insertTerms } from '@/lib/db/dialect';
import type { ActivityTable, DatabaseSchema } from '@/lib/db/schema';
import { inTransaction } from '@/lib/db/write-lock';

/** SQLite binds some 32,000 values per statement; a write has two rows of some twenty. */
const AT_ONCE = 500;
const regions = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1', 'eu-central-1'];
const operations = [
  'CreateLoadBalancerTCPListener',
  'SetLoadBalancerTCPListenerAttribute',
  'StartLoadBalancerListener',
  'StopLoadBalancerListener',
  'DeleteLoadBalancerListener',
];

/**
 * Adds this many past writes to the empty audit log of a database: one in nine rejected by SLB, one in twenty before a
 * call, all others done; 300 instances, one in a thousand by a second actor. The same rows each time.
 */
export async function fillActivity(database: Kysely<DatabaseSchema>, writes: number): Promise<void> {
  const started = Date.parse('2025-01-01T00:00:00Z');
  let previousHash = GENESIS;
  let id = 0;
  let entries: Insertable<ActivityTable>[] = [];
  let words: { id: number; terms: string[] }[] = [];
  const put = (
    entry: Omit<UnhashedActivity, 'id' | 'previous_hash'>,
    states: { before_json: string; after_json: string } | null,
  ): number => {
    id += 1;
    const unhashed = { ...entry, id, previous_hash: previousHash };
    previousHash = hashOfActivity(unhashed);
    entries.push({ ...unhashed, hash: previousHash });
    if (states !== null) words.push({ id, terms: activityTerms({ ...unhashed, ...states }) });
    return id;
  };
  for (let first = 0; first < writes; first += AT_ONCE) {
    for (let index = first; index < Math.min(writes, first + AT_ONCE); index += 1) {
      const region = regions[index % regions.length] ?? '';
      const operation = operations[Math.floor(index / 7) % operations.length] ?? '';
      const states = {
        before_json:
          operation === 'CreateLoadBalancerTCPListener'
            ? 'null'
            : `{"Bandwidth":"-1","BackendServerPort":"80","Scheduler":"wrr","PersistenceTimeout":"0","HealthCheckSwitch":"on","HealthCheckType":"tcp","HealthCheckConnectPort":"80","HealthyThreshold":"3","UnhealthyThreshold":"3","AclStatus":"off","Status":"stopped"}`,
        after_json: `{"Bandwidth":"${(index % 50) * 10 || -1}","BackendServerPort":"80","Scheduler":"${index % 3 ? 'wrr' : 'wlc'}"}`,
      };
      const write = {
        at: new Date(started + index * 20_000).toISOString(),
        actor: index % 1000 === 7 ? 'deploy' : 'local',
        operation,
        region_id: region,
        load_balancer_id: `lb-fill${String(index % 300).padStart(4, '0')}`,
        listener_port: 8000 + (index % 41),
        from_address: '127.0.0.1',
        run_id: index % 5 === 0 ? Math.floor(index / 500) + 1 : null,
        process_id: 'fill',
      };
      const nothingYet = {
        code: null,
        message: null,
        request_id: null,
        duration_millis: null,
        begun_id: null,
      };
      if (index % 20 === 11) {
        const rejection = {
          ...nothingYet,
          outcome: 'refused' as const,
          code: 'Sluice.ConsoleProtected',
          message: 'Protected.',
          duration_millis: 20,
        };
        put({ ...write, ...states, ...rejection }, states);
        continue;
      }
      const begunId = put({ ...write, ...states, ...nothingYet, outcome: 'begun' }, null);
      const rejected = index % 9 === 4;
      put(
        {
          ...write,
          before_json: 'null',
          after_json: 'null',
          outcome: rejected ? 'refused' : 'succeeded',
          code: rejected ? 'OperationFailed.ListenerStatusNotSupport' : null,
          message: rejected ? 'The current status of the listener does not support this.' : null,
          request_id: `${index.toString(16).toUpperCase().padStart(8, '0')}-92F6-4AE4-92F8-7FF34B540710`,
          duration_millis: 40 + (index % 400),
          begun_id: begunId,
        },
        states,
      );
    }
    const [rows, terms] = [entries, words];
    [entries, words] = [[], []];
    await inTransaction(database, async (connection) => {
      await connection.insertInto('activity').values(rows).execute();
      for (const { id: line, terms: ofLine } of terms) await insertTerms(connection, line, ofLine);
    });
    await nextTurn();
  }
}
