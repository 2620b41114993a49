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
  const [instances, lately, creations] = await Promise.all([
    readInstances(run.id),
    endedLately(run),
    creationsOf(run),
  ]);
  const rates = instances.map((instance) => ({
    left: openRows(instance),
    ...(lately.get(instanceKey(instance)) ?? { ended: 0, overMillis: 0 }),
  }));
  const secondsLeft =
    run.pausedAt === null
      ? secondsToGo({
          rates,
          creationsLeft: creations.left,
          creationsLately: creations.lately,
          creationsPerMinute: config().slb.creationsPerMinute,
          overMillis: Math.min(PACE_WINDOW_MILLIS, run.workedMillis),
        })
      : null;
  return {
    perMinute: rates.reduce((sum, { ended }) => sum + ended, 0),
    secondsLeft,
    instances: instances.slice(0, SHOWN_MAX),
    instanceCount: instances.length,
  };
}

/**
 * The rows of one instance: how many are left, how many ended in the last minute, and in how many milliseconds, from the
 * beginning of the first to the end of the last.
 */
type InstanceRate = { left: number; ended: number; overMillis: number };

/**
 * How long the rest takes: at the rate of the last minute; no less than the rate of creations allows, which a run only meets
 * once it has made as many as fit into a minute; and no less than the instance that has most to do, which takes one row at
 * a time however many have finished beside it. Null: nothing has ended yet. Pure.
 */
export function secondsToGo(known: {
  rates: readonly InstanceRate[];
  creationsLeft: number;
  creationsLately: number;
  creationsPerMinute: number;
  overMillis: number;
}): number | null {
  const { rates, creationsLeft, creationsLately, creationsPerMinute, overMillis } = known;
  const sum = (of: (instance: InstanceRate) => number) =>
    rates.reduce((total, instance) => total + of(instance), 0);
  const left = sum((instance) => instance.left);
  const ended = sum((instance) => instance.ended);
  if (left === 0) return 0;
  if (ended === 0) return null;
  const atRate = (left * overMillis) / ended / 1000;
  const beyond = Math.max(0, creationsLeft + creationsLately - creationsPerMinute);
  const atPace = (beyond / creationsPerMinute) * 60;
  // Where nothing has ended yet, a row takes as long as elsewhere.
  const usualMillis = sum((instance) => instance.overMillis) / ended;
  const inTurn = rates.map((instance) => {
    const millis = instance.ended === 0 ? usualMillis : instance.overMillis / instance.ended;
    return (instance.left * Math.min(millis, overMillis)) / 1000;
  });
  return Math.ceil(Math.max(atRate, atPace, ...inTurn));
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
    const key = instanceKey({ regionId, loadBalancerId });
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
  return [...instances]
    .map(([key, instance]) => ({ ...instance, counts: countRows(rows.get(key) ?? []) }))
    .toSorted((one, other) => other.now.length - one.now.length || openRows(other) - openRows(one));
}

function openRows({ counts }: InstancePulse): number {
  return openRowStates.reduce((sum, state) => sum + counts[state], 0);
}

function instanceKey({ regionId, loadBalancerId }: Pick<InstancePulse, 'regionId' | 'loadBalancerId'>) {
  return `${regionId}/${loadBalancerId}`;
}

const lately = () => new Date(Date.now() - PACE_WINDOW_MILLIS).toISOString();

/** What ended on each instance in the last minute. */
async function endedLately({ id }: Run): Promise<ReadonlyMap<string, Omit<InstanceRate, 'left'>>> {
  const open = await database();
  const since = lately();
  const groups = await open
    .selectFrom('run_rows')
    .select(({ fn }) => [
      'region_id as regionId',
      'load_balancer_id as loadBalancerId',
      fn.countAll<number>().as('ended'),
      fn.min('started_at').as('first'),
      fn.max('ended_at').as('last'),
    ])
    .where('run_id', '=', id)
    .where('ended_at', '>', since)
    .where('attempts', '>', 0)
    .groupBy(['region_id', 'load_balancer_id'])
    .execute();
  return new Map(
    groups.map(({ ended, first, last, ...instance }) => [
      instanceKey(instance),
      { ended: Number(ended), overMillis: Date.parse(last ?? '') - beginOf(first ?? last ?? '', since) },
    ]),
  );
}

/** A row that was taken over from a process that ended began long ago, and nothing was done in between. */
function beginOf(first: string, since: string): number {
  return Math.max(Date.parse(first), Date.parse(since));
}

/** How many creations began in the last minute, and how many are left. */
async function creationsOf({ id }: Run): Promise<{ lately: number; left: number }> {
  const open = await database();
  const creations = () =>
    open
      .selectFrom('run_rows')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('run_id', '=', id)
      .where('action', '=', 'create');
  const [begun, waiting] = await Promise.all([
    creations().where('started_at', '>', lately()).executeTakeFirstOrThrow(),
    creations().where('state', '=', 'waiting').executeTakeFirstOrThrow(),
  ]);
  return { lately: Number(begun.count), left: Number(waiting.count) };
}
