import { setTimeout as sleep } from 'node:timers/promises';
import { undoneOf, type RequestedWrite } from './write-history';
import { addFault, keyOf, nextTag, PORT, read, tell, type Subject, type World } from './write-world';

const END_MILLIS = 90_000;
const KINDS = ['start', 'stop', 'delete'] as const;

/**
 * Starts one run over all subjects. `ended` waits for its end, also across a kill; its reported results are taken from
 * the audit log.
 */
export async function beginRun(
  world: World,
  subjects: readonly Subject[],
): Promise<{ ended: () => Promise<void> }> {
  const { random } = world;
  const states = await Promise.all(subjects.map((subject) => read(world, subject)));
  // Where all are stopped, a stop would touch none.
  const kind = random.oneOf(
    KINDS.filter((each) => each !== 'stop' || states.some(({ status }) => status === 'running')),
  );
  for (const subject of subjects) if (random.chance(0.4)) await addFault(world, subject, kind);
  const touched = subjects.map((subject) => {
    const { regionId, loadBalancerId } = keyOf(subject);
    const despiteUnsettled = random.chance(0.5) ? [PORT] : [];
    return { regionId, loadBalancerId, ports: [PORT], onlyIfStopped: [], despiteUnsettled };
  });
  const writes = subjects.map((subject) => {
    const write: RequestedWrite = {
      what: kind,
      by: 'sluice',
      tag: nextTag(world),
      outcome: null,
      requestedAt: Date.now(),
      endedAt: null,
      overAt: Infinity,
    };
    subject.history.push(write);
    return { subject, write };
  });
  const question = { kind, confirmed: { touched, skipped: [] }, settings: null };
  const answer = await world.send(world.server.url, '/listeners', 'startRun', [question]).catch(() => null);
  const runId = answer?.kind === 'done' ? answer.runId : undefined;
  world.log.push(`run ${runId ?? ''} of ${kind}: ${answer?.kind ?? 'no answer'}`);
  if (runId !== undefined) return { ended: () => settle(world, runId, writes) };
  if (answer === null) world.wrong.push('a requested run got no response');
  // Every listener is skipped: nothing is sent.
  for (const { write } of writes) end(write, 'refused', Date.now());
  return { ended: () => Promise.resolve() };
}

async function settle(
  world: World,
  runId: number,
  writes: readonly { subject: Subject; write: RequestedWrite }[],
): Promise<void> {
  await untilRunsEnd(world);
  const lines = await linesOf(world, runId);
  for (const { subject, write } of writes) {
    const { what } = write;
    const line = lines.find(
      ({ regionId, outcome }) => regionId === subject.regionId && outcome !== 'refused',
    );
    const outcome = line === undefined ? 'refused' : line.outcome === 'succeeded' ? 'done' : 'unknown';
    const mayBeLate = outcome === 'unknown' && subject.isEndless.has(what);
    end(
      write,
      outcome,
      mayBeLate ? Infinity : Date.now() + (outcome === 'unknown' ? world.horizonMillis : 0),
    );
    if (outcome === 'unknown') world.quietAt = Math.max(world.quietAt, Date.now() + world.horizonMillis);
    tell(world, subject, `${what} ${write.tag} of run ${runId}: ${outcome}`);
    if (outcome !== 'done') continue;
    const undone = undoneOf(write, await read(world, subject), subject.history);
    if (undone !== null)
      world.wrong.push(`${subject.regionId}: run ${runId} reported ${what} as done, and ${undone}`);
  }
}

function end(write: RequestedWrite, outcome: RequestedWrite['outcome'], overAt: number): void {
  Object.assign(write, { outcome, endedAt: Date.now(), overAt });
}

/** Waits until no run is in progress, also across a kill. */
async function untilRunsEnd({ server, wrong }: World): Promise<void> {
  const untilAt = Date.now() + END_MILLIS;
  while (Date.now() < untilAt) {
    const count = await fetch(`${server.url}/runs/live`)
      .then(async (response) => ((await response.json()) as { count: number }).count)
      .catch(() => null);
    if (count === 0) return;
    await sleep(200);
  }
  wrong.push('a run did not end');
}

type Line = { regionId: string; outcome: string };

/** What the activity log has of a run, the newest first. */
async function linesOf({ server }: World, runId: number): Promise<Line[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(`${server.url}/activity/export?format=json&run=${runId}`);
      return (await response.json()) as Line[];
    } catch (error) {
      // Killed just now: it is started again.
      if (attempt === 20) throw error;
      await sleep(500);
    }
  }
}
