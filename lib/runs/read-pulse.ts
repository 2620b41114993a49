import 'server-only';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { PACE_WINDOW_MILLIS } from './pace';
import { oneOf } from './read-runs';
import { countRows, type CountedRows } from './run-counts';
import { openRowStates, rowStates, type Run, type RunCounts } from './run-types';

/** How a run in progress gets on, and how much longer it takes. */

/** The part of a run on one instance, which takes one row at a time. */
export type InstancePulse = {
  regionId: string;
  loadBalancerId: string;
  name: string;
  counts: RunCounts;
  /** The ports of the rows that are in a call, or that are followed. */
  now: number[];
};

export type Pulse = {
  /** Rows that ended in the last minute. */
  perMinute: number;
  /** Null if that cannot be said: nothing has ended lately, or the run is paused. */
  secondsLeft: number | null;
  /** The busiest first; at most `SHOWN_MAX`. */
  instances: InstancePulse[];
  instanceCount: number;
};

/** Of more instances the first are shown. */
const SHOWN_MAX = 24;

/** What the page of a run in progress shows of it besides its counts. */
export async function readPulse(run: Run): Promise<Pulse> {
  const [instances, recent] = await Promise.all([readInstances(run.id), endedLately(run)]);
  const left = run.counts.waiting + run.counts.calling + run.counts.accepted;
  const secondsLeft =
    run.pausedAt === null
      ? secondsToGo({
          left,
          creationsLeft: recent.creationsLeft,
          creationsLately: recent.creations,
          creationsPerMinute: config().slb.creationsPerMinute,
          ended: recent.ended,
          overMillis: Math.min(PACE_WINDOW_MILLIS, run.workedMillis),
        })
      : null;
  return {
    perMinute: recent.ended,
    secondsLeft,
    instances: instances.slice(0, SHOWN_MAX),
    instanceCount: instances.length,
  };
}

/**
 * How long the rest takes: at the rate of the last minute, and no less than the rate of creations allows, which a run only
 * meets once it has made as many as fit into a minute. Null: nothing has ended yet. Pure.
 */
export function secondsToGo(known: {
  left: number;
  creationsLeft: number;
  creationsLately: number;
  creationsPerMinute: number;
  ended: number;
  overMillis: number;
}): number | null {
  const { left, creationsLeft, creationsLately, creationsPerMinute, ended, overMillis } = known;
  if (left === 0) return 0;
  if (ended === 0) return null;
  const atRate = (left * overMillis) / ended / 1000;
  const beyond = Math.max(0, creationsLeft + creationsLately - creationsPerMinute);
  const atPace = (beyond / creationsPerMinute) * 60;
  return Math.ceil(Math.max(atRate, atPace));
}

async function readInstances(runId: number): Promise<InstancePulse[]> {
  const open = await database();
  const [groups, busy] = await Promise.all([
    open
      .selectFrom('run_rows')
      .select(({ fn, eb }) => [
        'region_id',
        'load_balancer_id',
        'state',
        'outcome',
        eb.case().when('attempts', '=', 0).then(0).else(1).end().as('attempted'),
        fn.max('load_balancer_name').as('name'),
        fn.min('position').as('first'),
        fn.countAll<number>().as('count'),
      ])
      .where('run_id', '=', runId)
      .groupBy(['region_id', 'load_balancer_id', 'state', 'outcome', 'attempted'])
      .orderBy('first')
      .execute(),
    open
      .selectFrom('run_rows')
      .select(['region_id', 'load_balancer_id', 'listener_port'])
      .where('run_id', '=', runId)
      .where('state', 'in', ['calling', 'accepted'])
      .orderBy('position')
      .limit(10 * SHOWN_MAX)
      .execute(),
  ]);
  const rows = new Map<string, CountedRows[]>();
  const instances = new Map<string, Omit<InstancePulse, 'counts'>>();
  for (const { region_id: regionId, load_balancer_id: loadBalancerId, name, ...group } of groups) {
    const key = `${regionId}/${loadBalancerId}`;
    const instance = { regionId, loadBalancerId, name: name ?? loadBalancerId, now: [] };
    if (!instances.has(key)) instances.set(key, instance);
    rows.set(key, [
      ...(rows.get(key) ?? []),
      {
        state: oneOf(rowStates, group.state),
        outcome: null,
        isSkippedAhead: group.state === 'skipped' && group.attempted === 0,
        count: Number(group.count),
      },
    ]);
  }
  for (const row of busy)
    instances.get(`${row.region_id}/${row.load_balancer_id}`)?.now.push(row.listener_port);
  const left = ({ counts }: InstancePulse) => openRowStates.reduce((sum, state) => sum + counts[state], 0);
  return [...instances]
    .map(([key, instance]) => ({ ...instance, counts: countRows(rows.get(key) ?? []) }))
    .toSorted((one, other) => other.now.length - one.now.length || left(other) - left(one));
}

async function endedLately({
  id,
}: Run): Promise<{ ended: number; creations: number; creationsLeft: number }> {
  const since = new Date(Date.now() - PACE_WINDOW_MILLIS).toISOString();
  const open = await database();
  const count = async (query: { executeTakeFirstOrThrow: () => Promise<{ count: number }> }) =>
    Number((await query.executeTakeFirstOrThrow()).count);
  const rows = () =>
    open
      .selectFrom('run_rows')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('run_id', '=', id);
  const [ended, creations, creationsLeft] = await Promise.all([
    count(rows().where('ended_at', '>', since).where('attempts', '>', 0)),
    count(rows().where('action', '=', 'create').where('started_at', '>', since)),
    count(rows().where('action', '=', 'create').where('state', '=', 'waiting')),
  ]);
  return { ended, creations, creationsLeft };
}
