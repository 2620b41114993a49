import { expect } from 'vitest';
import { GENESIS, hashOfActivity } from '@/lib/db/activity-hash';
import { database } from '@/lib/db/database';

/** All entries of the audit log. */
export async function entries() {
  return (await database()).selectFrom('activity').selectAll().orderBy('id').execute();
}

/** Every entry contains the hash of the one before, and its own; no id is skipped. */
export async function expectOneChain(): Promise<void> {
  let previousHash = GENESIS;
  let id = 0;
  for (const { hash, ...entry } of await entries()) {
    expect(entry.id).toBe((id += 1));
    expect(entry.previous_hash).toBe(previousHash);
    expect(hash).toBe(hashOfActivity(entry));
    previousHash = hash;
  }
}
