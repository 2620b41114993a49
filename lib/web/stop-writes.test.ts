import { afterEach, expect, test } from 'vitest';
import { acceptWritesAgain, isAcceptingWrites, trackWrite } from '@/lib/listeners/commands/writes-in-flight';
import { stopWrites } from './stop-writes';

afterEach(acceptWritesAgain);

const write = {
  listener: { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 },
  operation: 'StopLoadBalancerListener',
};

test('says nothing where nothing is waited for, and takes no further change', async () => {
  const said: string[] = [];
  await stopWrites(60_000, (sentence) => said.push(sentence));
  expect(said).toEqual([]);
  expect(isAcceptingWrites()).toBe(false);
});

test('says how many changes are waited for and until when, and waits for the last', async () => {
  const said: string[] = [];
  const [one, other] = [trackWrite(write, 20_000), trackWrite(write, 60_000)];
  let isStopped = false;
  const stopped = stopWrites(60_000, (sentence) => said.push(sentence)).then(() => (isStopped = true));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(
    /^Sluice is stopping: 2 changes that were sent have no response .* until \d\d:\d\d:\d\d at the latest\./,
  );
  one.end();
  await Promise.resolve();
  expect(isStopped).toBe(false);
  other.end();
  await stopped;
});

test('has the outcome of a change recorded as unknown that was not answered within the horizon', async () => {
  const late = trackWrite(write, 60_000);
  late.signal.addEventListener('abort', () => late.end());
  await stopWrites(20, () => {});
  expect(late.signal.aborted).toBe(true);
});
