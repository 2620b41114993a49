import { join } from 'node:path';
import { makePrivate, privately } from './private-folder.js';
import { Problem } from './problem.js';

/** How long to wait for the processes of a Sluice that was just killed to exit. */
const predecessorMillis = 2_000;

/**
 * Claims a data folder for this process alone, and makes it private to its owner.
 *
 * The lock is SQLite's on an open database, hence the operating system's: it is released with the process, however that
 * ends, and no stale file with a process id can be left over. Packages must be installed before this is called.
 *
 * @param {string} dataDir absolute; created if missing
 * @returns {Promise<{ release: () => void }>}
 * @throws {Problem} if another process still has it after two seconds
 */
export async function lockDataFolder(dataDir) {
  const { default: Database } = await import('libsql');
  /** @type {import('libsql').Database | undefined} */
  let database;
  try {
    makePrivate(dataDir);
    privately(() => {
      database = new Database(join(dataDir, 'lock.db'), { timeout: predecessorMillis });
      database.exec('BEGIN EXCLUSIVE');
    });
  } catch (error) {
    database?.close();
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    if (code?.startsWith('SQLITE_BUSY')) {
      throw new Problem(
        `The data folder ${dataDir} is in use by another Sluice: stop that one, or set SLUICE_DATA_DIR to another folder.`,
      );
    }
    throw new Problem(`The data folder ${dataDir} cannot be used: ${message}.`);
  }
  const held = database;
  locks.add(held);
  return {
    release() {
      locks.delete(held);
      held.close();
    },
  };
}

/** Keeps locks from the garbage collector, which would release them. */
const locks = new Set();
