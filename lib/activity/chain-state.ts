/** What the background check of the hash chain has found, in this process. Times are ISO 8601 in UTC. */
export type ChainCheck = {
  /** The newest entry up to which the chain is intact; null: nothing was checked yet, or there are no entries. */
  verified: { id: number; at: string; hash: string } | null;
  /** When a check last came to the end of the log; null if none has. */
  checkedAt: string | null;
  /** When the whole log was last read from its first entry. */
  wholeAt: string | null;
  /** When entries were last read: those up to each id, since the one before. The first is the whole log's. */
  reads: readonly { upToId: number; at: string }[];
  /** The first entry that is not as it was written, or not where; the log after it is not checked. */
  broken: { id: number; flaw: ChainFlaw; at: string } | null;
};
export type ChainFlaw = 'changed' | 'missing' | 'order';

/** The same with the newest entry there is. */
export type ChainState = ChainCheck & { newestId: number };

/** Whether the next check will say more. */
export function isChainBehind({ verified, checkedAt, broken, newestId }: ChainState): boolean {
  return checkedAt === null || (broken === null && (verified?.id ?? 0) < newestId);
}

/** When an entry was last read and found intact; null if only the check that is running has done so. */
export function readAt({ reads }: ChainCheck, id: number): string | null {
  return reads.find(({ upToId }) => upToId >= id)?.at ?? null;
}

/** A short text that stays the same as long as what a page shows of it. */
export function chainMark({ verified, checkedAt, broken }: ChainCheck): string {
  return [verified?.id ?? 0, checkedAt === null ? 'unchecked' : 'checked', broken?.id ?? 0].join(' ');
}
