import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { database } from '@/lib/db/database';
import { formatListenerKey } from '@/lib/listeners/list-query';
import type { ListenerKey } from '@/lib/listeners/outcome';
import { provideSeenHealth } from '@/lib/listeners/seen-health';
import { tallyOf, type Found, type SeenTally } from './health-types';

/**
 * What Sluice last saw of the servers of each listener, in a few numbers: 12,000 listeners are ordered by them without a
 * question to the database. Filled from it once, and kept up by every look of this process.
 */
export type SeenTallies = ReadonlyMap<string, SeenTally>;

type Open = Awaited<ReturnType<typeof database>>;
type Held = { open: Open; tallies: Promise<Map<string, SeenTally>> };
// On globalThis because a Next server may load one module twice, and both must see the same.
const held: typeof globalThis & { sluiceSeenTallies?: Held } = globalThis;

/** The last look at each listener, by `formatListenerKey`; from then on `seenHealthOf` knows it too. One that was never looked at is missing. */
export async function seenTallies(): Promise<SeenTallies> {
  return talliesOf(await database());
}

/** Takes a look into account, once it is recorded. */
export async function noteSeen(
  instance: Pick<ListenerKey, 'regionId' | 'loadBalancerId'>,
  found: Found,
  seenAtMillis: number,
): Promise<void> {
  const tallies = await talliesOf(await database());
  let isNews = false;
  for (const [listenerPort, backends] of found) {
    const name = formatListenerKey({ ...instance, listenerPort });
    // Two looks may be recorded in another order than they were made in.
    const before = tallies.get(name);
    if (before !== undefined && before.seenAtMillis > seenAtMillis) continue;
    const seen = { ...tallyOf({ backends }), seenAtMillis };
    tallies.set(name, seen);
    isNews ||= !isDeepStrictEqual({ ...before, seenAtMillis }, seen);
  }
  if (isNews) provideSeenHealth(tallies);
}

function talliesOf(open: Open): Promise<Map<string, SeenTally>> {
  // Another database (a test's) has seen something else.
  if (held.sluiceSeenTallies?.open !== open) held.sluiceSeenTallies = { open, tallies: load(open) };
  return held.sluiceSeenTallies.tallies;
}

async function load(open: Open): Promise<Map<string, SeenTally>> {
  const rows = await open
    .selectFrom('health_sightings')
    .select(['region_id', 'load_balancer_id', 'listener_port', 'status', 'last_seen_at'])
    .execute();
  const looks = new Map<string, { at: string; backends: { status: string }[] }>();
  for (const row of rows) {
    const name = formatListenerKey({
      regionId: row.region_id,
      loadBalancerId: row.load_balancer_id,
      listenerPort: row.listener_port,
    });
    const look = looks.get(name);
    // A server that the last look no longer found is behind the listener no more.
    if (look === undefined || row.last_seen_at > look.at)
      looks.set(name, { at: row.last_seen_at, backends: [row] });
    else if (row.last_seen_at === look.at) look.backends.push(row);
  }
  const tallies = new Map(
    [...looks].map(([name, { at, backends }]) => [
      name,
      { ...tallyOf({ backends }), seenAtMillis: Date.parse(at) },
    ]),
  );
  provideSeenHealth(tallies);
  return tallies;
}
