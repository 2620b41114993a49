import type { OneServer, Part } from '@/lib/listeners/detail/detail-types';

/** As many as a glance takes in; one row is left for how many more there are. */
const MOST = 8;

export function isAbnormal({ health }: Pick<OneServer, 'health'>): boolean {
  return health?.status === 'abnormal';
}

/** Whether connections come to no server at all: there are some, and each is abnormal. */
export function reachesNone(servers: Part<readonly OneServer[]>): boolean {
  return servers.ok && servers.value.length > 0 && servers.value.every(isAbnormal);
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
