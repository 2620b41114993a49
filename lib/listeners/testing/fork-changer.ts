import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ListenerKey } from '@/lib/model/outcome';
import { ensureTestProgramsBuilt } from '@/scripts/lib/build';

export type Changer = {
  /** Has all of these changed at once; resolves to `ok` or an error's code for each. */
  change: (action: 'start' | 'stop', listeners: readonly ListenerKey[]) => Promise<string[]>;
  kill: () => Promise<void>;
};

/** Another process of Sluice on this one's database and sandbox, until it is killed. */
export async function forkChanger(): Promise<Changer> {
  await ensureTestProgramsBuilt();
  const program = fileURLToPath(new URL('../../../dist/testing/changer-process.js', import.meta.url));
  const child = fork(program, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  await once(child, 'message');
  return {
    change: async (action, listeners) => {
      child.send({ action, listeners: [...listeners] });
      return z.array(z.string()).parse((await once(child, 'message'))[0]);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
