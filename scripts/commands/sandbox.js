import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureSandboxBuilt } from '../lib/build.js';
import { sandboxDataDir } from '../lib/product.js';
import { root } from '../lib/root.js';
import { readSettings } from '../lib/settings.js';

/**
 * `npm run sandbox`: the sandbox alone, in this very process, so that it gets signals and channels directly.
 *
 * @param {readonly string[]} flags passed on; port and data folder default to those of `npm start`
 */
export async function sandbox(flags) {
  const settings = readSettings({ ...process.env, SLUICE_MODE: 'sandbox' });
  await ensureSandboxBuilt();
  const program = join(root, 'dist/sandbox.js');
  const defaults = [
    ...(hasFlag(flags, '--port') ? [] : ['--port', String(settings.sandboxPort)]),
    ...(hasFlag(flags, '--data') ? [] : ['--data', sandboxDataDir(settings)]),
  ];
  process.argv = [process.execPath, program, ...defaults, ...flags];
  await import(pathToFileURL(program).href);
}

/**
 * @param {readonly string[]} flags
 * @param {string} name
 */
function hasFlag(flags, name) {
  return flags.some((flag) => flag === name || flag.startsWith(`${name}=`));
}
