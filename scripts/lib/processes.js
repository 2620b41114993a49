import { spawn } from 'node:child_process';

/** How long a child may take to finish before it is killed, unless it was given longer. */
const graceMillis = 10_000;
/** Further signals within this time count as the same one: a terminal and npm may each pass one on. */
const sameSignalMillis = 500;

/** @typedef {{ graceMillis: number, isLast: boolean }} Ending how a child is ended */

/** @type {Map<import('node:child_process').ChildProcess, Ending>} */
const children = new Map();

const endWithParent = new URL('./end-with-parent.js', import.meta.url).href;

/**
 * Starts a program that ends when this process ends, however it ends.
 *
 * A Node program gets a channel to this process and exits when the channel closes (end-with-parent.js).
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, output: 'pipe' | 'inherit', shell?: boolean, alone?: boolean, isLast?: boolean }} options
 *   alone: no key pressed in the terminal reaches it, only this process. isLast: it ends after all that are not
 */
export function startChild(
  command,
  args,
  { cwd, env = process.env, output, shell = false, alone = false, isLast = false },
) {
  const isNode = command === process.execPath;
  const child = spawn(command, isNode ? ['--import', endWithParent, ...args] : args, {
    cwd,
    env: { ...env, SLUICE_PARENT: String(process.pid) },
    shell,
    detached: alone && process.platform !== 'win32',
    stdio: isNode ? ['ignore', output, output, 'ipc'] : ['ignore', output, output],
  });
  children.set(child, { graceMillis, isLast });
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
 * Lets a child take longer to end than others.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} longerMillis added to what every child may take
 */
export function giveTime(child, longerMillis) {
  const ending = children.get(child);
  if (ending !== undefined) ending.graceMillis = graceMillis + longerMillis;
}

/**
 * Asks every child to end, starting with those no other child needs; kills those that do not, and returns when all
 * have.
 *
 * @param {NodeJS.Signals} [signal] the signal they get
 */
export async function stopChildren(signal = 'SIGTERM') {
  for (const turn of [false, true]) {
    const inTurn = [...children].filter(([, { isLast }]) => isLast === turn);
    await Promise.all(inTurn.map(([child, ending]) => stopChild(child, signal, ending.graceMillis)));
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {number} withinMillis
 */
function stopChild(child, signal, withinMillis) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined);
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMillis);
    const done = () => {
      clearTimeout(timer);
      resolve(undefined);
    };
    child.once('exit', done);
    child.once('error', done);
    child.kill(signal);
  });
}

/** @type {number | null} when the end was requested, in milliseconds since the epoch */
let endingSinceMillis = null;

/** @returns {boolean} whether the end was requested, so that what ends now is no failure */
export function isEnding() {
  return endingSinceMillis !== null;
}

/**
 * Ends this process and its children on a signal, and when the process that started it goes away. A second signal ends
 * them at once.
 *
 * @param {{ exitCode: number, ask?: NodeJS.Signals, last?: () => void }} options ask: the signal that the children
 *   get. last: cleans up what they used
 */
export function endOnRequest({ exitCode, ask, last }) {
  const end = () => {
    if (endingSinceMillis !== null) return;
    endingSinceMillis = Date.now();
    void stopChildren(ask).then(() => {
      last?.();
      process.exit(exitCode);
    });
  };
  const endNow = async () => {
    await Promise.all([...children.keys()].map((child) => stopChild(child, 'SIGKILL', 0)));
    last?.();
    process.exit(1);
  };
  const onSignal = () => {
    if (endingSinceMillis === null) end();
    else if (Date.now() - endingSinceMillis > sameSignalMillis) void endNow();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  if (process.send) process.once('disconnect', end);
}
