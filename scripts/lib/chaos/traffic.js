import { setTimeout as sleep } from 'node:timers/promises';
import { callAction, postJson } from './actions.js';
import { idOf } from './cloud.js';

/**
 * @typedef {import('./cloud.js').ListenerKey} ListenerKey
 * @typedef {import('./random.js').Random} Random
 * @typedef {import('./sluice-process.js').SluiceProcess} SluiceProcess
 * @typedef {{ count: number, failed: string[], stop: () => Promise<void> }} Traffic
 */

const PAGES = ['/listeners', '/listeners?sort=-port&page=2', '/runs', '/activity', '/api/health/ready'];
const PAGE_REST_MILLIS = 150;
const SINGLE_REST_MILLIS = 400;
const AGAIN_MILLIS = 50;
/** Longer than any page should take, and than a write waits for its turn. */
const PATIENCE_MILLIS = 60_000;

/**
 * Requests one page after the other until it is stopped.
 *
 * @param {{ url: () => string, isExcused: () => () => boolean }} options isExcused: called before each request; what it
 *   returns says after a failure whether that is what the chaos does
 * @returns {Traffic}
 */
export function requestPages({ url, isExcused }) {
  return repeat(PAGE_REST_MILLIS, isExcused, async (turn) => {
    const page = PAGES[turn % PAGES.length] ?? '';
    const response = await fetch(`${url()}${page}`, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    const text = await response.text();
    if (response.status !== 200)
      throw new Error(`${page} was answered ${response.status}: ${text.slice(0, 200)}`);
  });
}

/**
 * Stops and starts one listener after the other, each on a process chosen at random, while runs change others of the same
 * instances. The warning about an earlier change without a known outcome, of a killed process, is confirmed.
 *
 * @param {{ processes: readonly SluiceProcess[], singles: readonly ListenerKey[], random: Random, isExcused: (sluice: SluiceProcess) => () => boolean }} options
 * @returns {Traffic}
 */
export function changeSingles({ processes, singles, random, isExcused }) {
  let sluice = random.oneOf(processes);
  return repeat(
    SINGLE_REST_MILLIS,
    () => {
      sluice = random.oneOf(processes);
      return isExcused(sluice);
    },
    async (turn) => {
      const listener = singles[turn % singles.length];
      const action = Math.floor(turn / singles.length) % 2 === 0 ? 'stopListener' : 'startListener';
      const outcome = /** @type {import('../../../lib/model/outcome').ChangeOutcome} */ (
        await callAction(sluice.url, action, [listener, true])
      );
      if (!outcome.ok) throw new Error(`${action} on ${sluice.name}: ${JSON.stringify(outcome.error)}`);
    },
  );
}

/**
 * @param {number} restMillis
 * @param {() => () => boolean} isExcused
 * @param {(turn: number) => Promise<void>} work
 * @returns {Traffic}
 */
function repeat(restMillis, isExcused, work) {
  const end = new AbortController();
  /** @type {Traffic} */
  const traffic = {
    count: 0,
    failed: [],
    stop: () => {
      end.abort();
      return running;
    },
  };
  const running = (async () => {
    for (let turn = 0; !end.signal.aborted; turn += 1) {
      const isExpected = isExcused();
      try {
        await work(turn);
        traffic.count += 1;
      } catch (error) {
        if (!isExpected()) traffic.failed.push(`${new Date().toISOString()} ${describe(error)}`);
      }
      await sleep(restMillis);
    }
  })();
  return traffic;
}

/**
 * What the plan for these listeners says on one process, until it affects all of them.
 *
 * @param {SluiceProcess} sluice
 * @param {{ kind: 'stop' | 'start', listeners: readonly ListenerKey[], withinMillis: number }} options
 * @returns {Promise<{ confirmed: unknown, millis: number }>} millis: until the process knew what the last run has changed
 */
export async function planRun(sluice, { kind, listeners, withinMillis }) {
  const selected = groupsOf(listeners);
  const startedAt = performance.now();
  for (;;) {
    const plan = /** @type {PlanDetail} */ (await postJson(`${sluice.url}/runs/plan`, { selected, kind }));
    const count = plan.touched.reduce((sum, { ports }) => sum + ports.length, 0);
    const millis = performance.now() - startedAt;
    if (count === listeners.length) return { confirmed: confirmedOf(plan), millis };
    if (millis > withinMillis)
      throw new Error(
        `${Math.round(millis)} ms after the last run, ${sluice.name} would ${kind} only ${count} of ${listeners.length}: ` +
          JSON.stringify(plan.skipped).slice(0, 300),
      );
    await sleep(AGAIN_MILLIS);
  }
}

/**
 * @param {SluiceProcess} sluice
 * @param {'stop' | 'start'} kind
 * @param {unknown} confirmed
 * @returns {Promise<number>} the run's id
 */
export async function startRun(sluice, kind, confirmed) {
  const outcome = /** @type {{ ok: true, runId: number } | { ok: false, reason: string }} */ (
    await callAction(sluice.url, 'startRun', [{ kind, confirmed, settings: null }])
  );
  if (!outcome.ok) throw new Error(`${sluice.name} did not start a run: ${outcome.reason}`);
  return outcome.runId;
}

/** @typedef {import('../../../lib/runs/plan-run').PlanDetail} PlanDetail */

/** @param {PlanDetail} plan as its dialog gets it */
function confirmedOf({ touched, skipped }) {
  const named = (
    /** @type {import('../../../lib/runs/plan-run').InstancePorts} */ { regionId, loadBalancerId, ports },
  ) => ({
    regionId,
    loadBalancerId,
    ports,
  });
  return {
    touched: touched.map((group) => ({
      ...named(group),
      onlyIfStopped: group.onlyIfStopped,
      despiteUnsettled: group.despiteUnsettled,
    })),
    skipped: skipped.flatMap(({ instances }) => instances.map(named)),
  };
}

/** @param {readonly ListenerKey[]} listeners */
function groupsOf(listeners) {
  /** @type {Map<string, { regionId: string, loadBalancerId: string, ports: number[] }>} */
  const groups = new Map();
  for (const { regionId, loadBalancerId, listenerPort } of listeners) {
    const key = idOf({ regionId, loadBalancerId, listenerPort: 0 });
    const group = groups.get(key) ?? { regionId, loadBalancerId, ports: [] };
    group.ports.push(listenerPort);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** @param {unknown} error */
export function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
