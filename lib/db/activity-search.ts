import { normalizeTyped } from '@/lib/text/typed-text';
import type { UnhashedActivity } from './activity-hash';

/**
 * The words by which an audit log line is found. Whole values (`fact`) and words of the free text (`text`) are
 * distinguished by their first letters. SQLite's tokenizer must take each for one token, so anything but ASCII letters
 * and digits is written as its code between equals signs, and the index treats `=` as part of a word.
 */

const facts = {
  actor: 'a',
  operation: 'o',
  outcome: 's',
  regionId: 'r',
  loadBalancerId: 'i',
  listenerPort: 'p',
  code: 'c',
  requestId: 'q',
  runId: 'u',
  account: 'n',
} as const;

export type ActivityFact = keyof typeof facts;

/** No entry has more words than this; beyond it, it is found by its facts. */
const MOST_WORDS = 400;

/** One token for a whole value; case is ignored. */
export function factWord(fact: ActivityFact, value: string | number): string {
  return `${facts[fact]}=${spelt(String(value))}`;
}

/** The value of `listenerPort`: the protocol is in it unless it is TCP, whose entries have always had the number alone. */
export function portFact(listenerPort: number, protocol: string): string {
  return protocol === 'tcp' ? String(listenerPort) : `${listenerPort}/${protocol}`;
}

/** A token for each word of a text; for Chinese, which has no spaces, for each character. */
export function textTerms(text: string): string[] {
  const words = normalizeTyped(text).match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu);
  return (words ?? []).map((word) => `w=${spelt(word)}`);
}

function spelt(value: string): string {
  return value.toLowerCase().replaceAll(/[^a-z0-9]/gu, (sign) => `=${sign.codePointAt(0)?.toString(16)}=`);
}

/** All tokens of a line. `row` is the entry that represents the write, with the states before and after it. */
export function activityTerms(row: Omit<UnhashedActivity, 'previous_hash' | 'id'>): string[] {
  const words = new Set<string>();
  const known: Record<ActivityFact, string | number | null> = {
    actor: row.actor,
    operation: row.operation,
    outcome: row.outcome,
    regionId: row.region_id,
    loadBalancerId: row.load_balancer_id,
    listenerPort: portFact(row.listener_port, row.listener_protocol ?? 'tcp'),
    code: row.code,
    requestId: row.request_id,
    runId: row.run_id,
    // The empty word is that of entries about no account.
    account: row.account ?? '',
  };
  for (const fact of Object.keys(facts) as ActivityFact[]) {
    const value = known[fact];
    if (value !== null) words.add(factWord(fact, value));
  }
  const texts = [
    ...Object.values(known).map((value) => (value === null ? '' : String(value))),
    row.listener_protocol ?? '',
    row.from_address ?? '',
    row.session_id ?? '',
    row.sluice_request_id ?? '',
    row.message ?? '',
    ...valuesIn(JSON.parse(row.before_json)),
    ...valuesIn(JSON.parse(row.after_json)),
  ];
  for (const text of texts) for (const word of textTerms(text)) if (words.size < MOST_WORDS) words.add(word);
  return [...words];
}

function valuesIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [];
}
