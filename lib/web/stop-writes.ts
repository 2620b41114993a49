import 'server-only';
import {
  stopAcceptingWrites,
  whenWritesSettled,
  writesInFlight,
} from '@/lib/listeners/commands/writes-in-flight';

/**
 * Accepts no further change, and resolves when the outcome of each one that was sent is recorded: SLB continues with it
 * whether anybody listens or not. One without a response within `horizonMillis` is recorded as unknown. `say` reports
 * what is being waited for.
 */
export async function stopWrites(horizonMillis: number, say: (sentence: string) => void): Promise<void> {
  stopAcceptingWrites();
  const deadlineMillis = Date.now() + horizonMillis;
  const { count, untilMillis } = writesInFlight();
  if (untilMillis !== null) say(waitingSentence(count, Math.min(untilMillis, deadlineMillis)));
  await whenWritesSettled(deadlineMillis);
}

function waitingSentence(count: number, untilMillis: number): string {
  const changes = count === 1 ? '1 change that was sent has' : `${count} changes that were sent have`;
  const until = new Date(untilMillis).toLocaleTimeString('en-GB');
  return (
    `Sluice is stopping: ${changes} no response from SLB yet. Waiting until ${until} at the latest. ` +
    'A second signal (Ctrl+C) stops Sluice at once and leaves the outcome unknown.'
  );
}
