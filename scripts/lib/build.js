import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp, removeStamp, writeStamp } from './freshness.js';
import { Problem } from './problem.js';
import { run } from './processes.js';
import { root } from './root.js';
import { withLock } from './install-lock.js';

/**
 * @typedef {object} Product
 * @property {string} name
 * @property {() => string} sources fingerprint of all that goes into it
 * @property {string} result a file that exists when it was built
 * @property {string} stamp where the fingerprint of the last good build is kept
 * @property {() => Promise<string | null>} make returns what the build said when it failed
 */

const siteFolders = ['app', 'components', 'lib', 'public'];

/** @type {Product} */
const site = {
  name: 'Sluice',
  sources: () => fingerprint(root, [...siteFolders, ...configurationFiles()], isSource),
  result: '.next/BUILD_ID',
  stamp: '.next/sluice-stamp',
  make: buildSite,
};

/** @type {Product} */
const sandbox = {
  name: 'the sandbox',
  sources: () => fingerprint(root, ['lib/sandbox', 'package-lock.json', 'scripts/lib/build.js'], isSource),
  result: 'dist/sandbox.js',
  stamp: 'dist/sandbox-stamp',
  make: () => bundle({ 'dist/sandbox': 'lib/sandbox/main.ts' }),
};

/** @type {Product} */
const server = {
  name: 'the web server',
  sources: () => fingerprint(root, ['lib', 'package-lock.json', 'scripts/lib/build.js'], isSource),
  result: 'dist/server.js',
  stamp: 'dist/server-stamp',
  make: () =>
    bundle({
      'dist/server': 'lib/web/main.ts',
      'dist/reset-admin': 'lib/auth/reset-admin-main.ts',
      'dist/migrate-database': 'lib/db/migrate-main.ts',
    }),
};

/**
 * What unit tests run as processes of their own: from the sources, with tsx, each would need three seconds to start.
 *
 * @type {Product}
 */
const testPrograms = {
  name: 'the programs that tests start',
  sources: () => fingerprint(root, ['lib', 'package-lock.json', 'scripts/lib/build.js'], isSource),
  result: 'dist/testing/executor-process.js',
  stamp: 'dist/testing/stamp',
  make: () =>
    bundle({
      'dist/testing/watching-process': 'lib/runs/testing/watching-process.ts',
      'dist/testing/executor-process': 'lib/runs/testing/executor-process.ts',
      'dist/testing/caller-process': 'lib/slb/testing/caller-process.ts',
      'dist/testing/changer-process': 'lib/listeners/testing/changer-process.ts',
      'dist/testing/activity-beginner': 'lib/activity/testing/beginner.ts',
      'dist/testing/activity-writer': 'lib/activity/testing/writer.ts',
      'dist/testing/other-process': 'lib/web/testing/other-process-main.ts',
      'dist/testing/inventory-process': 'lib/inventory/testing/other-process.ts',
    }),
};

/** Everything `npm start` serves. */
const products = [site, server, sandbox];

/** Builds what is older than its sources. */
export async function ensureBuilt() {
  for (const product of products) await ensure(product);
}

export const ensureSandboxBuilt = () => ensure(sandbox);
export const ensureServerBuilt = () => ensure(server);
export const ensureTestProgramsBuilt = () => ensure(testPrograms);

/** Fails without a build; does not check whether it is up to date. */
export function requireBuilt() {
  for (const product of products) {
    if (!existsSync(join(root, product.result))) {
      throw new Problem(`There is no build of ${product.name} yet; start without --no-build.`);
    }
  }
}

/** @param {Product} product */
async function ensure(product) {
  if (isFresh(product, product.sources())) return;
  await withLock(root, async () => {
    // Taken before the build: a file changed during it makes the next start build again.
    const sources = product.sources();
    if (isFresh(product, sources)) return;
    console.log(`Building ${product.name} …`);
    const stamp = join(root, product.stamp);
    removeStamp(stamp);
    rmSync(join(root, product.result), { force: true });
    const failure = await product.make();
    if (failure !== null) throw new Problem(`${failure.trimEnd()}\n\nBuilding ${product.name} failed.`);
    if (!existsSync(join(root, product.result))) throw new Error(`The build left no ${product.result}.`);
    writeStamp(stamp, sources);
  });
}

/**
 * @param {Product} product
 * @param {string} sources
 */
function isFresh(product, sources) {
  return existsSync(join(root, product.result)) && readStamp(join(root, product.stamp)) === sources;
}

/** Every top-level file a build may read: configuration, entry points such as instrumentation.ts, .env files. */
function configurationFiles() {
  const notForBuilds = /^(next-env\.d\.ts|vitest\.config\.ts|playwright\.config\.ts|\.ox(fmt|lint)rc\.json)$/;
  const configuration = /^\.env($|\.)|\.(json|[cm]?[jt]sx?)$/;
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && configuration.test(entry.name) && !notForBuilds.test(entry.name))
    .map((entry) => entry.name)
    .concat('scripts/lib/build.js');
}

/** @param {string} path */
function isSource(path) {
  return !/\.test\.tsx?$/.test(path);
}

/**
 * Whether this file is part of what `npm start` serves.
 *
 * @param {string} path relative to the checkout, with `/` in it
 */
export function isShipped(path) {
  return (
    isSource(path) && (siteFolders.includes(path.split('/')[0] ?? '') || configurationFiles().includes(path))
  );
}

async function buildSite() {
  const { code, output } = await run(
    process.execPath,
    [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      capture: true,
    },
  );
  return code === 0 ? null : output;
}

/** @param {Readonly<Record<string, string>>} entryPoints the source of each result, which has no extension here */
async function bundle(entryPoints) {
  const { build, stop } = await import('esbuild');
  try {
    await build({
      absWorkingDir: root,
      entryPoints,
      outdir: '.',
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      // One file loads faster than a library's many; libsql and argon2 are native code, which cannot be bundled, Next
      // reads files of its own, node-forge is rarely needed, and the packages of Alibaba Cloud call `require`.
      external: [
        'libsql',
        '@node-rs/argon2',
        'next',
        'node-forge',
        'pg',
        '@alicloud/*',
        'httpx',
        'pino',
        'prom-client',
        '@opentelemetry/*',
      ],
      // It throws in every program but Next's own.
      alias: { 'server-only': './node_modules/server-only/empty.js' },
      sourcemap: true,
      logLevel: 'silent',
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    // esbuild works in its own process, which would stay alive as long as this one.
    await stop();
  }
}
