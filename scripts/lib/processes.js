import { spawn } from 'node:child_process';

/** How long a child may take to finish what it does before it is killed. */
const graceMillis = 10_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

const endWithParent = new URL('./end-with-parent.js', import.meta.url).href;

/**
 * Starts a program that ends when this process ends, whatever ends it.
 *
 * A Node program gets a channel to this process and leaves when the channel closes (end-with-parent.js).
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, output: 'pipe' | 'inherit', shell?: boolean }} options
 */
export function startChild(command, args, { cwd, env = process.env, output, shell = false }) {
  const isNode = command === process.execPath;
  const child = spawn(command, isNode ? ['--import', endWithParent, ...args] : args, {
    cwd,
    env: { ...env, SLUICE_PARENT: String(process.pid) },
    shell,
    stdio: isNode ? ['ignore', output, output, 'ipc'] : ['ignore', output, output],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, capture?: boolean, shell?: boolean, timeoutMillis?: number }} options
 *   capture: keep its output instead of passing it on
 * @returns {Promise<{ code: number, output: string }>} code 127 when it could not be started, 124 when it took too long
 */
export function run(command, args, { cwd, env, capture = false, shell = false, timeoutMillis }) {
  return new Promise((resolve) => {
    const child = startChild(command, args, { cwd, env, output: capture ? 'pipe' : 'inherit', shell });
    let output = '';
    let late = false;
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString('utf8'));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer = timeoutMillis
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, timeoutMillis)
      : undefined;
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), output });
    });
  });
}

/**
 * Asks every child to end, kills those that do not, and returns when all have.
 *
 * @param {NodeJS.Signals} [signal] how they are asked
 */
export async function stopChildren(signal = 'SIGTERM') {
  await Promise.all([...children].map((child) => stopChild(child, signal)));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function stopChild(child, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMillis);
    const done = () => {
      clearTimeout(timer);
      resolve(undefined);
    };
    child.once('exit', done);
    child.once('error', done);
    child.kill(signal);
  });
}

let ending = false;

/** @returns {boolean} whether the end was asked for, so that what ends now is no failure */
export function isEnding() {
  return ending;
}

/**
 * Ends this process and its children on a signal, and when the process that started it goes away.
 *
 * @param {{ exitCode: number, ask?: NodeJS.Signals, last?: () => void }} options ask: the signal that the children
 *   get. last: cleans up what they used
 */
export function endOnRequest({ exitCode, ask, last }) {
  const end = () => {
    if (ending) return;
    ending = true;
    void stopChildren(ask).then(() => {
      last?.();
      process.exit(exitCode);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  if (process.send) process.once('disconnect', end);
}
