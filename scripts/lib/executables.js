import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.js';
import { root } from './root.js';

/**
 * @param {readonly string[]} names the likeliest first
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} executable files of these names on the PATH, in their order
 */
export function onPath(names, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {readonly string[]} files
 * @param {RegExp} version
 */
export async function firstThatRuns(files, version) {
  for (const file of files) if (await runs(file, version)) return file;
  return null;
}

/**
 * A file of the right name may still be a stub, as Ubuntu's chromium-browser without snap is.
 *
 * @param {string} file
 * @param {RegExp} version what the program calls itself
 */
export async function runs(file, version) {
  if (!existsSync(file)) return false;
  const { code, output } = await run(file, ['--version'], {
    cwd: root,
    capture: true,
    timeoutMillis: 20_000,
  });
  return code === 0 && version.test(output);
}
