import 'server-only';
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { config } from '@/lib/config';
import { database } from './database';
import { isPostgres } from './dialect';
import type { DatabaseSchema } from './schema';

/**
 * The key that signs cookies and encrypts second factors, made on first use. Beside the embedded database it is a file, so
 * that the database alone is no use to a thief. Processes that share a PostgreSQL database share the key in it; the first
 * one puts the key of its data folder there, if it has one, so that second factors stay valid (docs/decisions/169).
 * Without the key people sign in again and set up their second factor again.
 */
export async function signInKey(): Promise<string> {
  const open = await database();
  const { dataDir } = config();
  if (!isPostgres(open)) return signInKeyIn(dataDir) ?? madeIn(dataDir);
  return (await storedKey(open)) ?? storeSignInKey(open, signInKeyIn(dataDir) ?? newKey());
}

/** Stores the key, unless another process was faster, and returns the one that is stored. */
export async function storeSignInKey(open: Kysely<DatabaseSchema>, key: string): Promise<string> {
  await open
    .insertInto('sign_in_key')
    .values({ id: 1, key })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await storedKey(open)) ?? key;
}

async function storedKey(open: Kysely<DatabaseSchema>): Promise<string | null> {
  return (await open.selectFrom('sign_in_key').select('key').executeTakeFirst())?.key ?? null;
}

/** The key in the file of a data folder; null if there is none. */
export function signInKeyIn(folder: string): string | null {
  try {
    return readFileSync(pathIn(folder), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Another process may make it at the same time: the first one wins, and nobody reads half a file. */
function madeIn(folder: string): string {
  const path = pathIn(folder);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${newKey()}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}

const pathIn = (folder: string): string => join(folder, 'sign-in.key');

const newKey = (): string => randomBytes(32).toString('base64url');
