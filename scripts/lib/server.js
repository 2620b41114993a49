import { Problem } from './problem.js';
import { takenPort } from './ports.js';
import { giveTime, startChild } from './processes.js';
import { root } from './root.js';
import { loopback } from './settings.js';

const readyWithinMillis = 60_000;

/**
 * @typedef {object} Server
 * @property {number | undefined} pid
 * @property {Promise<string>} ended a sentence, once it has ended
 * @property {string} notice what the operator has to know, as it said when it was ready; mostly empty
 */

/**
 * Starts one of the two servers and returns when it serves.
 *
 * Its output is held back until then: an expected failure should read as one sentence, not below a stack.
 *
 * @param {{
 *   name: string,
 *   args: readonly string[],
 *   env: NodeJS.ProcessEnv,
 *   port: number,
 *   portVariable: string,
 *   isLast?: boolean,
 *   ready?: (child: import('node:child_process').ChildProcess) => Promise<void>,
 * }} options args: for Node. ready: resolves when the child serves. isLast: others need it until they have ended
 * @returns {Promise<Server>}
 * @throws {Problem} if it ends first, or takes too long
 */
export async function startServer({ name, args, env, port, portVariable, isLast, ready = saysReady }) {
  const child = startChild(process.execPath, args, { cwd: root, env, output: 'pipe', alone: true, isLast });
  giveTimeItAsksFor(child);
  let serving = false;
  let saidBefore = '';
  let failure = '';
  let notice = '';
  child.stdout?.on('data', (chunk) => (serving ? process.stdout.write(chunk) : (saidBefore += chunk)));
  child.stderr?.on('data', (chunk) => (serving ? process.stderr.write(chunk) : (saidBefore += chunk)));
  child.on('message', (message) => {
    if (isFailure(message)) failure = message.message;
    notice ||= noticeIn(message);
  });

  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve(`${name} ended (${signal ?? `code ${code}`}).`));
    child.once('error', (error) => resolve(`${name} could not be run: ${error.message}.`));
  });

  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const outcome = await Promise.race([
    ready(child).then(() => null),
    ended,
    new Promise((resolve) => {
      timer = setTimeout(
        () => resolve(`${name} did not answer within ${readyWithinMillis / 1000} s.`),
        readyWithinMillis,
      );
    }),
  ]);
  clearTimeout(timer);
  if (outcome !== null) {
    if (failure) throw new Problem(failure);
    // Another program took the port between our check and its start.
    if (saidBefore.includes('EADDRINUSE')) throw new Problem(takenPort(portVariable, port));
    throw new Problem(`${saidBefore.trimEnd()}\n${outcome}`.trimStart());
  }
  serving = true;
  return { pid: child.pid, ended, notice };
}

/**
 * What a child that says it is ready tells the operator; empty if nothing.
 *
 * @param {unknown} message
 */
export function noticeIn(message) {
  const has = typeof message === 'object' && message !== null && 'notice' in message;
  return has && typeof message.notice === 'string' ? message.notice : '';
}

/**
 * @param {unknown} message
 * @returns {message is { type: 'failed', message: string }}
 */
function isFailure(message) {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'failed' &&
    'message' in message &&
    typeof message.message === 'string'
  );
}

/**
 * Resolves when a child says `{ type: 'ready' }` over its channel, as Sluice and the sandbox do.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
function saysReady(child) {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
        resolve();
    });
  });
}

/**
 * Lets a child that sends `{ type: 'ready', stopMillis }` take that long to end: Sluice awaits the responses of pending
 * changes.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function giveTimeItAsksFor(child) {
  child.on('message', (message) => {
    if (typeof message !== 'object' || message === null || !('stopMillis' in message)) return;
    if (typeof message.stopMillis === 'number') giveTime(child, message.stopMillis);
  });
}

/**
 * Resolves when Next has announced that it listens and then answered a request. The announcement distinguishes its
 * response from that of another program that took the port first.
 *
 * @param {number} port
 * @returns {(child: import('node:child_process').ChildProcess) => Promise<void>}
 */
export function answersAfterAnnouncing(port) {
  return async (child) => {
    await new Promise((resolve) => {
      child.stdout?.on('data', (chunk) => {
        if (String(chunk).includes('Ready in')) resolve(undefined);
      });
    });
    await answers(port);
  };
}

/** @param {number} port */
export async function answers(port) {
  const giveUpAt = Date.now() + readyWithinMillis;
  while (Date.now() < giveUpAt) {
    try {
      const response = await fetch(`http://${loopback}:${port}/`, { redirect: 'manual' });
      await response.body?.cancel();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
