import 'server-only';
import { config } from '@/lib/config';
import { database, isShared } from '@/lib/db/database';
import { listen } from '@/lib/db/wake';
import { instanceHealthKey, type ObservedHealth } from '@/lib/model/row-health';
import { HEALTH_CURRENT_MILLIS, tallyOf, type InstanceHealth } from '@/lib/model/health-types';
import { connectionIdentity } from './connection';
import { HEALTH_CHANNEL, healthSender, type HealthMessage } from './health-messages';
import type { Observation } from './health-observations';

/**
 * The latest observation of each listener's servers in a few numbers, so that 12,000 listeners sort without a database
 * query. Loaded from the database when a connection is first used, and updated by every observation of this process; those
 * of another one are loaded when it tells of them.
 */
type Instances = Map<string, InstanceHealth>;

type Open = Awaited<ReturnType<typeof database>>;
type OfAccount = { open: Open; connection: string | null; instances: Promise<Instances> };
type Held = {
  accounts: Map<string | null, OfAccount>;
  version: number;
  /** By account: each has a sweep of its own. */
  currentMillis: Map<string | null, number>;
  /** By connection: the same of the process that sweeps, as long as it does. */
  elsewhere: Map<string, { currentMillis: number; untilMillis: number }>;
};
// On globalThis because a Next server may load one module twice, and both must share it.
const shared: typeof globalThis & { sluiceObservedHealth?: Held } = globalThis;
const held = (shared.sluiceObservedHealth ??= {
  accounts: new Map(),
  currentMillis: new Map(),
  elsewhere: new Map(),
  version: 0,
});

/** The latest observations of the current connection. Later ones go into the same map, under a new version. */
export async function observedHealth(): Promise<ObservedHealth> {
  const instances = await currentInstances();
  const connection = held.accounts.get(config().account)?.connection ?? null;
  const elsewhere = held.elsewhere.get(connection ?? '');
  const theirMillis = elsewhere && elsewhere.untilMillis > Date.now() ? elsewhere.currentMillis : 0;
  const currentMillis = Math.max(currentMillisNow(), theirMillis);
  return { instances, currentMillis, version: held.version };
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
 * Stores what a check of the current connection found, as of that moment. A listener that is missing from what a sweep
 * found has no servers.
 */
export async function noteObservation({
  connection,
  instance,
  found,
  atMillis: requestedAtMillis,
  sweep,
}: Observation): Promise<void> {
  const observed = await currentInstances();
  // Other credentials have been found since.
  if (connection !== (await connectionIdentity())) return;
  const key = instanceHealthKey(instance);
  const known = healthOf(observed, key);
  if (sweep !== undefined) known.observedAtMillis = Math.max(requestedAtMillis, known.observedAtMillis ?? 0);
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

function healthOf(observed: Instances, key: string): InstanceHealth {
  // A new object, so that what was computed of the earlier one is computed again.
  const known: InstanceHealth = {
    ...(observed.get(key) ?? { observedAtMillis: null, tallies: new Map(), servers: new Map() }),
  };
  observed.set(key, known);
  return known;
}

/** Another process has observed something: what it recorded is loaded. */
function hear(text: string | null): void {
  const message = text === null ? null : (JSON.parse(text) as HealthMessage);
  if (message?.sender === healthSender()) return;
  for (const { open, connection, instances } of held.accounts.values()) {
    if (connection === null || (message !== null && message.connection !== connection)) continue;
    const ids = message?.observed.map(({ loadBalancerId }) => loadBalancerId);
    // What cannot be loaded is observed again, or told again after the next connection.
    Promise.all([instances, load(open, connection, ids)])
      .then(([observed, recorded]) => takeRecorded(observed, recorded, message))
      .catch(() => {});
  }
}

function takeRecorded(observed: Instances, recorded: Instances, message: HealthMessage | null): void {
  for (const [key, { tallies, servers }] of recorded) {
    const known = healthOf(observed, key);
    for (const [port, tally] of tallies) {
      if ((known.tallies.get(port)?.observedAtMillis ?? 0) > tally.observedAtMillis) continue;
      known.tallies.set(port, tally);
      known.servers.set(port, servers.get(port) ?? []);
    }
  }
  for (const { atMillis, isWhole, ...instance } of message?.observed ?? []) {
    if (!isWhole) continue;
    const known = healthOf(observed, instanceHealthKey(instance));
    known.observedAtMillis = Math.max(atMillis, known.observedAtMillis ?? 0);
  }
  if (message !== null && message.currentMillis > 0) {
    const { connection, currentMillis } = message;
    held.elsewhere.set(connection, { currentMillis, untilMillis: Date.now() + currentMillis });
  }
  held.version += 1;
}

async function currentInstances(): Promise<Instances> {
  const [open, connection] = await Promise.all([database(), connectionIdentity()]);
  const { account } = config();
  const known = held.accounts.get(account);
  // Another database (a test's) has other observations.
  if (known?.open === open && known.connection === connection) return known.instances;
  // First, so that nothing is missed.
  if (isShared()) listen(HEALTH_CHANNEL, hear);
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

/** All observations of a connection, or those of some instances. */
async function load(open: Open, connection: string, loadBalancerIds?: readonly string[]): Promise<Instances> {
  let query = open
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
    .where('connection', '=', connection);
  if (loadBalancerIds !== undefined) query = query.where('load_balancer_id', 'in', loadBalancerIds);
  const rows = await query.execute();
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
