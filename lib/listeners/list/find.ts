import { foldForSearch } from '@/lib/text/typed-text';
import { integerText } from '@/lib/model/integer-text';
import type { ListedListener } from '@/lib/model/list-row';
import { isComplete, serverCoverageOf, serversBehind, type HealthAt } from '@/lib/model/row-health';
import { canonicalHost, endpointOf, isAmongServers, type Endpoint } from './filter/endpoint';

/**
 * Finds the few listeners somebody means who types a port, a name, an id or an address. Pure. Unlike the list's own
 * search it looks only at names, not at every column, and puts the most likely match first. Every word of the text
 * must match. Servers are found as far as they were observed (`unknownServersOf`).
 */
export function findListeners(
  listeners: readonly ListedListener[],
  text: string,
  { limit, at }: { limit: number; at: HealthAt },
): ListedListener[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const found: { listener: ListedListener; rank: number }[] = [];
  for (const listener of listeners) {
    const rank = rankOf(listener, words, at);
    if (rank !== null) found.push({ listener, rank });
  }
  return found
    .toSorted((a, b) => a.rank - b.rank || compare(a.listener, b.listener))
    .slice(0, limit)
    .map(({ listener }) => listener);
}

/** For how many listeners the servers are known, if the text may name a server and that is not all of them. */
export function unknownServersOf(
  listeners: readonly ListedListener[],
  text: string,
  at: HealthAt,
): ReturnType<typeof serverCoverageOf> | null {
  if (!wordsOf(text).some(({ endpoint }) => endpoint?.mayBeServer)) return null;
  const coverage = serverCoverageOf(listeners, at);
  return isComplete(coverage) ? null : coverage;
}

/** A folded word, and how it is compared with a port. */
type Word = { text: string; port: string; endpoint: Endpoint | null };

function wordsOf(text: string): Word[] {
  return foldForSearch(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((text) => ({ text, port: integerText(text), endpoint: endpointOf(text) }));
}

const WHOLE = 0;
const BEGINS = 1;
const WITHIN = 2;

/** How well all words match, 0 is best; null if one does not. */
function rankOf(listener: ListedListener, words: readonly Word[], at: HealthAt): number | null {
  const names = namesOf(listener);
  let sum = 0;
  for (const word of words) {
    let best = word.endpoint && endpointRank(listener, word.endpoint, at);
    for (const [index, name] of names.entries()) {
      const isPort = index <= 1;
      const sought = isPort ? word.port : word.text;
      const place = name.indexOf(sought);
      if (place < 0) continue;
      // A few digits mean the start of a port, not a part of another number.
      if (isPort && place > 0) continue;
      const rank = name === sought ? WHOLE : place === 0 ? BEGINS : WITHIN;
      best = best === null ? rank : Math.min(best, rank);
    }
    if (best === null) return null;
    sum += best;
  }
  return sum;
}

function endpointRank(listener: ListedListener, endpoint: Endpoint, at: HealthAt): number | null {
  const { host, port, protocol, mayBeServer } = endpoint;
  if (protocol !== null && protocol !== listener.protocol) return null;
  if (port === null || port === listener.listenerPort) {
    const [, , name = '', loadBalancerId, address = ''] = namesOf(listener);
    if ([name, loadBalancerId, canonicalHost(address)].includes(host)) return WHOLE;
    if (!mayBeServer && name.includes(host)) return WITHIN;
  }
  return isAmongServers(endpoint, serversBehind(listener, at).servers) ? WITHIN : null;
}

// A row keeps its identity as long as its content is the same, so 12,000 rows are not folded again for every key typed.
const foldedNames = new WeakMap<ListedListener, readonly string[]>();

/** The port comes first, then the port with the protocol. */
function namesOf(listener: ListedListener): readonly string[] {
  const known = foldedNames.get(listener);
  if (known) return known;
  const { loadBalancer, loadBalancerId, listenerPort, protocol, regionId, description } = listener;
  const port = String(listenerPort);
  const names = [
    port,
    `${port}/${protocol}`,
    loadBalancer.name,
    loadBalancerId,
    loadBalancer.address ?? '',
    description ?? '',
    regionId,
    protocol,
  ].map(foldForSearch);
  foldedNames.set(listener, names);
  return names;
}

function compare(a: ListedListener, b: ListedListener): number {
  return (
    a.loadBalancer.name.localeCompare(b.loadBalancer.name) ||
    a.listenerPort - b.listenerPort ||
    a.protocol.localeCompare(b.protocol) ||
    a.regionId.localeCompare(b.regionId)
  );
}
