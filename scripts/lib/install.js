import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withLock } from './install-lock.js';
import { Problem } from './problem.js';
import { run } from './processes.js';

/**
 * Runs `npm ci` in a folder whose packages are missing or have other versions than package-lock.json.
 *
 * @param {string} folder absolute
 * @throws {Problem}
 */
export async function ensureInstalled(folder) {
  if (isInstalled(folder)) return;
  await withLock(folder, async () => {
    if (isInstalled(folder)) return;
    console.log(`Installing packages in ${folder} …`);
    // The npm that started us, if one did. As a Node program it ends when we end.
    const npm = process.env.npm_execpath ?? '';
    const { code } =
      basename(npm) === 'npm-cli.js'
        ? await run(process.execPath, [npm, 'ci'], { cwd: folder })
        : await run('npm', ['ci'], { cwd: folder, shell: process.platform === 'win32' });
    if (code !== 0) throw new Problem(`Installing failed: npm ended with code ${code}.`);
  });
}

/**
 * Whether npm's record of what it installed has the versions of package-lock.json. npm writes the record last, so an
 * interrupted install has none. It lists neither the project itself nor optional packages for other systems.
 *
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) =>
    present[path] === undefined ? path === '' || optional : present[path].version === version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean }> | null}
 */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
