import { createHash } from 'node:crypto';
import type { BackendServer, LoadBalancer } from '../store/models';
import type { Call } from './operation';

type Place = Pick<Call, 'tables' | 'regionId'>;

/** Every server behind an instance: those of its default group and of its other groups. */
export function serversOf({ tables }: Pick<Call, 'tables'>, loadBalancer: LoadBalancer): BackendServer[] {
  const groups = (['v-server', 'master-slave'] as const).flatMap((kind) =>
    tables.serverGroups.list(loadBalancer.loadBalancerId, kind),
  );
  return [...loadBalancer.backendServers, ...groups.flatMap((group) => group.members)];
}

/** A server has the same address wherever it is attached; that of one not seen yet is computed from its id. */
export function addressOf(place: Place, serverId: string): string {
  for (const loadBalancer of place.tables.loadBalancers.list(place.regionId)) {
    const known = serversOf(place, loadBalancer).find(
      (server) => server.serverId === serverId && server.type === 'ecs',
    );
    if (known !== undefined) return known.serverIp;
  }
  const [second = 0, third = 0, fourth = 0] = createHash('sha256').update(serverId).digest();
  return `10.${second}.${third}.${(fourth % 254) + 1}`;
}
