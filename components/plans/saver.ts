import type { PlanEdit, PlanMode, PlanOutcome, PlanProblem } from '@/lib/plans/plan-types';
import { nextBatch } from './batches';

/** Whether what was typed is kept. `no-server`: Sluice did not answer. */
export type Saving =
  | { is: 'saved' | 'saving' }
  | { is: 'failed'; problem: PlanProblem['problem'] | 'no-server' }
  | { is: 'conflict' };

type Options = {
  version: number;
  unsent: () => readonly PlanEdit[];
  unsentMode: () => PlanMode | null;
  send: (version: number, edits: readonly PlanEdit[]) => Promise<PlanOutcome>;
  sendMode: (version: number, mode: PlanMode) => Promise<PlanOutcome>;
  /** The server has the first `count` unsent edits. */
  onSent: (count: number) => void;
  onModeSent: (mode: PlanMode) => void;
  onSaving: (saving: Saving) => void;
};

/** A request that hangs has failed: it is sent again, and a change that arrived twice is a conflict, which is merged. */
const DEADLINE_MILLIS = 30_000;

async function withDeadline<Outcome>(outcome: Promise<Outcome>): Promise<Outcome | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), DEADLINE_MILLIS);
  });
  return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
}

/**
 * Sends the unsent edits in their order, then the unsent mode, one request at a time. After a failure nothing is sent
 * until it is tried again, so that no change overtakes another.
 */
export function createSaver(options: Options) {
  const { unsent, unsentMode, send, sendMode, onSent, onModeSent, onSaving } = options;
  let { version } = options;
  let work: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function settle(changing: () => Promise<PlanOutcome>): Promise<boolean> {
    onSaving({ is: 'saving' });
    const outcome = await withDeadline(changing().catch(() => null));
    if (outcome?.ok === true) {
      version = outcome.version;
      return true;
    }
    isStopped = true;
    if (outcome === null) onSaving({ is: 'failed', problem: 'no-server' });
    else if (outcome.problem === 'conflict') onSaving({ is: 'conflict' });
    else onSaving({ is: 'failed', problem: outcome.problem });
    return false;
  }

  async function sendAll(): Promise<void> {
    while (!isStopped) {
      const edits = nextBatch(unsent());
      const mode = unsentMode();
      if (edits.length > 0) {
        if (await settle(() => send(version, edits))) onSent(edits.length);
      } else if (mode !== null) {
        if (await settle(() => sendMode(version, mode))) onModeSent(mode);
      } else {
        onSaving({ is: 'saved' });
        return;
      }
    }
  }

  const queue = (): Promise<void> => {
    const before = work;
    work = (async () => {
      await before;
      await sendAll();
    })();
    return work;
  };
  return {
    /** The version that all that was sent has led to. */
    version: (): number => version,
    /** There is something to send. */
    save: queue,
    /** After a failure; with the version of rows that were loaded again. */
    goOn: (loaded?: number): Promise<void> => {
      isStopped = false;
      version = loaded ?? version;
      return queue();
    },
  };
}
