import { parseBlock, wholeOf, type Block, type IpFamily } from './address-block';

/**
 * What the entries of access control lists cover, computed exactly. Entries may overlap, touch and repeat, so their
 * count says nothing about how much they cover: `0.0.0.0/1` and `128.0.0.0/1` are two entries and all of IPv4.
 */

export type Coverage = {
  /** Total number of entries, valid or not. */
  entryCount: number;
  /** Entries that are not an address or a CIDR block Sluice can parse. What they cover is unknown. */
  unreadableCount: number;
  /** What the remaining entries cover: ascending blocks that neither overlap nor touch, IPv4 first. */
  blocks: readonly Block[];
};

export const emptyCoverage: Coverage = { entryCount: 0, unreadableCount: 0, blocks: [] };

/** What the entries of one list cover. */
export function coverageOf(entries: readonly string[]): Coverage {
  const blocks = entries.map(parseBlock).filter((block) => block !== null);
  return {
    entryCount: entries.length,
    unreadableCount: entries.length - blocks.length,
    blocks: mergeBlocks(blocks),
  };
}

/** What several lists cover together. A listener may be bound to more than one (slb-api.md D13). */
export function joinCoverages(coverages: readonly Coverage[]): Coverage {
  const [only, ...others] = coverages;
  if (only !== undefined && others.length === 0) return only;
  return coverages.reduce(
    (joined, { entryCount, unreadableCount, blocks }) => ({
      entryCount: joined.entryCount + entryCount,
      unreadableCount: joined.unreadableCount + unreadableCount,
      blocks: mergeBlocks([...joined.blocks, ...blocks]),
    }),
    emptyCoverage,
  );
}

/** Whether the parsed entries cover every address of the family, none of them, or some. */
export function extentOf({ blocks }: Coverage, family: IpFamily): 'all' | 'some' | 'none' {
  const whole = wholeOf(family);
  const held = blocks.filter((block) => block.family === family);
  if (held.length === 0) return 'none';
  return held.some((block) => holds(block, whole)) ? 'all' : 'some';
}

/** How many addresses of the family the parsed entries cover. */
export function addressCountOf({ blocks }: Coverage, family: IpFamily): bigint {
  return blocks.reduce(
    (sum, block) => (block.family === family ? sum + block.last - block.first + 1n : sum),
    0n,
  );
}

/** Normalizes blocks to ascending ones that neither overlap nor touch, IPv4 first. */
export function mergeBlocks(blocks: readonly Block[]): Block[] {
  const merged: Block[] = [];
  for (const block of blocks.toSorted(inOrder)) {
    const before = merged.at(-1);
    if (before === undefined || before.family !== block.family || block.first > before.last + 1n)
      merged.push(block);
    else if (block.last > before.last) merged[merged.length - 1] = { ...before, last: block.last };
  }
  return merged;
}

/** Whether one block contains all of another. */
export function holds(block: Block, other: Block): boolean {
  return block.family === other.family && block.first <= other.first && block.last >= other.last;
}

/** Whether two blocks share an address. */
export function overlaps(block: Block, other: Block): boolean {
  return block.family === other.family && block.first <= other.last && block.last >= other.first;
}

function inOrder(a: Block, b: Block): number {
  if (a.family !== b.family) return a.family === 'ipv4' ? -1 : 1;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}
