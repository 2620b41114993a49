import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from '../lib/install.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, stopChildren } from '../lib/processes.js';
import { root } from '../lib/root.js';

/**
 * `npm run bench -- NAME [...]`: one of the benchmarks in bench/, whose packages are its own.
 *
 * @param {readonly string[]} args
 */
export async function bench([name, ...args]) {
  endOnRequest({ exitCode: 130 });
  const folder = join(root, 'bench');
  const names = readdirSync(folder).filter((entry) => existsSync(join(folder, entry, 'main.js')));
  if (name === undefined || !names.includes(name)) {
    throw new Problem(`Say which benchmark to run: npm run bench -- ${names.join(' | ')}`);
  }
  await ensureInstalled(folder);
  const { run } = await import(pathToFileURL(join(folder, name, 'main.js')).href);
  await run(args);
  await stopChildren();
  process.exit(0);
}
