import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.js';
import { findChromium } from '../lib/chromium.js';
import { optionsFrom } from '../lib/options.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, run } from '../lib/processes.js';
import { root } from '../lib/root.js';

/**
 * `npm run truth -- [--minutes 10] [--seed N] [--writes]`: an adversary against the running product for that long, at
 * random or with the seed of an earlier failure. Without `--writes` it compares what Sluice shows with the actual
 * state; with it, what Sluice does with what was requested.
 *
 * @param {string[]} args
 */
export async function truth(args) {
  endOnRequest({ exitCode: 130, ask: 'SIGINT' });
  const { minutes, seed, writes } = optionsOf(args);
  const spec = writes ? 'e2e/truth-writes.spec.ts' : 'e2e/truth.spec.ts';
  if (!existsSync(join(root, spec))) throw new Problem(`There is no ${spec}.`);
  await ensureBuilt();
  console.log(`Seed ${seed}, for ${minutes} min.`);
  const { code } = await run(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test', spec, '--workers=1', '--retries=0'],
    {
      cwd: root,
      env: {
        ...process.env,
        SLUICE_CHROMIUM: await findChromium(),
        SLUICE_TRUTH_MINUTES: String(minutes),
        SLUICE_TRUTH_SEED: String(seed),
      },
    },
  );
  process.exit(code);
}

/** @param {string[]} args */
function optionsOf(args) {
  const { minutes, seed, writes } = optionsFrom(args, {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    writes: { type: 'boolean', default: false },
  });
  return { minutes: numberOf('minutes', minutes), seed: numberOf('seed', seed), writes };
}

/**
 * @param {string} name
 * @param {string} text
 */
function numberOf(name, text) {
  if (!/^\d{1,9}$/.test(text)) throw new Problem(`--${name} must be a whole number.`);
  return Number(text);
}
