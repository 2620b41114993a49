import { expect, test } from 'vitest';
import { npmAbove } from './end-with-npm';

const PROGRAM = '/home/you/sluice/scripts/start.js';
const byNpm = { npm_lifecycle_event: 'start', npm_lifecycle_script: 'node scripts/start.js' };

type Process = { parentPid: number; command: string };

/** The npm above process 9 among these. */
function found(processes: Record<number, Process>, env: Record<string, string> = byNpm, program = PROGRAM) {
  return npmAbove(env, program, 8, (pid) => {
    const facts = processes[pid];
    return facts === undefined ? null : { ...facts, startedAt: `start of ${pid}` };
  });
}

const shell = { parentPid: 7, command: 'sh -c node scripts/start.js' };

test.each([
  ['above the shell of the script', { 8: shell, 7: { parentPid: 1, command: 'npm start' } }, 7],
  ['as the parent itself', { 8: { parentPid: 1, command: 'npm run start --silent' } }, 8],
  [
    'before it has given itself a title',
    {
      8: shell,
      7: { parentPid: 1, command: '/usr/bin/node /usr/lib/node_modules/npm/bin/npm-cli.js start' },
    },
    7,
  ],
  [
    'started by another npm',
    { 8: shell, 7: { parentPid: 6, command: 'npm start' }, 6: { parentPid: 1, command: 'npm run all' } },
    7,
  ],
])('finds npm %s', (_, processes, pid) => {
  expect(found(processes)).toEqual({ pid, startedAt: `start of ${pid}` });
});

const npmAndShell = { 8: shell, 7: { parentPid: 1, command: 'npm start' } };

test.each<[string, Record<number, Process>, Record<string, string>, string]>([
  ['a person in a terminal', npmAndShell, {}, PROGRAM],
  [
    'a person in a shell that another npm script began',
    npmAndShell,
    { ...byNpm, npm_lifecycle_script: 'bash' },
    PROGRAM,
  ],
  [
    'a test, which npm runs',
    npmAndShell,
    { npm_lifecycle_event: 'test', npm_lifecycle_script: 'node scripts/test.js' },
    PROGRAM,
  ],
  [
    'a service manager with the environment of npm',
    { 8: { parentPid: 1, command: '/lib/systemd/systemd --user' } },
    byNpm,
    PROGRAM,
  ],
  [
    'somebody whose npm is far above',
    {
      8: { ...shell, parentPid: 6 },
      6: { parentPid: 5, command: 'bash' },
      5: { parentPid: 4, command: 'tmux' },
      4: { parentPid: 1, command: 'npm exec' },
    },
    byNpm,
    PROGRAM,
  ],
  ['an npm of another program', npmAndShell, byNpm, '/home/you/sluice/scripts/dev.js'],
])('finds none if it was started by %s', (_, processes, env, program) => {
  expect(found(processes, env, program)).toBeNull();
});
