import type { OneServer, OneTcpListener, Part } from '@/lib/listeners/detail/detail-types';

/** As many as a glance takes in; one row is left for how many more there are. */
const MOST = 8;

export function isAbnormal({ health }: Pick<OneServer, 'health'>): boolean {
  return health?.status === 'abnormal';
}

/** Whether connections come to no server at all: there are some, and each is abnormal. */
export function reachesNone(servers: Part<readonly OneServer[]>): boolean {
  return servers.ok && servers.value.length > 0 && servers.value.every(isAbnormal);
}

/** Whether a listener in this status forwards connections: one that stops does until it has stopped. */
export function forwards(status: string): boolean {
  return status === 'running' || status === 'stopping';
}

/** Whether new connections come to a server; a secondary gets some only while its primary is abnormal (slb-api.md 5.6). */
export function getsNew(
  server: OneServer,
  { group }: Pick<OneTcpListener, 'group'>,
): 'traffic' | 'noNew' | 'standby' {
  if (isAbnormal(server) || server.weight === 0) return 'noNew';
  if (server.role !== 'secondary' || !group.servers.ok) return 'traffic';
  const primary = group.servers.value.find(({ role }) => role === 'primary');
  return primary && isAbnormal(primary) ? 'traffic' : 'standby';
}

/** What the line to a server is drawn as: `dry` if no connections come although nothing is wrong with it. */
export type Flow = 'live' | 'dead' | 'dry' | 'unknown';
export const flows = ['live', 'unknown', 'dead', 'dry'] as const satisfies readonly Flow[];

export function flowOf(server: OneServer, listener: OneTcpListener): Flow {
  if (!forwards(listener.settings.status)) return 'dry';
  if (isAbnormal(server)) return 'dead';
  if (getsNew(server, listener) !== 'traffic') return 'dry';
  const { health } = listener;
  // Unchecked servers get connections whatever their state is.
  const isSure = health.ok && (!health.value.checked || server.health?.status === 'normal');
  return isSure ? 'live' : 'unknown';
}

/** Of several servers on one line. */
export function flowOfAll(each: readonly Flow[]): Flow {
  return flows.find((flow) => flow !== 'dry' && each.includes(flow)) ?? 'dry';
}

const EVEN_PIXELS = 3;

/**
 * How thick the lines to the servers are, in pixels, by their weights. Null where weights make no difference: with
 * another algorithm, in a pair, or if all are the same.
 */
export function thicknessOf({
  group,
  settings,
}: Pick<OneTcpListener, 'group' | 'settings'>): ((server: OneServer) => number) | null {
  if (!group.servers.ok || (settings.scheduler !== 'wrr' && settings.scheduler !== 'wlc')) return null;
  if (group.kind === 'primary-secondary-group') return null;
  const weights = group.servers.value.map(({ weight }) => weight);
  const known = weights.filter((weight) => weight !== null);
  const greatest = Math.max(...known);
  if (new Set(weights).size < 2 || greatest <= 0) return null;
  return ({ weight }) => (weight === null ? EVEN_PIXELS : 1 + Math.round((4 * weight) / greatest));
}

/**
 * The servers of a long group that are drawn, in their own order: abnormal ones have priority, because that is what
 * people look for, then as many as fit.
 */
export function chooseShown(servers: readonly OneServer[]): { shown: OneServer[]; hidden: OneServer[] } {
  if (servers.length <= MOST) return { shown: [...servers], hidden: [] };
  const chosen = new Set([...servers.filter(isAbnormal), ...servers].slice(0, MOST - 1));
  // Those that come twice in the row above leave room for others.
  for (const server of servers) {
    if (chosen.size >= MOST - 1) break;
    chosen.add(server);
  }
  return {
    shown: servers.filter((server) => chosen.has(server)),
    hidden: servers.filter((server) => !chosen.has(server)),
  };
}

/**
 * Which upright pieces of the line carry nothing: those from whose outer side on all servers are abnormal. The line is fed in
 * its middle; piece `i` joins server `i - 1` and server `i`.
 */
export function cutLines(abnormal: readonly boolean[]): boolean[] {
  const middle = (abnormal.length - 1) / 2;
  return abnormal.map((_, index) => {
    if (index === 0) return false;
    const from = index - 0.5 - middle;
    if (from === 0) return abnormal.every(Boolean);
    return (from > 0 ? abnormal.slice(index) : abnormal.slice(0, index)).every(Boolean);
  });
}
