import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findChromium } from '../lib/chromium.js';
import { differenceOf } from '../lib/image-difference.js';
import { optionsFrom } from '../lib/options.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, run, startChild, stopChildren } from '../lib/processes.js';
import { root } from '../lib/root.js';
import { captureScreens, screenNames } from '../lib/screens.js';

/**
 * `npm run visual -- --base REF [--only list,form] [--out FOLDER]`: renders every page of a commit and of this working
 * tree, in both languages and themes, at the width of a desktop and of a phone, and lists what differs. The images go to
 * a folder outside the checkout, so that none is committed.
 *
 * @param {string[]} args
 */
export async function visual(args) {
  const { base, only, out } = optionsOf(args);
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-visual-'));
  const tree = join(scratch, 'base');
  const clean = () => {
    // Fails if the worktree was never added, and the reason for that is what must be reported.
    spawnSync('git', ['worktree', 'remove', '--force', tree], { cwd: root, stdio: 'ignore' });
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  endOnRequest({ exitCode: 130, last: clean });
  try {
    await git('worktree', 'add', '--detach', tree, base);
    const browser = await launchBrowser();
    try {
      const before = await screensOf(tree, join(scratch, 'base-data'), { browser, only });
      const after = await screensOf(root, join(scratch, 'data'), { browser, only });
      emptyOfImages(out);
      await report(before, after, { browser, out });
    } finally {
      await browser.close();
    }
  } finally {
    await stopChildren();
    clean();
  }
  process.exit(0);
}

/** A smaller share of the pixels is the text of an age, such as "3 s ago". */
const AGES = 0.0003;

/** How long the launcher may take to notice that one of its servers has ended, and to stop the other. */
const endWithinMillis = 3_000;

/** @param {string[]} args */
function optionsOf(args) {
  const values = optionsFrom(args, {
    base: { type: 'string' },
    only: { type: 'string' },
    out: { type: 'string' },
  });
  if (!values.base) throw new Problem('Say what to compare with: npm run visual -- --base REF');
  const only = values.only?.split(',') ?? null;
  const unknown = only?.filter((name) => !screenNames.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new Problem(`--only does not know ${unknown.join(', ')}; the pages are ${screenNames.join(', ')}.`);
  return {
    base: values.base,
    only,
    out: resolve(values.out ?? join(tmpdir(), `sluice-visual-${process.pid}`)),
  };
}

/** @param {string[]} args */
async function git(...args) {
  const { code, output } = await run('git', args, { cwd: root, capture: true });
  if (code !== 0) throw new Problem(output.trim());
}

/** Makes the folder, and removes the images of an earlier run from it. @param {string} folder */
function emptyOfImages(folder) {
  mkdirSync(folder, { recursive: true });
  const image = new RegExp(`^(?:${screenNames.join('|')})-(?:en|zh-CN)-.+\\.png$`);
  for (const name of readdirSync(folder)) if (image.test(name)) rmSync(join(folder, name));
}

async function launchBrowser() {
  const { chromium } = await import('@playwright/test');
  return chromium.launch({
    executablePath: await findChromium(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--hide-scrollbars'],
  });
}

/**
 * Starts a tree as `npm start` does, on its own data folder, and takes its screenshots. The tree installs and builds
 * itself, since an older commit may do either differently.
 *
 * @param {string} tree
 * @param {string} dataDir
 * @param {{ browser: import('@playwright/test').Browser, only: string[] | null }} options
 * @returns {Promise<Map<string, Buffer>>} by the name of the screenshot
 */
async function screensOf(tree, dataDir, { browser, only }) {
  const name = tree === root ? 'this working tree' : 'the base';
  console.log(`Rendering ${name} …`);
  const env = {
    ...process.env,
    PORT: '0',
    SLUICE_SANDBOX_PORT: '0',
    SLUICE_DATA_DIR: dataDir,
    SLUICE_MODE: 'sandbox',
  };
  const child = startChild(process.execPath, ['scripts/start.js'], { cwd: tree, env, output: 'pipe' });
  let output = '';
  const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString('utf8'));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise((_, reject) => {
    child.once('close', (code) =>
      reject(new Problem(`Sluice of ${name} ended with code ${code}:\n${output.trimEnd()}`)),
    );
  });
  const ready = new Promise((resolve) => {
    child.on('message', (message) => {
      if (message?.type === 'ready') resolve(message.url);
    });
  });
  const url = await Promise.race([ready, ended]);
  try {
    return await Promise.race([captureScreens(browser, url, only), ended]);
  } catch (error) {
    // A request to a server that dies fails before its launcher ends, and why that ended is the better message.
    await Promise.race([ended, sleep(endWithinMillis)]);
    throw error;
  } finally {
    await stopChildren();
  }
}

/**
 * @param {Map<string, Buffer>} before
 * @param {Map<string, Buffer>} after of the same names
 * @param {{ browser: import('@playwright/test').Browser, out: string }} options
 */
async function report(before, after, { browser, out }) {
  const page = await browser.newPage();
  let differing = 0;
  for (const [name, now] of [...after].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const old = /** @type {Buffer} */ (before.get(name));
    const { share, size, image } = await differenceOf(page, old, now);
    if (share < AGES && size === null) continue;
    differing += 1;
    console.log(`${name}: ${(100 * share).toFixed(2)} % of the pixels${size === null ? '' : `, ${size}`}`);
    writeFileSync(join(out, `${name}-base.png`), old);
    writeFileSync(join(out, `${name}.png`), now);
    writeFileSync(join(out, `${name}-difference.png`), image);
  }
  console.log(
    `\n${differing} of ${after.size} screenshots differ by more than an age${differing === 0 ? '' : `: ${out}`}`,
  );
}
