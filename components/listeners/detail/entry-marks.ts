import type { PassVerdict } from '@/lib/listeners/detail/evaluate-acl';

/** What an entry is to the address asked for: it holds all of it, or a part of a block that is larger or lies across. */
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

/** What becomes of the address by these entries: amber where they decide on a part of it alone. */
export function toneOf(verdict: PassVerdict | null): 'ok' | 'bad' | 'warn' {
  if (verdict?.kind === 'passes') return 'ok';
  return verdict?.kind === 'dropped' ? 'bad' : 'warn';
}
