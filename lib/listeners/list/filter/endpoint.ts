import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { parseBlock } from '@/lib/model/address-block';
import type { ServerBehind } from '@/lib/model/health-types';
import { foldForSearch } from '@/lib/text/typed-text';

/**
 * A place that connections go to, in one of the forms people copy: an instance's address, name or id with a port, an id
 * of Terraform or of the tag API, a URL, a backend server.
 */
export type Endpoint = {
  /** As `canonicalHost` writes it. */
  host: string;
  port: number | null;
  protocol: string | null;
  /** It can be a backend server: an address, or the id of a server or a network interface. */
  mayBeServer: boolean;
};

/** The ports of the URL schemes of services that are put behind a TCP listener. */
const SCHEME_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  ftp: 21,
  ssh: 22,
  sftp: 22,
  ldap: 389,
  ldaps: 636,
  mysql: 3306,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  rediss: 6379,
  amqp: 5672,
  amqps: 5671,
  mongodb: 27_017,
};

const PROTOCOLS = String.raw`tcp|udp|http|https`;
/** `host`, `host:443`, `host:tcp:443`, `host:443/tcp`; IPv6 addresses in brackets. */
const AUTHORITY = new RegExp(
  String.raw`^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]@?#]+))(?::(?:(${PROTOCOLS}):)?(\d+)(?:/(${PROTOCOLS}))?)?$`,
);
/** The tag API writes `lb-…_tcp_443`. */
const TAG_RESOURCE = new RegExp(String.raw`^(lb-[a-z0-9]+)_(${PROTOCOLS})_(\d+)$`);
const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^\s/?#@]*@)?([^\s/?#@]+)([/?#].*)?$/;
/** A page of a listener in Sluice, and its key in exports and bulk actions. */
const LISTENER_PATH = /(?:^|\/)[a-z]{2}(?:-[a-z0-9]+)+\/(lb-[a-z0-9]+)\/(\d+)(?:$|[/?#])/;
const SERVER_ID = /^(?:i|eni|eci)-[a-z0-9]{5,}$/;

/** The endpoint that a word names; null for any other word. A bare name or id is no endpoint, but a text to search. */
export function endpointOf(word: string): Endpoint | null {
  const text = foldForSearch(word);
  const [, pathInstance = '', listenerPort] = LISTENER_PATH.exec(text) ?? [];
  if (pathInstance !== '') return endpoint(pathInstance, listenerPort);
  const [, instance = '', protocol, port] = TAG_RESOURCE.exec(text) ?? [];
  if (instance !== '') return endpoint(instance, port, protocol);
  const [, scheme, authority] = URL_PARTS.exec(text) ?? [];
  if (scheme !== undefined && authority !== undefined) {
    const place = authorityOf(authority);
    return place && { ...place, port: place.port ?? SCHEME_PORTS[scheme] ?? null };
  }
  const place = isIpv6(text) ? endpoint(text) : authorityOf(text);
  return place !== null && (place.port !== null || place.mayBeServer) ? place : null;
}

function authorityOf(text: string): Endpoint | null {
  const parts = AUTHORITY.exec(text);
  if (parts === null) return null;
  const [, bracketed, plain, before, port, after] = parts;
  if (bracketed !== undefined && !isIpv6(bracketed)) return null;
  return endpoint(bracketed ?? plain ?? '', port, before ?? after);
}

function endpoint(host: string, portText?: string, protocol?: string): Endpoint | null {
  const port = portText === undefined ? null : integerIn(portText, limits.listenerPort);
  if (portText !== undefined && port === null) return null;
  return {
    host: canonicalHost(host),
    port,
    protocol: protocol ?? null,
    mayBeServer: parseBlock(host) !== null || SERVER_ID.test(host),
  };
}

function isIpv6(text: string): boolean {
  return text.includes(':') && !text.includes('/') && parseBlock(text) !== null;
}

/** The same text for the same host: an IPv6 address can be written in many ways. */
export function canonicalHost(text: string): string {
  const folded = foldForSearch(text);
  return isIpv6(folded) ? `ipv6 ${parseBlock(folded)?.first.toString(16)}` : folded;
}

// The array of an observation stays the same until the next one, and every search reads it for every row.
const canonicalHosts = new WeakMap<readonly ServerBehind[], readonly (readonly string[])[]>();

/** The hosts by which each of the servers is found. */
function hostsOf(servers: readonly ServerBehind[]): readonly (readonly string[])[] {
  const known = canonicalHosts.get(servers);
  if (known) return known;
  const hosts = servers.map(({ serverId, serverIp }) => [serverId, serverIp ?? ''].map(canonicalHost));
  canonicalHosts.set(servers, hosts);
  return hosts;
}

/** Whether the endpoint is one of these servers, on the port that it serves. */
export function isAmongServers(
  { host, port, mayBeServer }: Endpoint,
  servers: readonly ServerBehind[],
): boolean {
  if (!mayBeServer) return false;
  if (port !== null && servers.every((server) => server.port !== port)) return false;
  const hosts = hostsOf(servers);
  return servers.some(
    (server, index) => (port === null || port === server.port) && hosts[index]?.includes(host),
  );
}
