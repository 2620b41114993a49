import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * npm passes no signal on: who ends `npm start` would leave Sluice running. So a command that npm runs watches that npm and ends with it.
 * A command that is started directly, by a person or a service manager, ends by signals alone.
 *
 * @typedef {object} ProcessFacts
 * @property {number} parentPid
 * @property {string} command with its arguments, or the title that the program gave itself
 * @property {string} startedAt tells the process from a later one with its number
 */

const CHECK_MILLIS = 500;
/** npm is the parent, or the parent of the shell that it runs the script in. */
const FURTHEST_ABOVE = 3;
/** npm calls itself by its command line ("npm start"); before it gets to that it is a file of npm that Node runs. */
const NPM = /^(?:npm|npx)(?:\s|$)|[\\/](?:npm|npx)(?:-cli)?(?:\.js)?(?:\s|$)/;

/**
 * Ends this process as SIGTERM would, when npm has started it and ends.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function endWithNpm(env) {
  const npm = npmAbove(env, process.argv[1] ?? '', process.ppid, readProcess);
  if (npm === null) return;
  const timer = setInterval(() => {
    if (readProcess(npm.pid)?.startedAt === npm.startedAt) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, CHECK_MILLIS);
  timer.unref();
}

/**
 * The npm that runs this very program as a script; null if it was not started so. The environment alone does not prove
 * it: whatever a script starts inherits it.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} program
 * @param {number} parentPid
 * @param {(pid: number) => ProcessFacts | null} read
 * @returns {{ pid: number, startedAt: string } | null}
 */
export function npmAbove(env, program, parentPid, read) {
  const script = env.npm_lifecycle_script?.trim().split(/\s+/)[1];
  if (!env.npm_lifecycle_event || !script || !samePath(program, script)) return null;
  let pid = parentPid;
  for (let above = 0; above < FURTHEST_ABOVE && pid > 1; above += 1) {
    const facts = read(pid);
    if (facts === null) return null;
    if (NPM.test(facts.command)) return { pid, startedAt: facts.startedAt };
    pid = facts.parentPid;
  }
  return null;
}

/**
 * @param {string} program absolute
 * @param {string} script as package.json has it
 */
function samePath(program, script) {
  return `/${program.replaceAll('\\', '/')}`.replace(/\.js$/, '').endsWith(`/${script.replace(/\.js$/, '')}`);
}

/**
 * The facts about a process; null if it has ended, even if it has not been reaped yet.
 *
 * @param {number} pid
 * @returns {ProcessFacts | null}
 */
function readProcess(pid) {
  return process.platform === 'linux' ? readProc(pid) : readPs(pid);
}

/** @param {number} pid */
function readProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name, in parentheses, may contain anything; state, parent and start time are the 1st, 2nd and 20th
    // field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { parentPid: Number(fields[1]), command, startedAt: fields[19] ?? '' };
  } catch {
    return null;
  }
}

/** @param {number} pid */
function readPs(pid) {
  try {
    const output = execFileSync('ps', ['-o', 'ppid=,state=,lstart=,command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    const [, parentPid, state, startedAt, command] =
      /^\s*(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(output.trimEnd()) ?? [];
    if (parentPid === undefined || state === undefined || state.startsWith('Z')) return null;
    return { parentPid: Number(parentPid), command: command ?? '', startedAt: startedAt ?? '' };
  } catch {
    return null;
  }
}
