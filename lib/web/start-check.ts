import 'server-only';
import { oidcSettings } from '@/lib/auth/oidc-settings';
import { config } from '../config';
import { NewerDatabaseError, openDatabase } from '../db/database';
import { damageOf } from '../db/dialect';
import { serverProblem, shownUrl } from '../db/server-check';
import { databasePath } from '../paths';

/**
 * What prevents Sluice from serving, as a sentence for the operator; null if nothing does. Checked before anything is
 * announced: a wrong setting or a broken database would fail every page. A new database is created, an older one is
 * migrated.
 */
export async function startProblem(): Promise<string | null> {
  try {
    config();
    oidcSettings();
  } catch (error) {
    return messageOf(error);
  }
  const { databaseUrl } = config();
  return databaseUrl === null ? fileProblem(databasePath()) : serverProblemAt(databaseUrl);
}

async function fileProblem(path: string): Promise<string | null> {
  try {
    const database = await openDatabase(path);
    // Closed again: Next's modules open their own.
    const damage = await damageOf(database).finally(() => database.destroy());
    return damage === null ? null : damaged(path, damage);
  } catch (error) {
    if (error instanceof NewerDatabaseError)
      return `The database ${path} was created by a newer version of Sluice. Start that version, or set SLUICE_DATA_DIR to another folder.`;
    return isDamage(error)
      ? damaged(path, messageOf(error))
      : `The database ${path} cannot be used: ${messageOf(error)}.`;
  }
}

async function serverProblemAt(url: string): Promise<string | null> {
  const name = shownUrl(url);
  try {
    const problem = await serverProblem(url);
    if (problem !== null) return `The database ${name} cannot be used: it ${problem}.`;
    await (await openDatabase(url)).destroy();
    return null;
  } catch (error) {
    return error instanceof NewerDatabaseError
      ? `The database ${name} was created by a newer version of Sluice. Start that version, or set DATABASE_URL to another database.`
      : `The database ${name} cannot be used: ${messageOf(error)}.`;
  }
}

/** What an operator may have forgotten, as a sentence; null: nothing. Not a problem: TLS may end where Sluice runs. */
export function startWarning(): string | null {
  const { url, trustedProxies } = config();
  return url === null || trustedProxies.rules.length > 0
    ? null
    : 'SLUICE_TRUSTED_PROXIES is not set: behind a reverse proxy, everybody then has its address, and wrong passwords of one person pause the sign-in of all.';
}

function damaged(path: string, how: string): string {
  const said = how.trim().split('\n').at(-1) ?? '';
  return `The database ${path} is damaged (${said}). Restore a backup of it, or set SLUICE_DATA_DIR to another folder.`;
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(?:NOTADB|CORRUPT)/.test(code);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
