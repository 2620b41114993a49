import type { ServerBehind } from '@/lib/model/health-types';
import { foldForSearch } from '@/lib/text/typed-text';

// The array of an observation stays the same until the next one, and every search of it uses its texts.
const known = new WeakMap<readonly ServerBehind[], readonly string[]>();

/** What the servers behind a listener are searched by: ids and addresses, alone and with the port. [''] without any. */
export function serverValues(servers: readonly ServerBehind[]): readonly string[] {
  const before = known.get(servers);
  if (before) return before;
  const values = servers.flatMap(({ serverId, serverIp, port }) =>
    [serverId, serverIp ?? ''].filter((host) => host !== '').flatMap((host) => withPort(host, port)),
  );
  const distinct = values.length === 0 ? [''] : [...new Set(values)];
  known.set(servers, distinct);
  return distinct;
}

function withPort(host: string, port: number | null): string[] {
  const text = foldForSearch(host);
  return port === null ? [text] : [text, `${text}:${port}`];
}
