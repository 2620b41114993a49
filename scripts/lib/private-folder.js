import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What Sluice itself stores in a data folder, along with SQLite's files next to its own. Nothing else there is ours to
 * change.
 */
const OURS = /^(?:lock\.db|sluice\.db|runs\.lock)(?:-(?:wal|shm|journal))?$/;

/**
 * Creates a data folder, or makes an existing one private to its owner, with Sluice's files in it: instance names,
 * addresses and who did what are nobody else's to read. The sandbox does the same with its own.
 *
 * @param {string} folder absolute
 */
export function makePrivate(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) if (OURS.test(name)) chmodSync(join(folder, name), 0o600);
}

/**
 * Runs `work` so that the files it creates are private.
 *
 * @template T
 * @param {() => T} work must be synchronous: the mask applies to the whole process
 * @returns {T}
 */
export function privately(work) {
  const before = process.umask(0o077);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}
