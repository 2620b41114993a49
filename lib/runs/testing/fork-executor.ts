import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ensureTestProgramsBuilt } from '@/scripts/lib/build';

/** Another process that executes the runs of this data folder, until it is killed. */
export async function forkExecutor(): Promise<{ kill: () => Promise<void> }> {
  const { kill } = await forkProgram('executor-process');
  return { kill };
}

/** Another process that watches the runs of this database, until it is killed. */
export async function forkWatcher(): Promise<{ processId: string; kill: () => Promise<void> }> {
  const { kill, firstMessage } = await forkProgram('watching-process');
  return { processId: z.string().parse(await firstMessage()), kill };
}

async function forkProgram(name: string) {
  await ensureTestProgramsBuilt();
  const program = fileURLToPath(new URL(`../../../dist/testing/${name}.js`, import.meta.url));
  const child = fork(program, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  return {
    firstMessage: async (): Promise<unknown> => (await once(child, 'message'))[0],
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
