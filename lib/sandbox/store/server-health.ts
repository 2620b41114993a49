import { rowsOf, type Connection } from './database';

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

/** What control said about servers, oldest first. */
export function serverHealthTable(connection: Connection) {
  const insert = connection.prepare(
    'INSERT INTO server_health (server, port, at_millis, response_millis) VALUES (?, ?, ?, ?)',
  );
  const about = connection.prepare(
    `SELECT port, at_millis AS atMillis, response_millis AS responseMillis
       FROM server_health WHERE server IN (?, ?) ORDER BY at_millis, sequence`,
  );
  return {
    add: ({ server, port, atMillis, responseMillis }: ServerHealthEvent): void => {
      insert.run(server, port, atMillis, responseMillis);
    },
    /** About a server by either of its names, on one of `ports`. */
    about: (serverId: string, serverIp: string, ports: readonly (number | undefined)[]): HealthEvent[] =>
      rowsOf<ServerHealthEvent>(about, serverId, serverIp).filter(
        ({ port }) => port === null || ports.includes(port),
      ),
  };
}
