import { otherProtocols } from '@/lib/model/protocol';
import { factWord, portFact, textTerms, type ActivityFact } from '@/lib/db/activity-search';
import type { WordSyntax } from '@/lib/db/dialect';
import { coveredByName, idsCalled, type NamedInstances } from './named-instances';

/** Which lines to return; all given conditions must hold. Times are ISO 8601 in UTC, inclusive. */
export type ActivityFilter = {
  actor?: string | undefined;
  operation?: string | undefined;
  outcome?: 'under-way' | 'succeeded' | 'refused' | 'unknown' | undefined;
  regionId?: string | undefined;
  loadBalancerId?: string | undefined;
  listenerPort?: number | undefined;
  /** Of the port; all unless given. */
  protocol?: string | undefined;
  code?: string | undefined;
  requestId?: string | undefined;
  runId?: number | undefined;
  /** Those about this account, and about none. */
  account?: string | undefined;
  /** Whether the reader wants those of all accounts. */
  allAccounts?: boolean | undefined;
  /** Word prefixes, in any order, in ids, codes, messages, values and the names of instances. */
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Makes an instance searchable by its name as well as its id. */
  names?: NamedInstances | undefined;
};

const factNames = [
  'actor',
  'operation',
  'outcome',
  'regionId',
  'loadBalancerId',
  'listenerPort',
  'code',
  'requestId',
  'runId',
] as const satisfies readonly ActivityFact[];

/** A condition on a line's words: this one, one with this prefix, all of these or any. */
export type WantedTerms =
  | { whole: string }
  | { begins: string }
  | { all: readonly WantedTerms[] }
  | { any: readonly WantedTerms[] };

export function wantedTerms(filter: ActivityFilter): WantedTerms {
  const { names } = filter;
  const facts = factNames.flatMap((fact): WantedTerms[] => {
    const value = filter[fact];
    if (value === undefined) return [];
    // An intent's entry has `begun`.
    const own = { whole: factWord(fact, value === 'under-way' ? 'begun' : value) };
    if (fact === 'listenerPort')
      return [
        { any: portFacts(Number(value), filter.protocol).map((port) => ({ whole: factWord(fact, port) })) },
      ];
    const named = fact === 'loadBalancerId' && names ? idsCalled(names, String(value)) : [];
    return [named.length === 0 ? own : { any: [own, ...named.map(instanceWord)] }];
  });
  if (filter.account !== undefined)
    facts.push({ any: [filter.account, ''].map((account) => ({ whole: factWord('account', account) })) });
  const begins = [...new Set(textTerms(filter.text ?? ''))];
  if (begins.length === 0) return { all: facts };
  const inEntry = beginningsOf(begins);
  const byName = (names ? coveredByName(names, begins) : []).map(({ ids, rest }) => ({
    all: [{ any: ids.map(instanceWord) }, ...beginningsOf(rest)],
  }));
  return { all: [...facts, ...(byName.length === 0 ? inEntry : [{ any: [{ all: inEntry }, ...byName] }])] };
}

function portFacts(listenerPort: number, protocol: string | undefined): string[] {
  const protocols = protocol === undefined ? ['tcp', ...otherProtocols] : [protocol];
  return protocols.map((name) => portFact(listenerPort, name));
}

function instanceWord(loadBalancerId: string): WantedTerms {
  return { whole: factWord('loadBalancerId', loadBalancerId) };
}

function beginningsOf(words: readonly string[]): WantedTerms[] {
  return words.map((word) => ({ begins: word }));
}

/** As a query for the index; null if every line matches. */
export function indexQuery(wanted: WantedTerms, syntax: WordSyntax): string | null {
  if ('whole' in wanted) return syntax.whole(wanted.whole);
  if ('begins' in wanted) return syntax.begins(wanted.begins);
  const parts = 'all' in wanted ? wanted.all : wanted.any;
  const queries = parts.map((part) => indexQuery(part, syntax)).filter((query) => query !== null);
  if (queries.length < 2) return queries[0] ?? null;
  return `(${queries.join('all' in wanted ? syntax.and : syntax.or)})`;
}

/** The same for a line that is not in the index. */
export function holdsTerms(words: readonly string[], wanted: WantedTerms): boolean {
  if ('whole' in wanted) return words.includes(wanted.whole);
  if ('begins' in wanted) return words.some((word) => word.startsWith(wanted.begins));
  return 'all' in wanted
    ? wanted.all.every((part) => holdsTerms(words, part))
    : wanted.any.some((part) => holdsTerms(words, part));
}
