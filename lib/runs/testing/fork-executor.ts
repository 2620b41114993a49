import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureTestProgramsBuilt } from '@/scripts/lib/build';

/** Another process that executes the runs of this data folder, until it is killed. */
export async function forkExecutor(): Promise<{ kill: () => Promise<void> }> {
  await ensureTestProgramsBuilt();
  const program = fileURLToPath(new URL('../../../dist/testing/executor-process.js', import.meta.url));
  const child = fork(program, [], {
    execArgv: [],
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
