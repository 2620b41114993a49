import 'server-only';
import { changeListener, probeChange } from '@/lib/listeners/commands/change-listener';
import { probeUpdate, updateListener } from '@/lib/listeners/commands/update-listener';
import type { ChangeOutcome } from '@/lib/model/outcome';
import type { ListenerAction } from '@/lib/model/rules';
import { settingsFromNames } from '@/lib/model/settings';
import { createStep } from './create-step';
import { setIn, type RowAction, type RunSettings } from './run-types';
import { differs, notReadBack, rejectedResult, tookEffect, type Step, type StepResult } from './step-results';

/** The step of a row; `settings` are those of its run, which changes need. */
export function stepOf(action: RowAction, settings: RunSettings | null): Step {
  if (action === 'create') return createStep;
  if (action === 'change') {
    if (settings === null) throw new Error('a run of changes needs its settings');
    return changeStep(settings);
  }
  return {
    perform: async ({ listener, onlyIfStopped, despiteUnsettled, confirmed, expected, runId }, actor) => {
      const known = { onlyIfStopped, despiteUnsettled, confirmed: confirmed ?? expected, runId };
      return resultOf(action, await changeListener(action, listener, actor, known));
    },
    check: ({ listener }) => probeChange(action, listener),
    rejected: (error) => rejectedResult(action, error),
  };
}

function changeStep(settings: RunSettings): Step {
  const { acknowledged } = settings;
  return {
    perform: async (
      { listener, confirmed, despiteUnsettled, expected = null, set: ownSet, runId },
      actor,
    ) => {
      const set = ownSet ?? setIn(settings, listener.regionId);
      if (set === null) return { state: 'skipped', why: { blockReason: 'no-list', reason: null } };
      const outcome = await updateListener(
        { listener, set, expected: expected && settingsFromNames(expected), acknowledged },
        actor,
        { confirmed, despiteUnsettled, runId },
      );
      switch (outcome.kind) {
        case 'updated': {
          const { status, requestId, differences, readBack } = outcome;
          if (!readBack) return { state: 'unknown', error: notReadBack(requestId) };
          if (differences.length === 0) return tookEffect({ status, requestId });
          return { state: 'failed', error: differs(differences, requestId) };
        }
        case 'already-so':
          if (!outcome.takesEffect)
            return { state: 'skipped', why: { blockReason: 'checks-off', reason: null } };
          return { state: 'done', outcome: 'already-so', status: outcome.status, requestId: null };
        case 'conflict': {
          const reason = outcome.conflicts.map(({ name }) => name).join(',');
          return { state: 'skipped', why: { blockReason: 'changed-since', reason } };
        }
        case 'refused':
          return rejectedResult('change', outcome.error);
      }
    },
    check: async ({ listener, set: ownSet }) => {
      const set = ownSet ?? setIn(settings, listener.regionId);
      return set === null ? { done: false } : probeUpdate(listener, set);
    },
    rejected: (error) => rejectedResult('change', error),
  };
}

function resultOf(action: ListenerAction, outcome: ChangeOutcome): StepResult {
  if (outcome.ok) {
    const { status, alreadySo, requestId } = outcome;
    if (!alreadySo && status === 'unknown') return { state: 'unknown', error: notReadBack(requestId) };
    if (!alreadySo) return tookEffect({ status, requestId });
    return {
      state: 'done',
      outcome: action === 'delete' ? 'deleted-elsewhere' : 'already-so',
      status,
      requestId,
    };
  }
  return rejectedResult(action, outcome.error);
}
