import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Problem } from './problem.js';

/**
 * For tests: nothing of it outlives them. `restart` is what `pg_ctl restart -m immediate` does: connections are cut without a
 * word, and the server recovers from its log. `halt` ends it and its connections until `resume`.
 *
 * @typedef {object} PostgresServer
 * @property {string} url
 * @property {() => Promise<void>} restart
 * @property {() => Promise<void>} halt
 * @property {() => Promise<void>} resume
 * @property {() => Promise<void>} stop
 */

const OLDEST_MAJOR = 15;
const START_MILLIS = 30_000;

/**
 * The folder of PostgreSQL's programs, of the newest version there is; null if there is none that Sluice works with.
 *
 * @returns {string | null}
 */
export function presentPostgres() {
  const debian = '/usr/lib/postgresql';
  const packaged = versionsIn(debian)
    .toSorted((one, other) => other - one)
    .map((version) => join(debian, String(version), 'bin'));
  const folders = [...packaged, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => majorOf(join(folder, 'postgres')) >= OLDEST_MAJOR) ?? null;
}

/** @param {string} folder */
function versionsIn(folder) {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** @param {string} program */
function majorOf(program) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return Number(/^postgres \(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

/**
 * Starts a server on a free port of loopback, with an empty data folder and without waiting for the disk. PostgreSQL does
 * not run as root: then it runs as the user of its package. Its texts sort by a language, unlike SQLite's, so that a
 * statement that relies on the order shows.
 *
 * @param {string} programs their folder
 * @param {{ isDurable?: boolean }} [options] isDurable: it waits for the disk, as it does by default
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(programs, { isDurable = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-postgres-'));
  const user = process.getuid?.() === 0 ? packageUser() : null;
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = ['-D', data, '-U', 'sluice', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C.UTF-8'];
  const made = spawnSync(
    join(programs, 'initdb'),
    [...options, '--locale-provider=icu', '--icu-locale=en-US'],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Problem(`initdb failed: ${made.stderr || made.error?.message}`);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    ...(isDurable ? [] : ['fsync=off']),
    'max_connections=200',
  ];
  const start = async () => {
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const ended = new Promise((resolve) => server.once('exit', resolve));
    await ready(server);
    return async (/** @type {NodeJS.Signals} */ signal) => {
      server.kill(signal);
      await ended;
    };
  };
  /** @type {Awaited<ReturnType<typeof start>> | null} */
  let end = await start();
  const endBy = async (/** @type {NodeJS.Signals} */ signal) => {
    await end?.(signal);
    end = null;
  };
  const resume = async () => {
    end ??= await start();
  };
  // Its fast shutdown: connections are ended.
  const halt = () => endBy('SIGINT');
  return {
    url: `postgres://sluice@127.0.0.1:${port}/postgres`,
    restart: async () => {
      // Its immediate shutdown.
      await endBy('SIGQUIT');
      await resume();
    },
    halt,
    resume,
    stop: async () => {
      await halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The user that Debian's package creates, else the one that owns nothing.
 *
 * @returns {{ uid: number, gid: number }}
 */
export function packageUser() {
  const users = readFileSync('/etc/passwd', 'utf8');
  for (const name of ['postgres', 'nobody']) {
    const found = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(users);
    if (found) return { uid: Number(found[1]), gid: Number(found[2]) };
  }
  throw new Problem('PostgreSQL does not run as root, and there is no other user to run it.');
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<void>}
 */
function ready(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    const give = (/** @type {string | null} */ problem) => {
      clearTimeout(timer);
      if (problem === null) resolve();
      else reject(new Problem(`PostgreSQL ${problem}: ${said.trim()}`));
    };
    const timer = setTimeout(() => give('did not start in time'), START_MILLIS);
    server.once('error', (error) => give(`did not start (${error.message})`));
    server.once('exit', () => give('ended'));
    server.stderr?.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-2_000);
      if (said.includes('ready to accept connections')) give(null);
    });
  });
}
