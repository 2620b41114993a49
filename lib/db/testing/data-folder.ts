import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { closeDatabase } from '../database';
import { dropPostgresDatabase, newPostgresDatabase, postgresServer } from './postgres-databases';

/**
 * For the top of a test file: an empty data folder, and where PostgreSQL is tested an empty database, for each of its
 * tests, or one for all of them. Environment changes by a test are reverted. Returns the folder, within the tests.
 */
export function dataFolder(per: 'test' | 'file' = 'test'): () => string {
  let folder = '';
  const server = postgresServer();
  const make = async (): Promise<void> => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-test-'));
    // Not stubbed: a test that reverts its stubs must not write to the data folder of whoever runs it.
    process.env['SLUICE_DATA_DIR'] = folder;
    if (server !== null) process.env['DATABASE_URL'] = await newPostgresDatabase(server);
    forgetConfig();
  };
  const remove = async (): Promise<void> => {
    await closeDatabase();
    vi.unstubAllEnvs();
    const url = process.env['DATABASE_URL'];
    if (server !== null && url !== undefined) {
      delete process.env['DATABASE_URL'];
      await dropPostgresDatabase(server, url);
    }
    forgetConfig();
    rmSync(folder, { recursive: true, force: true });
  };
  if (per === 'test') {
    beforeEach(make);
    afterEach(remove);
  } else {
    beforeAll(make);
    afterAll(remove);
  }
  return () => folder;
}
