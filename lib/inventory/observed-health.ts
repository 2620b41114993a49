import 'server-only';
import { database } from '@/lib/db/database';
import type { ListenerKey } from '@/lib/model/outcome';
import { instanceHealthKey, provideObservedHealth } from '@/lib/model/row-health';
import { tallyOf, type Found, type InstanceHealth } from '@/lib/model/health-types';

/**
 * What was last observed of the servers of each listener, in a few numbers: 12,000 listeners are ordered by them without a
 * question to the database. Filled from it once, and kept up by every observation of this process.
 */
type Observed = Map<string, InstanceHealth>;

type Open = Awaited<ReturnType<typeof database>>;
type Held = { open: Open; observed: Promise<Observed> };
// On globalThis because a Next server may load one module twice, and both must see the same.
const held: typeof globalThis & { sluiceObservedHealth?: Held } = globalThis;

/** The last observations, by `instanceHealthKey`; from then on `listenerHealth` knows them too. */
export async function observedHealth(): Promise<ReadonlyMap<string, InstanceHealth>> {
  return observedIn(await database());
}

/**
 * Takes in what was found, as asked for at that moment. `whole`: all listeners of the instance were asked for, so that one
 * that is missing has no server.
 */
export async function noteObservation(
  instance: Pick<ListenerKey, 'regionId' | 'loadBalancerId'>,
  found: Found,
  requestedAtMillis: number,
  { whole = false }: { whole?: boolean } = {},
): Promise<void> {
  const observed = await observedIn(await database());
  const key = instanceHealthKey(instance);
  const known: InstanceHealth = observed.get(key) ?? { observedAtMillis: null, tallies: new Map() };
  observed.set(key, known);
  if (whole) known.observedAtMillis = Math.max(requestedAtMillis, known.observedAtMillis ?? 0);
  for (const [listenerPort, backends] of found) {
    // Two observations may be recorded in another order than they were made in.
    if ((known.tallies.get(listenerPort)?.observedAtMillis ?? 0) > requestedAtMillis) continue;
    known.tallies.set(listenerPort, { ...tallyOf({ backends }), observedAtMillis: requestedAtMillis });
  }
  provideObservedHealth(observed);
}

function observedIn(open: Open): Promise<Observed> {
  // Another database (a test's) has observed something else.
  if (held.sluiceObservedHealth?.open === open) return held.sluiceObservedHealth.observed;
  const next: Held = { open, observed: load(open) };
  held.sluiceObservedHealth = next;
  next.observed.catch(() => {
    // Whoever asks next tries again.
    if (held.sluiceObservedHealth === next) delete held.sluiceObservedHealth;
  });
  return next.observed;
}

async function load(open: Open): Promise<Observed> {
  const rows = await open
    .selectFrom('health_sightings')
    .select(['region_id', 'load_balancer_id', 'listener_port', 'status', 'last_seen_at'])
    .execute();
  type Poll = { at: string; backends: { status: string }[] };
  const polls = new Map<string, Map<number, Poll>>();
  for (const row of rows) {
    const key = instanceHealthKey({ regionId: row.region_id, loadBalancerId: row.load_balancer_id });
    const ofInstance = polls.get(key) ?? new Map<number, Poll>();
    polls.set(key, ofInstance);
    const poll = ofInstance.get(row.listener_port);
    // A server that the last look no longer found is behind the listener no more.
    if (poll === undefined || row.last_seen_at > poll.at)
      ofInstance.set(row.listener_port, { at: row.last_seen_at, backends: [row] });
    else if (row.last_seen_at === poll.at) poll.backends.push(row);
  }
  const observed: Observed = new Map();
  for (const [key, ofInstance] of polls) {
    const tallies = [...ofInstance].map(
      ([port, { at, backends }]) =>
        [port, { ...tallyOf({ backends }), observedAtMillis: Date.parse(at) }] as const,
    );
    observed.set(key, { observedAtMillis: null, tallies: new Map(tallies) });
  }
  provideObservedHealth(observed);
  return observed;
}
