import type { What } from './write-history';
import { ACTIONS, bySluice, read, tell, type Subject, type World } from './write-world';

/** While nobody else writes, a call is lost, or late beyond its horizon: Sluice says that its outcome is unknown, and warns before the next write on the listener. */
export async function nextIsWarnedAbout(world: World, subject: Subject): Promise<void> {
  const { random, sandbox, horizonMillis } = world;
  const state = await read(world, subject);
  // One whose effect does not show already.
  const what: What = !state.exists ? 'create' : state.status === 'running' ? 'stop' : 'start';
  const fault = { action: ACTIONS[what], regionId: subject.regionId, count: 1 };
  if (random.chance(0.5)) await sandbox.fault({ ...fault, kind: 'drop-before' });
  else {
    const millis = Math.round(1.6 * horizonMillis);
    await sandbox.fault({ ...fault, kind: 'latency', millis });
    subject.isEndless.add(what);
    world.quietAt = Date.now() + 2 * horizonMillis + millis;
  }
  tell(world, subject, `alone: ${what} is lost or late`);
  const { last } = await bySluice(world, subject, what);
  if (last.outcome === 'done') return;
  if (last.outcome !== 'unknown') {
    world.wrong.push(`${subject.regionId}: ${what} ${last.tag} was lost, and is reported as ${last.outcome}`);
    return;
  }
  const next = await bySluice(world, subject, state.exists ? 'set' : 'create');
  // A late one may have arrived by then: its effect settles it, and nobody else can have caused it.
  const { status } = await read(world, subject);
  const hasArrived = state.exists
    ? status === (what === 'start' ? 'running' : 'stopped')
    : next.last.outcome === 'refused';
  if (!next.wasWarned && !hasArrived)
    world.wrong.push(
      `${subject.regionId}: the outcome of ${what} ${last.tag} is unknown, and the next write was not warned about`,
    );
}
