import { getTranslations } from 'next-intl/server';
import { statusTextIn } from '@/components/listeners/cell-messages';
import { settingText } from '@/components/listeners/setting-text';
import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';
import { isInTransition } from '@/lib/model/rules';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { InstancePulse, Pulse } from '@/lib/runs/read-pulse';
import type { UndoChange } from '@/lib/runs/plan-undo';
import { isSettingName, settingNames, type SettingName } from '@/lib/model/settings';
import {
  isOwnSkipReason,
  isUndoSkipReason,
  rowStates,
  type Run,
  type RunCounts,
  type RunRow,
  type RunSettings,
  type RowState,
  type SkipReason,
} from '@/lib/runs/run-types';

/** The states of which a run has rows, in their fixed order. */
export function statesOf(counts: RunCounts): RowState[] {
  return rowStates.filter((state) => counts[state] > 0);
}

/** The state of a whole run, shown like one of the row states. */
export function overallState({ endedAt, pausedAt, connection, counts }: Run): RowState {
  if (endedAt === null) {
    if (connection.is !== 'own') return 'waiting';
    if (pausedAt !== null && counts.calling + counts.accepted === 0) return 'waiting';
    return counts.waiting + counts.calling > 0 ? 'calling' : 'accepted';
  }
  if (counts.failed > 0) return 'failed';
  if (counts.unknown > 0) return 'unknown';
  if (counts.unsettled > 0) return 'unsettled';
  return counts.cancelled > 0 ? 'cancelled' : 'done';
}

/** What a change sends to each listener, and the list to those of each region. */
function parametersOf({ set, lists }: RunSettings): string[] {
  return [
    ...Object.entries(set).map(([name, value]) => `${name}=${value}`),
    ...lists.map(({ regionId, aclId }) => `AclId=${aclId} (${regionId})`),
  ];
}

/** The messages of runs, in the reader's language. */
export async function runMessages() {
  const [t, domain, edit, statuses] = await Promise.all([
    getTranslations('runs'),
    getTranslations('domain'),
    getTranslations('edit'),
    getTranslations('domain.status'),
  ]);
  const status = (word: string | null): string => statusTextIn(statuses, word ?? 'unknown');
  const minutes = FOLLOW_MINUTES;
  const text = settingText(edit, domain);
  const count = (state: RowState, counts: RunCounts) =>
    state === 'done' && counts.alreadySo > 0
      ? t('count.doneAlreadySo', { count: counts.done, alreadySo: counts.alreadySo })
      : t(`count.${state}`, { count: counts[state], minutes });

  function known(row: RunRow): string {
    switch (row.state) {
      case 'waiting':
        return row.code === null ? '' : t('detail.waits', { code: row.code });
      case 'calling':
      case 'failed':
      case 'unknown':
        return '';
      case 'accepted':
        return t('detail.accepted', { status: status(row.status) });
      case 'unsettled':
        return t('detail.unsettled', { minutes, status: status(row.status) });
      case 'cancelled':
        if (row.blockReason !== null) return skipped(row.blockReason, row.message);
        if (row.code !== null) return t('detail.cancelledWaiting', { code: row.code });
        return t(row.attempts > 0 ? 'detail.cancelledUndone' : 'detail.cancelled');
      case 'skipped': {
        if (row.blockReason === null) return t('detail.deleted-elsewhere');
        return skipped(row.blockReason, row.message);
      }
      case 'done':
        if (row.outcome === 'deleted-elsewhere' && row.acceptedAt !== null) return t('detail.deletedAfter');
        if (row.outcome !== null && row.outcome !== 'changed') return t(`detail.${row.outcome}`);
        if (row.action === 'delete' && row.status === 'deleted') return t('detail.deleted');
        if (row.action === 'change') return t('detail.asRequested');
        if (row.status === null) return '';
        // It is not known to have come to its end: only that it was on its way.
        return t(isInTransition(row.status) ? 'detail.readBackChanging' : 'detail.readBack', {
          status: status(row.status),
        });
    }
  }

  function skipped(reason: SkipReason, words: string | null): string {
    if (isOwnSkipReason(reason)) return t(`skip.${reason}`);
    if (isUndoSkipReason(reason)) {
      // What it is about: settings, by wire name.
      const settings = (words ?? '')
        .split(',')
        .map((name) => (isSettingName(name) ? text.label(name) : name));
      return t(`undoSkip.${reason}`, { settings: settings.join(domain('separator')) });
    }
    const blockReason = domain(`blockReason.${reason}`);
    return words === null ? blockReason : t('detail.because', { blockReason, reason: words });
  }

  function duration(seconds: number): string {
    if (seconds < 1) return t('duration.under');
    if (seconds < 60) return t('duration.seconds', { seconds });
    const whole = Math.floor(seconds / 60);
    return whole < 60
      ? t('duration.minutes', { minutes: whole, seconds: seconds % 60 })
      : t('duration.hours', { hours: Math.floor(whole / 60), minutes: whole % 60 });
  }

  const one = (name: SettingName, value: string) => t('changed.one', { setting: text.label(name), value });
  const changedIn = (set: SetParameters): string[] =>
    settingNames.flatMap((name) => {
      const value = set[name];
      // Its kind says that it goes on.
      const isSaid = name === 'AclStatus' && set.AclType !== undefined;
      return value === undefined || isSaid ? [] : [one(name, text.value(name, value))];
    });

  function changed({ set, lists }: RunSettings): string[] {
    const places = lists.map(({ regionId, aclId, name }) =>
      t('changed.list', { list: name ?? aclId, region: regionId }),
    );
    const plain = changedIn(set);
    return places.length === 0 ? plain : [...plain, one('AclId', places.join(domain('separator')))];
  }

  function planTitle({ actions }: Run): string {
    const parts = actions.map(({ action, count: rows }) => t(`part.${action}`, { count: rows }));
    return t('kind.plan', { parts: parts.length === 0 ? t('part.none') : parts.join(domain('comma')) });
  }

  /** What is done about a row of a plan; null in other runs, whose title says it. */
  function actionOf({ kind }: Run, { action, spec }: RunRow): string | null {
    if (kind !== 'plan') return null;
    return t(
      action === 'create' && spec?.startAfterCreate ? 'rowAction.createAndStart' : `rowAction.${action}`,
    );
  }

  return {
    /** "Stop 120 listeners", "Plan: create 180, change 20". */
    title: (run: Run) =>
      run.kind === 'plan' ? planTitle(run) : t(`kind.${run.kind}`, { count: run.counts.requested }),
    /** What a change sets, in the form's wording: "Established timeout: 600 s". Empty for other kinds. */
    changed: ({ settings }: Run) => (settings === null ? [] : changed(settings)),
    /** The same as parameters: "EstablishedTimeout=600". */
    parameters: ({ settings }: Run) => (settings === null ? [] : parametersOf(settings)),
    overall: (run: Run): string => {
      const state = overallState(run);
      if (state === 'failed' || state === 'unknown' || state === 'unsettled') return count(state, run.counts);
      if (run.endedAt === null && run.pausedAt !== null && run.connection.is === 'own')
        return t(state === 'waiting' ? 'overall.paused' : 'overall.pausing');
      if (state === 'waiting') return t(run.connection.is === 'none' ? 'overall.halted' : 'state.waiting');
      if (state === 'accepted' || state === 'cancelled') return t(`overall.${state}`);
      return t(state === 'calling' ? 'overall.in-progress' : 'overall.done');
    },
    /** "78 done, 2 failed". */
    counts: (run: Run) =>
      statesOf(run.counts)
        .map((state) => count(state, run.counts))
        .join(domain('comma')),
    /** "78 done". */
    count,
    /** "1 min 20 s". */
    duration: ({ workedMillis }: Run) => duration(Math.round(workedMillis / 1000)),
    /** "88 listeners in the last minute", "about 2 min 10 s left". */
    pulse: ({ pausedAt }: Run, { perMinute, secondsLeft }: Pulse): string =>
      pausedAt !== null
        ? t('pulse.paused')
        : [
            t('pulse.rate', { count: perMinute }),
            ...(secondsLeft === null ? [] : [t('pulse.left', { duration: duration(secondsLeft) })]),
          ].join(' · '),
    /** "12 of 50 · 37 waiting · now: 8012". */
    instance: ({ counts, now }: InstancePulse): string =>
      [
        t('pulse.finished', { finished: counts.finished, total: counts.total }),
        ...(counts.waiting > 0 ? [t('pulse.waiting', { count: counts.waiting })] : []),
        ...(now.length > 0 ? [t('pulse.now', { ports: now.join(domain('separator')) })] : []),
      ].join(' · '),
    /** "120 of 200, about 2 min 10 s left": what is announced while the run is in progress. */
    announced: ({ pausedAt, counts: { finished, total } }: Run, { secondsLeft }: Pulse): string => {
      if (pausedAt !== null) return t('progress.pausedAt', { finished, total });
      return secondsLeft === null
        ? t('progress.of', { finished, total })
        : t('progress.ofLeft', { finished, total, duration: duration(secondsLeft) });
    },
    state: (state: RowState) => t(`state.${state}`),
    /** "443/TCP on edge-prod". */
    name: (row: Pick<RunRow, 'listener' | 'protocol' | 'loadBalancerName'>) => {
      const parts = { port: String(row.listener.listenerPort), protocol: row.protocol.toUpperCase() };
      return row.loadBalancerName === null
        ? t('table.unnamed', parts)
        : t('table.named', { ...parts, instance: row.loadBalancerName });
    },
    /** Why a row is skipped. */
    skipped,
    /** A setting that an undo sets back, or the status, with its two values. */
    undoChange: ({ name, before, after }: UndoChange) =>
      name === 'Status'
        ? { label: t('followUp.status'), before: status(before), after: status(after) }
        : { label: text.label(name), before: text.value(name, before), after: text.value(name, after) },
    /** "Undo of run 12"; null for a run of its own. */
    source: ({ source }: Run) => (source === null ? null : t(`source.${source.how}`, { id: source.runId })),
    /** "Create and start"; null in a run whose title says it. */
    action: actionOf,
    /** What is known of a row, in one sentence; empty for a failure, which speaks for itself. */
    detail: (row: RunRow) => {
      const tried = row.attempts > 1 ? t('detail.attempts', { count: row.attempts }) : '';
      const result = row.outcome === 'created-not-started' ? t('detail.created-not-started') : known(row);
      return [...(row.set === null ? [] : changedIn(row.set)), result, tried]
        .filter((words) => words !== '')
        .join(' · ');
    },
  };
}
export type RunMessages = Awaited<ReturnType<typeof runMessages>>;
