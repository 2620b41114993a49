import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureTestProgramsBuilt } from '@/scripts/lib/build';

/** Another process of Sluice's code on the same database; it ends with this one. */
export async function forkTest(script: 'writer' | 'beginner'): Promise<ChildProcess> {
  await ensureTestProgramsBuilt();
  const program = fileURLToPath(new URL(`../../../dist/testing/activity-${script}.js`, import.meta.url));
  return fork(program, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

export const exitOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
