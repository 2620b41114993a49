import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Span } from '@opentelemetry/api';
import { processId } from '@/lib/activity/append';
import { appendPostponed } from '@/lib/activity/postponed';
import { config, inEachAccount } from '@/lib/config';
import { listen } from '@/lib/db/wake';
import { connectionIdentity } from '@/lib/inventory/connection';
import { isStorageFailure, storageProblem, whenReachable } from '@/lib/db/storage';
import { saveKept } from '@/lib/inventory/inventory';
import { CREATE_ACTION } from '@/lib/listeners/wire/parameters';
import { throttlingOf } from '@/lib/slb/observed-throttling';
import { sluiceCodes } from '@/lib/model/errors';
import type { Requester } from '@/lib/model/actor';
import type { PermissionReason } from '@/lib/model/permission';
import { makeRecentReads } from '@/lib/listeners/commands/recent-reads';
import { isInService } from '@/lib/listeners/commands/writes-in-flight';
import { outsideRequest } from '@/lib/telemetry/request-id';
import { inSpan, markFailed } from '@/lib/telemetry/tracing';
import { makeFollower } from './follow-accepted';
import { awaitRuns } from './lock';
import { makeQueues } from './queues';
import { resumeRow, takeUpWaiting } from './resume-row';
import { makePace, PACE_WINDOW_MILLIS } from './pace';
import { makeRowPages } from './row-pages';
import {
  adoptRun,
  beginRow,
  endRunWhenDone,
  isAnyRunLeft,
  isPaused,
  settleRow,
  RUNS_CHANNEL,
  stopRun,
  type RowResult,
} from './row-store';
import {
  begunRows,
  creationsSince,
  isAnythingToDo,
  openRuns,
  type OpenRun,
  type RowToDo,
} from './rows-to-do';
import { wasNotTried, type RowOfStep, type Step, type StepResult } from './step-results';
import { stepOf } from './steps';

/**
 * How many instances are worked on in parallel; each takes one write at a time. The client's own limit applies on top.
 */
const MAX_PARALLEL_INSTANCES = 8;
/** A row fails after SLB was too busy this often, each time for as long as the client retries its call. */
const MAX_ATTEMPTS = 10;
const TROUBLE_MIN_MILLIS = 5_000;
const TROUBLE_MAX_MILLIS = 300_000;

type Executor = { ended: Promise<void>; isDue: boolean; wake: () => void };

// On globalThis because a Next server may load one module twice, and an account has one executor.
const held: typeof globalThis & { sluiceExecutors?: Map<string | null, Executor> } = globalThis;
const executors = () => (held.sluiceExecutors ??= new Map());

/**
 * Makes sure that every unfinished run of the current account is executed, in the background. Called at server start, and
 * when a run is started or retried. Rows a killed process left in their call are first checked in the cloud. Resolves
 * when nothing is left to do; several calls share one execution.
 */
export function executeRuns(): Promise<void> {
  const { account } = config();
  const running = executors().get(account);
  if (running !== undefined) {
    running.isDue = true;
    running.wake();
    return running.ended;
  }
  const executor: Executor = { ended: Promise.resolve(), isDue: true, wake: () => {} };
  executors().set(account, executor);
  executor.ended = outsideRequest(() => untilNothingIsLeft(executor)).finally(() =>
    executors().delete(account),
  );
  return executor.ended;
}

/**
 * Executes the runs of all accounts that are left, and from now on those that any process tells of: whoever has the lock
 * takes them in, and the others wait for it, to go on where its process ends.
 */
export function watchRuns(): void {
  const executeAll = (): void => inEachAccount(() => void executeRuns());
  listen(RUNS_CHANNEL, executeAll);
  executeAll();
}

/** Of a process that has left service: begins no further row, and lets another process go on as soon as its calls have ended. */
export function releaseRuns(): void {
  for (const executor of executors().values()) executor.wake();
}

async function untilNothingIsLeft(executor: Executor): Promise<void> {
  let troubleMillis = TROUBLE_MIN_MILLIS;
  // Rows of a stopping process stay in the database for the next start.
  while (executor.isDue && isInService()) {
    executor.isDue = false;
    try {
      if (!(await isAnythingLeft())) continue;
      const lock = await awaitRuns(() => executor.wake());
      if (lock !== null) await drain(executor, lock.isHeld).finally(lock.release);
      troubleMillis = TROUBLE_MIN_MILLIS;
    } catch (error) {
      // A full disk, a bug: the remaining rows stay in the database, and are retried. Without its database, as soon as that
      // is back.
      tell(error);
      await (storageProblem()?.kind === 'unreachable' ? whenReachable() : sleep(troubleMillis));
      troubleMillis = Math.min(2 * troubleMillis, TROUBLE_MAX_MILLIS);
    }
    executor.isDue = true;
  }
}

/**
 * Whether this connection has a run to execute; those of another wait for it, and paused ones for somebody. Throws without credentials: those of a
 * role may come late.
 */
async function isAnythingLeft(): Promise<boolean> {
  const connection = await connectionIdentity();
  if (connection !== null) return isAnythingToDo(await openRuns(connection));
  if (await isAnyRunLeft()) throw new Error('Runs wait for credentials: Sluice finds none.');
  return false;
}

/**
 * Works until no row is left, including runs started in the meantime, or another process may work on them. Unexpected
 * errors are thrown once nothing is in flight any more.
 */
async function drain(executor: Executor, isHeld: () => boolean): Promise<void> {
  const queues = makeQueues();
  const pages = makeRowPages(queues, 2 * MAX_PARALLEL_INSTANCES);
  const pace = makePace(
    config().slb.creationsPerMinute,
    await creationsSince(Date.now() - PACE_WINDOW_MILLIS),
  );
  const reads = makeRecentReads();
  const runs = new Map<number, OpenRun>();
  /** Whether each run was paused when its rows were last read. */
  const takenIn = new Map<number, boolean>();
  const runOf = ({ runId }: Pick<RowToDo, 'runId'>) => {
    const found = runs.get(runId);
    if (found === undefined) throw new Error(`run ${runId} is not known`);
    return found;
  };
  const stepFor = (row: Pick<RowToDo, 'runId' | 'action'>) => stepOf(row.action, runOf(row).settings);
  const follower = makeFollower(stepFor);
  let following: Promise<void> | null = null;
  const attempts = new Map<string, number>();
  const inFlight = new Set<Promise<void>>();
  const troubles: unknown[] = [];

  const takeIn = async () => {
    const connection = await connectionIdentity();
    if (connection === null) return;
    for (const run of await openRuns(connection)) {
      if (runs.get(run.id)?.processId !== run.processId && (await adoptRun(run))) run.processId = processId();
      runs.set(run.id, run);
      const isResumed = takenIn.get(run.id) === true && !run.isPaused;
      if (run.isPaused) {
        queues.drop(run.id);
        pages.drop(run.id);
        if (takenIn.has(run.id)) takenIn.set(run.id, true);
      } else if (isResumed) {
        // What is in progress goes on, and is not among what waits.
        takenIn.set(run.id, false);
        await pages.add(run);
      }
      // One that is in progress is known.
      if (queues.runs().includes(run.id) || pages.has(run.id)) continue;
      if (follower.has(run.id) && takenIn.get(run.id) === run.isPaused) continue;
      takenIn.set(run.id, run.isPaused);
      const { calling, accepted } = await begunRows(run);
      queues.add(calling);
      follower.add(accepted);
      if (!run.isPaused) await pages.add(run);
      if (calling.length + accepted.length === 0 && !pages.has(run.id)) await endRunWhenDone(run.id);
    }
    await pages.refill(Date.now());
  };
  const mayTake = ({ action }: RowToDo) => action !== 'create' || pace.delayMillis(Date.now()) === 0;
  const work = async (row: RowToDo, span: Span) => {
    const step = stepFor(row);
    // A row's outcome is read from the log. If it is waiting for disk space it is written first; until then the row
    // stays as it is.
    await appendPostponed();
    if (!(await beginRow(row))) {
      // Paused, and perhaps resumed already: what is in memory is not all that waits.
      takenIn.delete(row.runId);
      return queues.free(row);
    }
    if (row.action === 'create') pace.note(Date.now());
    const resumed = await (row.begun ? resumeRow : takeUpWaiting)(row, step);
    if (resumed.kind === 'left') return queues.free(row);
    if (row.begun && resumed.kind === 'to-do' && (await isPaused(row.runId))) {
      await settleRow(row, { state: 'waiting', ...(resumed.isCreated ? notStarted : {}) });
      return queues.free(row);
    }
    const result =
      resumed.kind === 'settled'
        ? resumed.result
        : await attempt({ ...row, ...resumed, reads }, step, runOf(row).actor);
    span.setAttribute('sluice.run.row_state', result.state);
    if ('error' in result) markFailed(span, result.error.code);
    const because = stopReasonOf(result);
    if (because !== null) {
      await stopRun(row.runId);
      const before = 'outcome' in result && result.outcome === 'created-not-started' ? notStarted : {};
      await settleRow(row, { state: 'cancelled', because, ...before });
      return queues.free(row);
    }
    const id = `${row.runId}/${row.position}`;
    const isTried = result.state !== 'later' || !wasNotTried(result.error);
    if (isTried) attempts.set(id, (attempts.get(id) ?? 0) + 1);
    if (result.state === 'later' && (attempts.get(id) ?? 0) < MAX_ATTEMPTS) {
      return (await settleRow(row, result)) ? queues.putBack(row, Date.now()) : queues.free(row);
    }
    attempts.delete(id);
    // Whatever happens until the result is recorded, the next process finds it in the log: the next row can begin.
    queues.release(row);
    executor.wake();
    await settleRow(row, result.state === 'later' ? { ...result, state: 'failed' } : result);
    if (result.state === 'accepted') follower.add([{ ...row, acceptedAtMillis: Date.now() }]);
    queues.finish(row);
  };

  const mayBegin = () => isInService() && isHeld() && troubles.length === 0;
  for (;;) {
    const woken = new Promise<void>((resolve) => (executor.wake = resolve));
    if (mayBegin()) await takeIn();
    pace.adapt(throttlingOf(CREATE_ACTION), Date.now());
    while (mayBegin() && inFlight.size < MAX_PARALLEL_INSTANCES) {
      const row = queues.take(Date.now(), mayTake);
      if (row === null) break;
      const working: Promise<void> = inSpan('run row', { attributes: spanAttributesOf(row) }, (span) =>
        work(row, span),
      )
        .catch((error: unknown) => void troubles.push(error))
        .then(() => void inFlight.delete(working));
      inFlight.add(working);
    }
    const isStopping = !mayBegin();
    if (!isStopping && following === null && follower.nextMillis(Date.now()) === 0)
      following = follower
        .poll()
        .catch((error: unknown) => void troubles.push(error))
        .then(() => void (following = null));
    const isOver = isStopping || (queues.isEmpty() && pages.isEmpty() && follower.isEmpty());
    if (inFlight.size === 0 && following === null && isOver) break;
    const paceMillis = queues.isEmpty() ? 0 : pace.delayMillis(Date.now());
    const pauses = [
      queues.nextMillis(Date.now()),
      paceMillis > 0 ? paceMillis : null,
      following === null ? follower.nextMillis(Date.now()) : null,
    ].filter((pause) => pause !== null);
    const atMostMillis = pauses.length === 0 ? null : Math.min(...pauses);
    await anyOf([woken, ...inFlight, ...(following === null ? [] : [following])], atMostMillis);
  }
  await saveKept();
  if (troubles.length > 0) throw troubles[0];
}

function spanAttributesOf({ runId, position, listener }: RowToDo) {
  return { 'sluice.run.id': runId, 'sluice.run.row': position, 'cloud.region': listener.regionId };
}

const notStarted = { outcome: 'created-not-started' } as const;

/**
 * Why nothing of its run may be done any more: whoever started it is disabled or has lost the role. A limit concerns one
 * row, which is skipped.
 */
function stopReasonOf(result: RowResult): PermissionReason | null {
  const reason = result.state === 'skipped' && 'blockReason' in result.why ? result.why.blockReason : null;
  return reason === 'disabled' || reason === 'not-operator' ? reason : null;
}

async function attempt(row: RowOfStep, step: Step, actor: Requester): Promise<StepResult> {
  try {
    return await step.perform(row, actor);
  } catch (error) {
    // Whether a call was sent is in the log, which is looked at before the row is repeated.
    if (isStorageFailure(error)) throw error;
    tell(error);
    const message = 'Sluice failed while it worked on this listener; its log says how.';
    return { state: 'unknown', error: { code: sluiceCodes.outcomeUnknown, message, requestId: null } };
  }
}

/** Waits for the first of these, at most `atMostMillis`. */
async function anyOf(awaited: Promise<void>[], atMostMillis: number | null): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    if (atMostMillis !== null) timer = setTimeout(resolve, atMostMillis);
  });
  await Promise.race([...awaited, timeUp]);
  clearTimeout(timer);
}

function tell(error: unknown): void {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`Runs: ${words}\n`);
}
