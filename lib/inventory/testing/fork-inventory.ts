import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureTestProgramsBuilt } from '@/scripts/lib/build';
import type { Commands } from './other-process';

type Answer = { id: number; value?: unknown; error?: string };

export type OtherProcess = {
  [Name in keyof Commands]: (...parameters: Parameters<Commands[Name]>) => ReturnType<Commands[Name]>;
} & { kill: () => Promise<void> };

/** Another process of Sluice's code on the same database and sandbox, until it is killed or this one ends. */
export async function forkInventory(): Promise<OtherProcess> {
  await ensureTestProgramsBuilt();
  const program = fileURLToPath(new URL('../../../dist/testing/inventory-process.js', import.meta.url));
  const child = fork(program, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<number, (answer: Answer) => void>();
  const answer = (id: number) => new Promise<Answer>((resolve) => waiting.set(id, resolve));
  const ready = answer(0);
  child.on('message', (message: Answer) => waiting.get(message.id)?.(message));
  await ready;
  let last = 0;
  const run = async (name: string, parameters: unknown[]): Promise<unknown> => {
    last += 1;
    const answered = answer(last);
    child.send({ id: last, name, parameters });
    const { value, error } = await answered;
    if (error !== undefined) throw new Error(error);
    return value;
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const other = new Proxy(
    {},
    {
      get: (_, name: string) =>
        // It is no promise itself.
        name === 'then'
          ? undefined
          : name === 'kill'
            ? kill
            : (...parameters: unknown[]) => run(name, parameters),
    },
  );
  return other as OtherProcess;
}
