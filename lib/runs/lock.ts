import 'server-only';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { config } from '@/lib/config';

/**
 * Claims the data folder's runs of the current account for this process; null while another process has them. The lock is the operating
 * system's, held by an open transaction, so it is released the moment its process ends, however it ends, without any
 * timeout.
 */
export function lockRuns(): { release: () => void } | null {
  const { account, dataDir } = config();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = new Libsql(join(dataDir, account === null ? 'runs.lock' : `runs-${account}.lock`));
  try {
    file.exec('begin exclusive');
  } catch (error) {
    file.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return { release: () => file.close() };
}
