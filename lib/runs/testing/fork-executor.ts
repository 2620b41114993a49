import { fork } from 'node:child_process';

/** Another process that executes the runs of this data folder, until it is killed. */
export function forkExecutor(): { kill: () => Promise<void> } {
  const child = fork(new URL('./executor-process.ts', import.meta.url), [], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
