import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../support/sandbox';
import type { OwnServer } from '../support/server';
import { seededRandom } from './random';
import { actionSender } from './sluice-actions';
import { unrequestedIn, type RequestedWrite } from './write-history';
import { beginRun } from './write-runs';
import { nextIsWarnedAbout } from './write-warnings';
import {
  ACTIONS,
  addFault,
  bySluice,
  createParameters,
  foreignClient,
  INSTANCES,
  nextTag,
  read,
  tell,
  WHATS,
  wireKeyOf,
  type Subject,
  type World,
} from './write-world';

/**
 * An adversary for writes: operators use Sluice on one listener and on many, a colleague writes at the same time, the
 * sandbox delays and drops, and the server is killed. After each quiet moment no listener may be in a state that nobody
 * requested last, nothing may have been reported as done that was not, and the write after one of unknown outcome gets
 * a warning (decision 098).
 */

export type Found = { wrong: readonly string[]; log: readonly string[]; rounds: number; writes: number };

/** Goes on for `rounds`, and as many more as begin before `untilMillis`; ends with the first round in which something was untrue. */
export async function runWriteAdversary(options: {
  seed: number;
  rounds: number;
  untilMillis: number;
  server: OwnServer;
  sandbox: Sandbox;
  horizonMillis: number;
}): Promise<Found> {
  const { seed, server, sandbox, horizonMillis } = options;
  const world: World = {
    random: seededRandom(seed),
    server,
    sandbox,
    slb: foreignClient(sandbox.url),
    send: actionSender(),
    horizonMillis,
    wrong: [],
    log: [],
    tags: 0,
    quietAt: 0,
  };
  await sandbox.settings({ transitionMillis: 0 });
  const subjects = INSTANCES.map((instance): Subject => ({ ...instance, history: [], isEndless: new Set() }));
  for (const subject of subjects) await begin(world, subject);
  let rounds = 0;
  for (; world.wrong.length === 0; rounds += 1) {
    if (rounds >= options.rounds && Date.now() >= options.untilMillis) break;
    await round(world, subjects);
  }
  const writes = subjects.reduce((sum, { history }) => sum + history.length, 0);
  return { wrong: world.wrong, log: world.log, rounds, writes };
}

async function begin(world: World, subject: Subject): Promise<void> {
  await world.slb(ACTIONS.create, createParameters(subject, 'first'));
  const now = Date.now();
  subject.history.push({
    what: 'create',
    by: 'before',
    tag: 'first',
    outcome: 'done',
    requestedAt: now,
    endedAt: now,
    overAt: now,
  });
}

/** Everybody writes at once, then everything is awaited, and the state is compared with what was requested. */
async function round(world: World, subjects: readonly Subject[]): Promise<void> {
  const { random } = world;
  const run = await beginRun(world, subjects);
  const writers = subjects.flatMap((subject) => [operator(world, subject), colleague(world, subject)]);
  const kill = random.chance(0.5) ? killOnce(world) : Promise.resolve();
  await Promise.all([...writers, run.ended(), kill]);
  await untilQuiet(world);
  await nextIsWarnedAbout(world, random.oneOf(subjects));
  await untilQuiet(world);
  for (const subject of subjects) {
    const state = await read(world, subject);
    const unrequested = unrequestedIn(state, subject.history);
    tell(world, subject, `is ${JSON.stringify(state)}`);
    for (const words of unrequested) world.wrong.push(`${subject.regionId}: ${words}`);
    // What is over is over: the next round begins from what is there.
    subject.isEndless.clear();
    for (const write of subject.history) write.overAt = Math.min(write.overAt, Date.now());
  }
}

async function untilQuiet(world: World): Promise<void> {
  await sleep(Math.max(0, world.quietAt - Date.now()) + 200);
  await world.sandbox.clearFaults();
}

async function killOnce({ random, server, log }: World): Promise<void> {
  await sleep(random.between(100, 2_000));
  log.push('kill -9');
  await server.kill();
  await sleep(random.between(0, 500));
  await server.startAgain();
  log.push('started again');
}

async function operator(world: World, subject: Subject): Promise<void> {
  const { random } = world;
  for (let count = Math.round(random.between(2, 4)); count > 0; count -= 1) {
    await sleep(random.between(0, 300));
    const what = random.oneOf(WHATS);
    if (random.chance(0.6)) await addFault(world, subject, what);
    await bySluice(world, subject, what);
  }
}

/** Somebody who does not use Sluice. */
async function colleague(world: World, subject: Subject): Promise<void> {
  const { random } = world;
  for (let count = Math.round(random.between(0, 2)); count > 0; count -= 1) {
    await sleep(random.between(200, 2_500));
    const what = random.oneOf(WHATS);
    const tag = nextTag(world);
    const write: RequestedWrite = {
      what,
      by: 'foreign',
      tag,
      outcome: null,
      requestedAt: Date.now(),
      endedAt: null,
      overAt: Infinity,
    };
    subject.history.push(write);
    const parameters = {
      ...(what === 'create' ? createParameters(subject, tag) : wireKeyOf(subject)),
      ...(what === 'set' && { Description: tag }),
    };
    try {
      await world.slb(ACTIONS[what], parameters);
      write.outcome = 'done';
    } catch (error) {
      // A rejection has one of SLB's codes; what was dropped or failed may arrive.
      const isRejected =
        error instanceof Error && 'data' in error && !/ServiceUnavailable/.test(error.message);
      write.outcome = isRejected ? 'refused' : 'unknown';
    }
    write.endedAt = Date.now();
    write.overAt = write.outcome === 'unknown' ? Infinity : write.endedAt;
    tell(world, subject, `colleague's ${what} ${tag}: ${write.outcome}`);
  }
}
