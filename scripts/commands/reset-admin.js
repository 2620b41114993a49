import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureServerBuilt } from '../lib/build.js';
import { root } from '../lib/root.js';
import { readSettings } from '../lib/settings.js';

/**
 * `npm run reset-admin -- [--email ADDRESS]`: prints a link with which an admin sets a new password, for whoever has the
 * machine. The settings are those of the start.
 *
 * @param {readonly string[]} args
 */
export async function resetAdmin(args) {
  const { dataDir } = readSettings(process.env);
  await ensureServerBuilt();
  const { status } = spawnSync(process.execPath, [join(root, 'dist/reset-admin.js'), ...args], {
    env: { ...process.env, SLUICE_DATA_DIR: dataDir },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
