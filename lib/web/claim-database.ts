import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '../config';
import { shownUrl } from '../db/server-check';
import { sessionLock } from '../db/session-lock';

/** A predecessor that is just ending still has its connections. */
const PREDECESSOR_MILLIS = 2_000;
const AGAIN_MILLIS = 500;

/**
 * Claims the PostgreSQL database for this process, as the launcher's lock claims a data folder: turns on instances and the
 * call budget are kept in one process (docs/decisions/163). Returns a sentence for the operator if another Sluice has
 * it. Should the server end the connection, it is claimed again; if another Sluice was faster, `onTaken` is called.
 */
export async function claimDatabase(onTaken: (sentence: string) => void): Promise<string | null> {
  const { databaseUrl } = config();
  if (databaseUrl === null) return null;
  const taken = `The database ${shownUrl(databaseUrl)} is in use by another Sluice: stop that one, or set DATABASE_URL to another database.`;
  const claim = () => sessionLock(databaseUrl, 'database', () => void claimAgain());
  const claimAgain = async (): Promise<void> => {
    const lock = await claim().catch(() => undefined);
    // The server cannot be reached, and nobody else reaches it either.
    if (lock === undefined) setTimeout(() => void claimAgain(), AGAIN_MILLIS);
    else if (lock === null) onTaken(taken);
  };
  for (const until = Date.now() + PREDECESSOR_MILLIS; ; await sleep(AGAIN_MILLIS)) {
    if ((await claim()) !== null) return null;
    if (Date.now() >= until) return taken;
  }
}
