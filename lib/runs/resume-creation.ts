import 'server-only';
import { endedWritesOf, type EndedWrite } from '@/lib/activity/run-writes';
import { probeCreation } from '@/lib/listeners/commands/create-listener';
import { readListener } from '@/lib/listeners/commands/read-back';
import { isEffectOf, isSameListener, unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { CREATE_ACTION } from '@/lib/listeners/wire/parameters';
import { rejection, sluiceCodes } from '@/lib/model/errors';
import { awaitEffect } from './await-effect';
import { isAsFarAsPlanned, specOf } from './create-step';
import { settled, type Resumed } from './resumed';
import { isCancelled, type RowResult } from './row-store';
import type { RowToDo } from './rows-to-do';
import { differs, tookEffect, type Step } from './step-results';

/**
 * What to do with a creation whose process ended during its call, or between the creation and the start: as with every
 * other row (`resumeRow`), the log's outcome counts, and without one the effect is awaited.
 */
export async function resumeCreation(row: RowToDo, step: Step): Promise<Resumed> {
  const { runId, listener } = row;
  const open = (await unsettledWrites({ ...listener, runId })).filter(({ isOpen }) => isOpen);
  const newest = open.at(-1);
  if (newest === undefined) return takeUpCreation(row, step);
  const awaited = await awaitEffect(open, async () =>
    isEffectOf(newest, await readListener(listener)) ? true : null,
  );
  return awaited === 'left' ? { kind: 'left' } : takeUpCreation(row, step, { mayRepeat: true });
}

/**
 * What to do with a creation that may have begun before. The log says whether this run has created the listener; one that
 * somebody else has created on the port is found by the creation, which SLB rejects. A write of unknown outcome is repeated
 * if its effect is not there and `mayRepeat`: nobody has seen that outcome yet if its process ended right after it.
 */
export async function takeUpCreation(
  row: RowToDo,
  step: Step,
  { mayRepeat = !row.begun } = {},
): Promise<Resumed> {
  const { runId, listener, begun } = row;
  const writes = begun || row.startedAt !== null ? await endedWritesOf({ runId, listener }) : [];
  const creation = writes.findLast(({ operation }) => operation === CREATE_ACTION);
  if (creation === undefined) return toDoUnlessCancelled(row);
  if (!isKnown(creation) && !mayRepeat) return settled(unknown(creation));

  const spec = specOf(row);
  const found = await probeCreation(spec);
  if (found.is === 'unreadable') return settled(step.rejected(rejection(found.error)));
  if (!isKnown(creation) && found.is !== 'as-planned') return toDoUnlessCancelled(row);
  if (found.is === 'absent')
    return settled({ state: 'done', outcome: 'deleted-elsewhere', status: 'deleted', requestId: null });
  if (found.is === 'another') {
    const error = differs(found.differences, creation.requestId);
    return settled({ state: 'failed', ...notStarted, error });
  }
  const { status, state: left } = found;
  const { requestId } = creation;
  // What was read back after the creation has more settings than were planned.
  if (row.listed !== null && !isSameListener(row.listed, left))
    return settled({
      state: 'skipped',
      ...notStarted,
      why: { blockReason: 'changed-meanwhile', reason: null },
    });
  if (isAsFarAsPlanned(spec, status)) return settled({ ...tookEffect({ status, requestId }), left });
  const start = writes.findLast(({ operation }) => operation === 'StartLoadBalancerListener');
  if (start !== undefined && !isKnown(start) && !mayRepeat) return settled(unknown(start));
  if (begun && (await isCancelled(runId))) return settled({ state: 'cancelled', ...notStarted });
  return { kind: 'to-do', confirmed: left, isCreated: true };
}

const notStarted = { outcome: 'created-not-started' } as const;

async function toDoUnlessCancelled({ runId, begun }: RowToDo): Promise<Resumed> {
  return begun && (await isCancelled(runId))
    ? settled({ state: 'cancelled' })
    : { kind: 'to-do', confirmed: null };
}

function isKnown({ outcome, wasObserved }: EndedWrite): boolean {
  return outcome === 'succeeded' || wasObserved;
}

function unknown({ code, message, requestId }: EndedWrite): RowResult {
  const error = { code: code ?? sluiceCodes.outcomeUnknown, message: message ?? '', requestId };
  return { state: 'unknown', error };
}
