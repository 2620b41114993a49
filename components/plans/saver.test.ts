import { describe, expect, it, vi } from 'vitest';
import type { PlanEdit, PlanMode, PlanOutcome } from '@/lib/plans/plan-types';
import { createSaver, type Saving } from './saver';

const edit = (id: number): PlanEdit => ({ kind: 'delete', rowIds: [id] });

/** `'hangs'`: an answer that never comes. */
function saving(answers: (PlanOutcome | Error | 'hangs')[] = []) {
  const sent: { version: number; ids: number[] }[] = [];
  const said: Saving['is'][] = [];
  let unsent: PlanEdit[] = [];
  let unsentMode: PlanMode | null = null;
  const modes: { version: number; mode: PlanMode }[] = [];
  const answer = async (version: number): Promise<PlanOutcome> => {
    const next = answers.shift() ?? { ok: true, version: version + 1 };
    if (next === 'hangs') return new Promise(() => {});
    if (next instanceof Error) throw next;
    return next;
  };
  const saver = createSaver({
    version: 1,
    unsent: () => unsent,
    send: (version, edits) => {
      sent.push({ version, ids: edits.flatMap((each) => (each.kind === 'delete' ? each.rowIds : [])) });
      return answer(version);
    },
    unsentMode: () => unsentMode,
    sendMode: (version, mode) => {
      modes.push({ version, mode });
      return answer(version);
    },
    onModeSent: () => {
      unsentMode = null;
    },
    onSent: (count) => {
      unsent = unsent.slice(count);
    },
    onSaving: ({ is }) => said.push(is),
  });
  return {
    sent,
    said,
    saver,
    modes,
    choose: (mode: PlanMode) => {
      unsentMode = mode;
      return saver.save();
    },
    make: (...ids: number[]) => {
      unsent.push(...ids.map(edit));
      return saver.save();
    },
  };
}

describe('saving a plan', () => {
  it('fails if no answer comes within half a minute, and sends the same again', async () => {
    vi.useFakeTimers();
    const one = saving(['hangs']);
    const made = one.make(1);
    await vi.advanceTimersByTimeAsync(30_000);
    await made;
    expect(one.said).toEqual(['saving', 'failed']);
    await one.saver.goOn();
    expect(one.sent).toEqual([
      { version: 1, ids: [1] },
      { version: 1, ids: [1] },
    ]);
    expect(one.said.at(-1)).toBe('saved');
    vi.useRealTimers();
  });

  it('sends edits in their order, each request for the version that the last one made', async () => {
    const one = saving();
    await Promise.all([one.make(1), one.make(2, 3)]);
    await one.make(4);
    expect(one.sent).toEqual([
      { version: 1, ids: [1, 2, 3] },
      { version: 2, ids: [4] },
    ]);
    expect(one.said.at(-1)).toBe('saved');
  });

  it('sends at most a hundred edits at once', async () => {
    const one = saving();
    await one.make(...Array.from({ length: 250 }, (_, at) => at));
    expect(one.sent.map(({ ids }) => ids.length)).toEqual([100, 100, 50]);
  });

  it('stops at a failure, and sends everything in order once it goes on', async () => {
    const one = saving([new Error('no answer'), { ok: false, problem: 'not-stored' }]);
    await one.make(1);
    await one.make(2);
    expect([one.sent.length, one.said.at(-1)]).toEqual([1, 'failed']);
    await one.saver.goOn();
    expect([one.sent.length, one.said.at(-1)]).toEqual([2, 'failed']);
    await one.saver.goOn();
    expect(one.sent.at(-1)).toEqual({ version: 1, ids: [1, 2] });
    expect(one.said.at(-1)).toBe('saved');
  });

  it('goes on after a conflict with the version that was loaded', async () => {
    const one = saving([{ ok: false, problem: 'conflict', version: 7, changedBy: 'Lin', changedAt: '' }]);
    await one.make(1);
    expect(one.said.at(-1)).toBe('conflict');
    await one.saver.goOn(7);
    expect(one.sent.at(-1)).toEqual({ version: 7, ids: [1] });
  });

  it('sends the mode after the edits before it, and again after a failure', async () => {
    const one = saving([{ ok: true, version: 2 }, new Error('no answer')]);
    await Promise.all([one.make(1), one.choose('update')]);
    expect([one.modes, one.said.at(-1)]).toEqual([[{ version: 2, mode: 'update' }], 'failed']);
    await one.saver.goOn();
    expect([one.modes.at(-1), one.said.at(-1), one.saver.version()]).toEqual([
      { version: 2, mode: 'update' },
      'saved',
      3,
    ]);
  });
});
