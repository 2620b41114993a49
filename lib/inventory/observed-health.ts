import 'server-only';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import { instanceHealthKey, type ObservedHealth } from '@/lib/model/row-health';
import { HEALTH_CURRENT_MILLIS, tallyOf, type InstanceHealth } from '@/lib/model/health-types';
import { connectionIdentity } from './connection';
import type { Observation } from './health-observations';

/**
 * The latest observation of each listener's servers in a few numbers, so that 12,000 listeners sort without a database
 * query. Loaded from the database when a connection is first used, and updated by every observation of this process.
 */
type Instances = Map<string, InstanceHealth>;

type Open = Awaited<ReturnType<typeof database>>;
type OfAccount = { open: Open; connection: string | null; instances: Promise<Instances> };
type Held = {
  accounts: Map<string | null, OfAccount>;
  version: number;
  /** By account: each has a sweep of its own. */
  currentMillis: Map<string | null, number>;
};
// On globalThis because a Next server may load one module twice, and both must share it.
const shared: typeof globalThis & { sluiceObservedHealth?: Held } = globalThis;
const held = (shared.sluiceObservedHealth ??= {
  accounts: new Map(),
  currentMillis: new Map(),
  version: 0,
});

/** The latest observations of the current connection. Later ones go into the same map, under a new version. */
export async function observedHealth(): Promise<ObservedHealth> {
  const instances = await currentInstances();
  return { instances, currentMillis: currentMillisNow(), version: held.version };
}

/** How long an observation stays current from now on: longer than the sweep takes to replace it. */
export function holdHealthFor(currentMillis: number): void {
  if (currentMillis === currentMillisNow()) return;
  held.currentMillis.set(config().account, currentMillis);
  held.version += 1;
}

function currentMillisNow(): number {
  return held.currentMillis.get(config().account) ?? HEALTH_CURRENT_MILLIS;
}

/**
 * Stores what a check of the current connection found, as of that moment. `whole`: all listeners of the instance were requested, so a missing one
 * has no servers.
 */
export async function noteObservation(
  { connection, instance, found, atMillis: requestedAtMillis }: Observation,
  { whole = false }: { whole?: boolean } = {},
): Promise<void> {
  const observed = await currentInstances();
  // Other credentials have been found since.
  if (connection !== (await connectionIdentity())) return;
  const key = instanceHealthKey(instance);
  // A new object, so that what was computed of the earlier one is computed again.
  const known: InstanceHealth = {
    ...(observed.get(key) ?? { observedAtMillis: null, tallies: new Map(), servers: new Map() }),
  };
  observed.set(key, known);
  if (whole) known.observedAtMillis = Math.max(requestedAtMillis, known.observedAtMillis ?? 0);
  for (const [listenerPort, backends] of found) {
    // Observations may be recorded in another order than they were made.
    if ((known.tallies.get(listenerPort)?.observedAtMillis ?? 0) > requestedAtMillis) continue;
    known.tallies.set(listenerPort, { ...tallyOf({ backends }), observedAtMillis: requestedAtMillis });
    known.servers.set(
      listenerPort,
      backends.map(({ serverId, serverIp, port }) => ({ serverId, serverIp, port })),
    );
  }
  held.version += 1;
}

async function currentInstances(): Promise<Instances> {
  const [open, connection] = await Promise.all([database(), connectionIdentity()]);
  const { account } = config();
  const known = held.accounts.get(account);
  // Another database (a test's) has other observations.
  if (known?.open === open && known.connection === connection) return known.instances;
  const instances = connection === null ? Promise.resolve(new Map()) : load(open, connection);
  const next: OfAccount = { open, connection, instances };
  held.accounts.set(account, next);
  held.version += 1;
  instances.catch(() => {
    // The next caller tries again.
    if (held.accounts.get(account) === next) held.accounts.delete(account);
  });
  return instances;
}

async function load(open: Open, connection: string): Promise<Instances> {
  const rows = await open
    .selectFrom('health_sightings')
    .select([
      'region_id',
      'load_balancer_id',
      'listener_port',
      'server_id',
      'server_ip',
      'server_port',
      'status',
      'last_seen_at',
    ])
    .where('connection', '=', connection)
    .execute();
  type Latest = { at: string; backends: (typeof rows)[number][] };
  const latestOf = new Map<string, Map<number, Latest>>();
  for (const row of rows) {
    const key = instanceHealthKey({ regionId: row.region_id, loadBalancerId: row.load_balancer_id });
    const ofInstance = latestOf.get(key) ?? new Map<number, Latest>();
    latestOf.set(key, ofInstance);
    const latest = ofInstance.get(row.listener_port);
    // A server missing from the last observation is no longer behind the listener.
    if (latest === undefined || row.last_seen_at > latest.at)
      ofInstance.set(row.listener_port, { at: row.last_seen_at, backends: [row] });
    else if (row.last_seen_at === latest.at) latest.backends.push(row);
  }
  const observed: Instances = new Map();
  for (const [key, ofInstance] of latestOf) {
    const tallies = [...ofInstance].map(
      ([port, { at, backends }]) =>
        [port, { ...tallyOf({ backends }), observedAtMillis: Date.parse(at) }] as const,
    );
    const servers = [...ofInstance].map(
      ([port, { backends }]) =>
        [
          port,
          backends.map((row) => ({
            serverId: row.server_id,
            serverIp: row.server_ip,
            port: row.server_port,
          })),
        ] as const,
    );
    observed.set(key, { observedAtMillis: null, tallies: new Map(tallies), servers: new Map(servers) });
  }
  return observed;
}
