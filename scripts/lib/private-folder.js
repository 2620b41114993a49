import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What Sluice itself keeps in a data folder, with what SQLite lays beside its files. Nothing else there is ours to change. */
const OURS = /^(?:lock\.db|sluice\.db|runs\.lock)(?:-(?:wal|shm|journal))?$/;

/**
 * Makes a data folder, or makes the one that is there, private to its owner, with what Sluice has in it: names of instances, addresses and who did what are
 * nobody else's to read. The sandbox does the same with its own.
 *
 * @param {string} folder absolute
 */
export function makePrivate(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) if (OURS.test(name)) chmodSync(join(folder, name), 0o600);
}

/**
 * Runs `work` so that the files it makes are private.
 *
 * @template T
 * @param {() => T} work must not wait for anything: the mask is the whole process's
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
