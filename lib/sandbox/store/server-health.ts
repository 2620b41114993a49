import type { ChangeList } from './changes';
import { shelf, type Kept } from './shelf';

/** From this moment on a server answers a check after `responseMillis`, or not at all when that is null. */
export type HealthEvent = {
  readonly atMillis: number;
  readonly responseMillis: number | null;
};

export type ServerHealthEvent = HealthEvent & {
  /** The server's id or address. */
  readonly server: string;
  /** The port that is meant; null is every port. */
  readonly port: number | null;
};

export type ServerHealthTable = ReturnType<typeof serverHealthTable>;

function byTime(left: Kept<ServerHealthEvent>, right: Kept<ServerHealthEvent>): number {
  return left.value.atMillis - right.value.atMillis || left.id - right.id;
}

/** What control said about servers, oldest first. */
export function serverHealthTable(changes: ChangeList) {
  const events = shelf<ServerHealthEvent>(changes, 'server-health', {
    keyOf: (_, id) => String(id),
    ownerOf: ({ server }) => server,
    compare: byTime,
  });
  return {
    shelf: events,
    add: (event: ServerHealthEvent): void => events.insert(event),
    /** About a server by either of its names, on one of `ports`. */
    about: (serverId: string, serverIp: string, ports: readonly (number | undefined)[]): HealthEvent[] =>
      [...new Set([serverId, serverIp])]
        .flatMap((server) => events.of(server))
        .toSorted(byTime)
        .map(({ value }) => value)
        .filter(({ port }) => port === null || ports.includes(port)),
  };
}
