import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureServerBuilt } from '../lib/build.js';
import { lockDataFolder } from '../lib/lock.js';
import { optionsFrom } from '../lib/options.js';
import { Problem } from '../lib/problem.js';
import { root } from '../lib/root.js';
import { readSettings } from '../lib/settings.js';

const usage = 'npm run migrate-database -- [--data DIR] --to URL';

/**
 * `npm run migrate-database -- [--data DIR] --to URL`: copies the embedded database of a stopped Sluice to PostgreSQL.
 *
 * @param {readonly string[]} args
 */
export async function migrateDatabase(args) {
  const { data, to } = optionsFrom(args, { data: { type: 'string' }, to: { type: 'string' } }, usage);
  if (to === undefined || !/^postgres(?:ql)?:\/\//.test(to) || !URL.canParse(to))
    throw new Problem(`Usage: ${usage}, with URL as postgres://user:password@host:5432/database`);
  const dataDir = data === undefined ? readSettings(process.env).dataDir : resolve(data);
  await ensureServerBuilt();
  // What a running Sluice writes meanwhile would be missing.
  const lock = await lockDataFolder(dataDir);
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'dist/migrate-database.js'), join(dataDir, 'sluice.db'), to],
    { stdio: 'inherit' },
  );
  lock.release();
  process.exitCode = status ?? 1;
}
