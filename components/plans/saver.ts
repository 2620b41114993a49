import type { PlanConflict, PlanEdit, PlanOutcome, PlanProblem } from '@/lib/plans/plan-types';

/** Whether what was typed is kept. `no-server`: Sluice did not answer. */
export type Saving =
  | { is: 'saved' | 'saving' }
  | { is: 'failed'; problem: PlanProblem['problem'] | 'no-server' }
  | { is: 'conflict'; conflict: PlanConflict };

type Options = {
  version: number;
  unsent: () => readonly PlanEdit[];
  send: (version: number, edits: readonly PlanEdit[]) => Promise<PlanOutcome>;
  /** The server has the first `count` unsent edits. */
  onSent: (count: number) => void;
  onSaving: (saving: Saving) => void;
};

/** Edits of one request: the server takes no more. */
const EDITS_MAX = 100;

/**
 * Sends the unsent edits in their order, one request at a time. After a failure nothing is sent until it is tried again,
 * so that no edit overtakes another.
 */
export function createSaver({ version: first, unsent, send, onSent, onSaving }: Options) {
  let version = first;
  let work: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function settle(changing: () => Promise<PlanOutcome>): Promise<boolean> {
    onSaving({ is: 'saving' });
    const outcome = await changing().catch(() => null);
    if (outcome?.ok === true) {
      version = outcome.version;
      return true;
    }
    isStopped = true;
    if (outcome === null) onSaving({ is: 'failed', problem: 'no-server' });
    else if (outcome.problem === 'conflict') onSaving({ is: 'conflict', conflict: outcome });
    else onSaving({ is: 'failed', problem: outcome.problem });
    return false;
  }

  async function sendAll(): Promise<void> {
    while (!isStopped && unsent().length > 0) {
      const edits = unsent().slice(0, EDITS_MAX);
      if (!(await settle(() => send(version, edits)))) return;
      onSent(edits.length);
    }
    if (!isStopped) onSaving({ is: 'saved' });
  }

  const queue = (next: () => Promise<void>): Promise<void> => {
    const before = work;
    work = (async () => {
      await before;
      await next();
    })();
    return work;
  };
  return {
    /** There is something to send. */
    save: (): Promise<void> => queue(sendAll),
    /** Another change of the plan, after the edits that are on their way. */
    change: (changing: (version: number) => Promise<PlanOutcome>): Promise<void> =>
      queue(async () => {
        await sendAll();
        if (!isStopped && (await settle(() => changing(version)))) onSaving({ is: 'saved' });
      }),
    /** After a failure; with the version of rows that were loaded again. */
    goOn: (loaded?: number): Promise<void> => {
      isStopped = false;
      version = loaded ?? version;
      return queue(sendAll);
    },
  };
}
export type Saver = ReturnType<typeof createSaver>;
