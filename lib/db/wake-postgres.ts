import 'server-only';
import { Client } from 'pg';

/** What PostgreSQL sends to this process by NOTIFY, on a connection of its own: those of the pool serve many. */
export type Subscription = { close: () => Promise<void> };

const CONNECT_MILLIS = 5_000;
/** A network that drops idle connections keeps this one, and a dead server is noticed. */
const KEEP_ALIVE_MILLIS = 10_000;
const FIRST_PAUSE_MILLIS = 100;
const LAST_PAUSE_MILLIS = 5_000;

/**
 * Calls `hear` with each message until it is closed, and with null whenever a connection was made: others may have been
 * sent before. A lost connection is replaced, after pauses that double.
 */
export function subscribe(url: string, hear: (message: string | null) => void): Subscription {
  let pauseMillis = FIRST_PAUSE_MILLIS;
  let timer: NodeJS.Timeout | undefined;
  let client: Client | undefined;
  let isClosed = false;

  const connect = async (): Promise<void> => {
    const next = new Client({
      connectionString: url,
      application_name: 'sluice wake',
      connectionTimeoutMillis: CONNECT_MILLIS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MILLIS,
    });
    client = next;
    let isOver = false;
    const connectAgain = (): void => {
      if (isOver || isClosed) return;
      isOver = true;
      timer = setTimeout(() => void connect(), pauseMillis);
      timer.unref();
      pauseMillis = Math.min(2 * pauseMillis, LAST_PAUSE_MILLIS);
    };
    // Without a listener it would end the process.
    next.on('error', () => {});
    next.once('end', connectAgain);
    next.on('notification', ({ payload }) => hear(payload ?? ''));
    try {
      await next.connect();
      await next.query('listen sluice');
    } catch {
      await next.end().catch(() => {});
      connectAgain();
      return;
    }
    pauseMillis = FIRST_PAUSE_MILLIS;
    if (!isClosed) hear(null);
  };

  const connecting = connect();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}
