import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ensureTestProgramsBuilt } from '@/scripts/lib/build';
import type { Acts } from './other-process-main';

/** Another process of Sluice with the same environment. */
export async function forkOtherProcess() {
  await ensureTestProgramsBuilt();
  const program = fileURLToPath(new URL('../../../dist/testing/other-process.js', import.meta.url));
  const child = fork(program, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  child.setMaxListeners(0);
  let told = 0;
  return {
    tell: async <Name extends keyof Acts>(
      name: Name,
      ...values: Parameters<Acts[Name]>
    ): Promise<Awaited<ReturnType<Acts[Name]>>> => {
      const id = (told += 1);
      child.send({ id, name, values });
      for await (const [answer] of on(child, 'message')) {
        if (answer.id !== id) continue;
        if ('error' in answer) throw new Error(answer.error);
        return answer.result;
      }
      throw new Error('The other process has ended.');
    },
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}
