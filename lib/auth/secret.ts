import 'server-only';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { config } from '@/lib/config';
import { newToken } from './token';

/**
 * The key that signs cookies and encrypts second factors, in a file beside the database, so that the database alone is
 * no use to a thief. Made on first use. Without it people sign in again and set up their second factor again.
 */
export function secret(): string {
  const path = join(config().dataDir, 'sign-in.key');
  return keyIn(path) ?? madeAt(path);
}

function keyIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Another process may make it at the same time: the first one wins, and nobody reads half a file. */
function madeAt(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${newToken()}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}
