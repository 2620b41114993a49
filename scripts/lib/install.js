import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Problem } from './problem.js';
import { run } from './processes.js';
import { aloneIn } from './workshop.js';

const installArgs = [
  'install',
  '--no-save',
  // Dev packages are part of the build, whatever NODE_ENV says. No dependency needs its install script.
  '--include=dev',
  '--include=optional',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
];

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, os?: string[], cpu?: string[] }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * Installs a folder's packages unless its node_modules already hold what its package-lock.json says.
 *
 * `npm install --no-save`, not `npm ci`: it takes the locked versions too and leaves the lock file alone, but does not
 * refuse a lock file that was written where a registry lacks the binaries of other systems
 * (docs/decisions/031-install-without-npm-ci.md).
 *
 * @param {string} folder absolute
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @throws {Problem}
 */
export async function ensureInstalled(folder, { env = process.env } = {}) {
  if (isInstalled(folder)) return;
  await aloneIn(folder, async () => {
    if (isInstalled(folder)) return;
    console.log(`Installing packages in ${folder} …`);
    const npm = npmCommand(env);
    const { code } = await run(npm.command, [...npm.args, ...installArgs], {
      cwd: folder,
      env,
      shell: npm.shell,
    });
    if (code !== 0) throw new Problem(`Installing failed: npm ended with code ${code}.`);
  });
}

/** @param {string} folder */
export function isInstalled(folder) {
  const wanted = readLock(join(folder, 'package-lock.json'));
  // npm writes this file last, so a broken install has none.
  const present = readLock(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  if (firstDifference(wanted, present, process) !== null) return false;
  return Object.keys(present.packages).every((path) => existsSync(join(folder, path)));
}

/**
 * Compares a lock file with the record npm keeps of what it installed.
 *
 * An optional package that is absent, or not locked, is no difference: npm leaves out what is for other systems, and
 * one that it could not install or lock would otherwise be installed anew at every start.
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock} present node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} system
 * @returns {string | null} the path of the first package that differs
 */
export function firstDifference(wanted, present, system) {
  for (const [path, locked] of Object.entries(wanted.packages)) {
    if (path === '') continue;
    const installed = present.packages[path];
    if (!installed) {
      if (!locked.optional) return path;
      continue;
    }
    if (installed.version !== locked.version) return path;
    // node_modules that came from another system, as in a folder shared with a container.
    if (!suits(installed.os, system.platform) || !suits(installed.cpu, system.arch)) return path;
  }
  const unlocked = Object.entries(present.packages).find(
    ([path, { optional }]) => !wanted.packages[path] && !optional,
  );
  return unlocked?.[0] ?? null;
}

/**
 * @param {string[] | undefined} allowed npm's os and cpu lists; an entry may be negated with `!`
 * @param {string} actual
 */
function suits(allowed, actual) {
  if (!allowed || allowed.length === 0) return true;
  if (allowed.includes(`!${actual}`)) return false;
  return allowed.includes(actual) || allowed.every((entry) => entry.startsWith('!'));
}

/**
 * @param {string} file
 * @returns {Lock | null}
 */
function readLock(file) {
  try {
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    return lock && typeof lock.packages === 'object' ? lock : null;
  } catch {
    return null;
  }
}

/**
 * The npm that started us, if one did; the one on the PATH otherwise.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function npmCommand(env) {
  const script = env.npm_execpath;
  if (script && /^npm(-cli)?\.(c?js|mjs)$/.test(basename(script))) {
    return { command: process.execPath, args: [script], shell: false };
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}
