import { fork, type ChildProcess } from 'node:child_process';

/** Another process of Sluice's code on the same database; it ends with this one. */
export function forkTest(script: 'writer' | 'beginner'): ChildProcess {
  return fork(new URL(`./${script}.ts`, import.meta.url), [], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

export const exitOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
