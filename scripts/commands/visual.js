import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../lib/chromium.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, run, startChild, stopChildren } from '../lib/processes.js';
import { root } from '../lib/root.js';
import { differenceOf, shootPages } from '../lib/screens.js';

/**
 * `npm run visual -- --base REF [--only list,form] [--out FOLDER]`: renders every page of a commit and of this working tree, in both
 * languages, both themes, on a desk and on a phone, and lists what differs. The images go below a folder of their own: none is committed.
 *
 * @param {string[]} args
 */
export async function visual(args) {
  const { base, only, out } = optionsOf(args);
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-visual-'));
  const tree = join(scratch, 'base');
  endOnRequest({
    exitCode: 130,
    last: () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }),
  });
  const browser = await launchBrowser();
  try {
    await git('worktree', 'add', '--detach', tree, base);
    const before = await screensOf(tree, join(scratch, 'base-data'), { browser, only });
    const after = await screensOf(root, join(scratch, 'data'), { browser, only });
    mkdirSync(out, { recursive: true });
    await report(before, after, { browser, out });
  } finally {
    await browser.close();
    await git('worktree', 'remove', '--force', tree);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit(0);
}

/** So small a part of a picture is the text of an age, as "3 s ago". */
const AGES = 0.0003;

/** @param {string[]} args */
function optionsOf(args) {
  /** @type {{ base?: string, only?: string, out?: string }} */
  let values;
  try {
    const options = /** @type {const} */ ({
      base: { type: 'string' },
      only: { type: 'string' },
      out: { type: 'string' },
    });
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error));
  }
  if (!values.base) throw new Problem('Say what to compare with: npm run visual -- --base REF');
  return {
    base: values.base,
    only: values.only?.split(',') ?? null,
    out: resolve(values.out ?? join(tmpdir(), `sluice-visual-${process.pid}`)),
  };
}

/** @param {string[]} args */
async function git(...args) {
  const { code, output } = await run('git', args, { cwd: root, capture: true });
  if (code !== 0) throw new Problem(output.trim());
}

async function launchBrowser() {
  const { chromium } = await import('@playwright/test');
  return chromium.launch({
    executablePath: await findChromium(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--hide-scrollbars'],
  });
}

/**
 * Starts a tree as `npm start` does, on a data folder of its own, and takes its pictures. The tree installs and builds itself, in the
 * way of its time.
 *
 * @param {string} tree
 * @param {string} dataDir
 * @param {{ browser: import('@playwright/test').Browser, only: string[] | null }} options
 * @returns {Promise<Map<string, Buffer>>} by the name of the picture
 */
async function screensOf(tree, dataDir, { browser, only }) {
  console.log(`Rendering ${tree === root ? 'this working tree' : 'the base'} …`);
  const env = { ...process.env, PORT: '0', SLUICE_SANDBOX_PORT: '0', SLUICE_DATA_DIR: dataDir };
  const child = startChild(process.execPath, ['scripts/start.js'], { cwd: tree, env, output: 'pipe' });
  let output = '';
  const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString('utf8'));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const url = await new Promise((serve, fail) => {
    child.once('message', (/** @type {{ url: string }} */ message) => serve(message.url));
    child.once('exit', () => fail(new Problem(`It did not start:\n${output}`)));
  });
  const screens = await shootPages(browser, url, only);
  await stopChildren();
  return screens;
}

/**
 * @param {Map<string, Buffer>} before
 * @param {Map<string, Buffer>} after
 * @param {{ browser: import('@playwright/test').Browser, out: string }} options
 */
async function report(before, after, { browser, out }) {
  const page = await browser.newPage();
  let differing = 0;
  for (const name of [...new Set([...before.keys(), ...after.keys()])].toSorted()) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === undefined || now === undefined) {
      console.log(`${name}: only ${old === undefined ? 'now' : 'in the base'}`);
      continue;
    }
    const { share, size, image } = await differenceOf(page, old, now);
    if (share < AGES && size === null) continue;
    differing += 1;
    console.log(`${name}: ${(100 * share).toFixed(2)} % of the pixels${size === null ? '' : `, ${size}`}`);
    writeFileSync(join(out, `${name}-base.png`), old);
    writeFileSync(join(out, `${name}.png`), now);
    writeFileSync(join(out, `${name}-difference.png`), image);
  }
  console.log(
    `\n${differing} of ${after.size} pictures differ by more than an age${differing === 0 ? '' : `: ${out}`}`,
  );
}
