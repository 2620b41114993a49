import type { PassVerdict } from '@/lib/listeners/detail/evaluate-acl';

/** How an entry matches the tested address: it covers all of it, or a part of a larger or overlapping block. */
export type EntryMark = 'whole' | 'part';

/** The entries of one list that a verdict rests on, by their text. */
export function marksOf(verdict: PassVerdict | null, aclId: string): ReadonlyMap<string, EntryMark> {
  const matches = verdict !== null && 'matches' in verdict ? verdict.matches : [];
  return new Map(
    matches
      .filter((match) => match.aclId === aclId)
      .map(({ entry, whole }) => [entry, whole ? 'whole' : 'part']),
  );
}

/** What these entries mean for the address: amber if they decide only part of it. */
export function toneOf(verdict: PassVerdict | null): 'ok' | 'bad' | 'warn' {
  if (verdict?.kind === 'passes') return 'ok';
  return verdict?.kind === 'dropped' ? 'bad' : 'warn';
}
