import { setTimeout as sleep } from 'node:timers/promises';
import { presentPostgres, startPostgres } from '../postgres.js';
import { Problem } from '../problem.js';
import { startCloud } from './cloud.js';
import { openDatabase } from './database.js';
import { checkHistory, mostPerSecond } from './check-history.js';
import { startProxy } from './proxy.js';
import { randomFrom } from './random.js';
import { prepareProcess } from './sluice-process.js';
import { changeSingles, describe, planRun, requestPages, startRun } from './traffic.js';

/**
 * @typedef {import('./check-history.js').Round} Round
 * @typedef {import('./sluice-process.js').Complaint} Complaint
 * @typedef {import('./sluice-process.js').SluiceProcess} SluiceProcess
 * @typedef {{ seed: number, seconds: number, processes: number, listeners: number, limit: number, say: (sentence: string) => void }} Options
 *   limit: calls a second to SLB, of all processes together
 */

/** Stops and starts take effect this long after they were sent, so that some are in flight when their process is killed. */
const WRITE_MILLIS = 80;
/** How long the effect of a killed process's call is awaited. */
const HORIZON_MILLIS = 3_000;
/** How soon each process knows what another one has written, on a busy machine. */
const KNOWN_WITHIN_MILLIS = 2_000;
/** How long a process that ends still serves, so that the proxy finds out. */
const STOP_DELAY_MILLIS = 1_000;
const STUCK_MILLIS = 60_000;
const LOOK_MILLIS = 100;
/** Between two kills, and until the killed process is started again. */
const KILL_REST_MILLIS = /** @type {const} */ ([1_500, 4_500]);
const DOWN_MILLIS = /** @type {const} */ ([100, 2_000]);
/** Connections that were cut are replaced within this time after the database is back. */
const RECOVERED_MILLIS = 5_000;

/**
 * Several Sluice processes on one PostgreSQL and one sandbox, which stop and start the same listeners in runs while
 * processes are killed, the database is restarted, and all of them are restarted one after the other. Everything that was
 * sent to SLB is checked afterwards (`checkHistory`).
 *
 * @param {Options} options
 * @returns {Promise<string[]>} what is wrong
 */
export async function runChaos(options) {
  const programs = presentPostgres();
  if (programs === null) throw new Problem('There is no PostgreSQL 15 or newer on this machine.');
  const [postgres, cloud] = await Promise.all([startPostgres(programs), startCloud(options.listeners)]);
  const database = openDatabase(postgres.url);
  /** @type {Complaint[]} */
  const complaints = [];
  const env = {
    DATABASE_URL: postgres.url,
    SLUICE_SANDBOX_PORT: String(cloud.port),
    SLUICE_SLB_CALLS_PER_SECOND: String(options.limit),
    SLUICE_SLB_TIMEOUT_MS: '2000',
    SLUICE_STOP_DELAY_MS: String(STOP_DELAY_MILLIS),
    SLUICE_SLB_WRITE_HORIZON_MS: String(HORIZON_MILLIS),
  };
  const processes = await Promise.all(
    Array.from({ length: options.processes }, (_, index) =>
      prepareProcess({ name: `process ${index + 1}`, env, complaints }),
    ),
  );
  try {
    return await tell({ ...options, postgres, cloud, database, processes, complaints });
  } finally {
    await Promise.all(processes.map((sluice) => sluice.kill()));
    await database.close();
    await Promise.all([postgres.stop(), cloud.stop()]);
    for (const sluice of processes) sluice.remove();
  }
}

/**
 * @typedef {object} Stage
 * @property {import('../postgres.js').PostgresServer} postgres
 * @property {import('./cloud.js').Cloud} cloud
 * @property {import('./database.js').Database} database
 * @property {readonly SluiceProcess[]} processes
 * @property {Complaint[]} complaints
 */

/** @param {Options & Stage} stage */
async function tell({ seed, seconds, limit, say, postgres, cloud, database, processes, complaints }) {
  const random = randomFrom(seed);
  const startedAt = Date.now();
  const log = (/** @type {string} */ sentence) =>
    say(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${sentence}`);
  /** @type {string[]} */
  const findings = [];
  /** @type {Round[]} */
  const rounds = [];
  /** When the database was restarted (epoch ms). */
  const outage = { from: Infinity, until: -Infinity };
  const isOutage = (/** @type {number} */ atMillis) => atMillis >= outage.from && atMillis <= outage.until;

  /** A request may fail if its process was killed, or the database was restarted, before it was answered. */
  const excuseOf = (/** @type {SluiceProcess} */ sluice) => () => {
    const { kills, state } = sluice;
    const wasOutage = isOutage(Date.now());
    return () =>
      wasOutage || isOutage(Date.now()) || state !== 'up' || sluice.kills !== kills || sluice.state !== 'up';
  };

  /** @template T @param {(sluice: SluiceProcess) => Promise<T>} work @returns {Promise<T>} */
  const onOne = async (work) => {
    for (;;) {
      const up = processes.filter(({ state }) => state === 'up');
      if (up.length === 0) {
        await sleep(LOOK_MILLIS);
        continue;
      }
      const sluice = random.oneOf(up);
      const isExpected = excuseOf(sluice)();
      try {
        return await work(sluice);
      } catch (error) {
        if (!isExpected()) throw error;
        await sleep(LOOK_MILLIS);
      }
    }
  };

  /** Runs that stop all listeners, start them again, and so on, until `isOver`. */
  const runUntil = async (/** @type {() => boolean} */ isOver) => {
    while (!isOver()) {
      const kind = rounds.length % 2 === 0 ? 'stop' : 'start';
      const before = rounds.at(-1)?.runId ?? 0;
      const runId = await onOne(async (sluice) => {
        // A process that was killed may have stored the run.
        const newest = await database.newestRun();
        if (newest > before) return newest;
        const { confirmed, millis } = await planRun(sluice, {
          kind,
          listeners: cloud.listeners,
          withinMillis: KNOWN_WITHIN_MILLIS,
        });
        if (before > 0) log(`${sluice.name} knew all that run ${before} did after ${Math.round(millis)} ms`);
        return startRun(sluice, kind, confirmed);
      });
      rounds.push({ runId, kind });
      log(`run ${runId}: ${kind} ${cloud.listeners.length} listeners`);
      log(`run ${runId}: ${await endOf(runId)}`);
    }
  };

  const endOf = async (/** @type {number} */ runId) => {
    for (let [known, since] = ['', Date.now()]; ; await sleep(LOOK_MILLIS)) {
      const found = await database.progress(runId).catch((error) => {
        if (!isOutage(Date.now())) throw error;
        return null;
      });
      if (found?.hasEnded) return found.states;
      if (found !== null && found.states !== known) [known, since] = [found.states, Date.now()];
      if (Date.now() - since > STUCK_MILLIS)
        throw new Error(`run ${runId} has not advanced for ${STUCK_MILLIS / 1000} s: ${known}`);
    }
  };

  try {
    // On an empty database, all at once: one of them migrates it.
    await Promise.all(processes.map((sluice) => sluice.start()));
    log(`${processes.length} processes serve; one has migrated the empty database`);
    await Promise.all(processes.map((sluice) => untilFilled(sluice, cloud)));
    log('all of them know all listeners');
    await cloud.delayWrites(WRITE_MILLIS);

    const pages = processes.map((sluice) =>
      requestPages({ url: () => sluice.url, isExcused: excuseOf(sluice) }),
    );
    const singles = changeSingles({
      processes,
      singles: cloud.singles,
      random: randomFrom(seed + 1),
      isExcused: (sluice) => excuseOf(sluice)(),
    });
    const endsAt = Date.now() + seconds * 1_000;
    const restartsAt = endsAt - seconds * 500;
    /** @type {unknown} */
    let trouble = null;
    const isOver = () => Date.now() >= endsAt || trouble !== null;
    const running = runUntil(isOver).catch((error) => (trouble = error));
    const killing = (async () => {
      while (!isOver()) {
        await sleep(random.between(...KILL_REST_MILLIS));
        if (isOver()) break;
        if (outage.until < 0 && Date.now() >= restartsAt) {
          outage.from = Date.now();
          outage.until = Infinity;
          log('the database is restarted');
          await postgres.restart();
          outage.until = Date.now() + RECOVERED_MILLIS;
          continue;
        }
        const victim = random.oneOf(processes);
        log(`${victim.name} is killed`);
        await victim.kill();
        await sleep(random.between(...DOWN_MILLIS));
        await victim.start();
        log(`${victim.name} serves again`);
      }
    })().catch((error) => (trouble = error));
    await Promise.all([running, killing]);
    await Promise.all([...pages, singles].map((traffic) => traffic.stop()));
    if (trouble !== null) throw trouble;
    findings.push(...failures('pages', pages), ...failures('single changes', [singles]));
    log(
      `${sum(pages)} pages and ${singles.count} single changes were answered besides ${rounds.length} runs`,
    );

    if (processes.length > 1) {
      const proxy = await startProxy(processes.map(({ url }) => url));
      const load = [1, 2].map(() => requestPages({ url: () => proxy.url, isExcused: () => () => false }));
      let isRolled = false;
      const rolling = (async () => {
        for (const sluice of processes) {
          await sluice.stop();
          await sluice.start();
          await proxy.untilReady(sluice.url);
          log(`${sluice.name} was restarted`);
        }
      })().finally(() => (isRolled = true));
      await Promise.all([rolling, runUntil(() => isRolled)]);
      await Promise.all(load.map((traffic) => traffic.stop()));
      await proxy.stop();
      findings.push(...failures('pages during the rolling restart', load));
      log(
        `rolling restart: ${sum(load)} pages answered, ${proxy.redirected()} of them sent on after a refused connection`,
      );
    }
  } catch (error) {
    findings.push(describe(error));
  }

  const [calls, statuses, rows, writes, activity] = await Promise.all([
    cloud.calls(),
    cloud.statuses(),
    database.rows(),
    database.writes(),
    database.verifyActivity(),
  ]);
  log(
    `${calls.length} calls, ${mostPerSecond(calls)} a second at most; ${writes.length} writes in ${activity.count} entries of the activity log`,
  );
  return [
    ...findings,
    ...checkHistory({
      listeners: cloud.listeners,
      singles: cloud.singles,
      rounds,
      calls,
      statuses,
      rows,
      writes,
      limit,
    }),
    ...activity.findings.map((finding) => `the activity log: ${finding}`),
    ...complaints
      .filter(({ atMillis }) => !isOutage(atMillis))
      .map(({ name, line }) => `${name} wrote: ${line}`),
  ];
}

/** @param {SluiceProcess} sluice @param {import('./cloud.js').Cloud} cloud */
async function untilFilled(sluice, { listeners, singles }) {
  await (await fetch(`${sluice.url}/listeners`)).text();
  for (const since = Date.now(); ; await sleep(LOOK_MILLIS)) {
    const state = await (await fetch(`${sluice.url}/listeners/inventory`)).json();
    if (!state.filling && !state.naming && state.listeners === listeners.length + singles.length) return;
    if (Date.now() - since > STUCK_MILLIS)
      throw new Error(`${sluice.name} does not know all listeners: ${JSON.stringify(state)}`);
  }
}

/** @param {string} what @param {readonly import('./traffic.js').Traffic[]} traffic */
function failures(what, traffic) {
  const failed = traffic.flatMap((each) => each.failed);
  return failed.length === 0 ? [] : [`${failed.length} ${what} failed: ${failed.slice(0, 5).join('; ')}`];
}

/** @param {readonly import('./traffic.js').Traffic[]} traffic */
function sum(traffic) {
  return traffic.reduce((total, { count }) => total + count, 0);
}
