import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import type { ListenerKey } from '@/lib/model/outcome';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld, type SandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { localActor } from '@/lib/model/actor';
import { executeRuns } from '../executor';
import { readRun, readRunRows } from '../read-runs';
import type { RunRow } from '../run-types';
import type { PlannedRow } from '../write-run';

export const actor = localActor('127.0.0.1');

type RunsWorld = {
  sandbox: () => SandboxWorld;
  /** The listeners on which SLB has executed this change; checks that it did so once for each. */
  carriedOut: (action: string) => Promise<Set<string>>;
};

/**
 * For the top of a test file: the real sandbox with its large data set, whose transitions take no time, and a database
 * for each test. Work a test leaves behind is finished before the next begins.
 */
export function runsWorld(): RunsWorld {
  const sandbox = sandboxWorld({ seed: 'large', folderPer: 'test' });

  beforeEach(async () => {
    connectTo(sandbox.port, { timeoutMillis: 1000, deadlineMillis: 3000 });
    await sandbox.settings({ transitionMillis: 0 });
  });

  afterEach(() => executeRuns());

  return {
    sandbox: () => sandbox,
    carriedOut: async (action) => {
      const done = (await sandbox.requests(action)).filter(({ httpStatus }) => httpStatus === 200);
      const ids = done.map(
        ({ parameters, regionId }) =>
          `${regionId}/${parameters['LoadBalancerId']}/${parameters['ListenerPort']}`,
      );
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      return new Set(ids);
    },
  };
}

export function idOf({ regionId, loadBalancerId, listenerPort }: ListenerKey): string {
  return `${regionId}/${loadBalancerId}/${listenerPort}`;
}

export function idsOf(rows: readonly Pick<PlannedRow, 'listener'>[]): Set<string> {
  return new Set(rows.map(({ listener }) => idOf(listener)));
}

/** A row a run affects, for a listener that may not exist. */
export function rowOf(listener: ListenerKey): PlannedRow {
  return { listener, protocol: 'tcp', loadBalancerName: null, skip: null, onlyIfStopped: false };
}

/** No region has this name. */
export const NOWHERE: ListenerKey = { regionId: 'xx-nowhere', loadBalancerId: 'lb-1', listenerPort: 80 };

/** Waits until this many rows of a run are in one of these states. */
export async function until(
  runId: number,
  enough: (counts: Record<string, number>) => boolean,
): Promise<void> {
  for (;;) {
    const run = await readRun(runId);
    if (run !== null && enough(run.counts)) return;
    await sleep(10);
  }
}

/** A run's rows in the order in which they were planned, whatever their results. */
export async function rowsInOrder(runId: number): Promise<RunRow[]> {
  const rows = await readRunRows({ runId, limit: 100 });
  return rows.toSorted((one, other) => one.position - other.position);
}
