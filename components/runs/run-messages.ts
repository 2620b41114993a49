import { getTranslations } from 'next-intl/server';
import { statusTextIn } from '@/components/listeners/cell-messages';
import { settingText } from '@/components/listeners/setting-text';
import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';
import { isInTransition } from '@/lib/model/rules';
import { settingNames, type SettingName } from '@/lib/model/settings';
import {
  isOwnSkipReason,
  rowStates,
  type Run,
  type RunCounts,
  type RunRow,
  type RunSettings,
  type RowState,
} from '@/lib/runs/run-types';

/** The states of which a run has rows, in their fixed order. */
export function statesOf(counts: RunCounts): RowState[] {
  return rowStates.filter((state) => counts[state] > 0);
}

/** The state of a whole run, shown like one of the row states. */
export function overallState({ endedAt, connection, counts }: Run): RowState {
  if (endedAt === null) {
    if (connection.is !== 'own') return 'waiting';
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
  const count = (state: RowState, counts: RunCounts) =>
    state === 'done' && counts.alreadySo > 0
      ? t('count.doneAlreadySo', { count: counts.done, alreadySo: counts.alreadySo })
      : t(`count.${state}`, { count: counts[state], minutes });

  function known(run: Run, row: RunRow): string {
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
        if (row.code !== null) return t('detail.cancelledWaiting', { code: row.code });
        return t(row.attempts > 0 ? 'detail.cancelledUndone' : 'detail.cancelled');
      case 'skipped': {
        if (row.blockReason === null) return t('detail.deleted-elsewhere');
        if (isOwnSkipReason(row.blockReason)) return t(`skip.${row.blockReason}`);
        const blockReason = domain(`blockReason.${row.blockReason}`);
        return row.message === null ? blockReason : t('detail.because', { blockReason, reason: row.message });
      }
      case 'done':
        if (row.outcome === 'deleted-elsewhere' && row.acceptedAt !== null) return t('detail.deletedAfter');
        if (row.outcome !== null && row.outcome !== 'changed') return t(`detail.${row.outcome}`);
        if (run.kind === 'delete' && row.status === 'deleted') return t('detail.deleted');
        if (run.kind === 'change') return t('detail.asRequested');
        if (row.status === null) return '';
        // It is not known to have come to its end: only that it was on its way.
        return t(isInTransition(row.status) ? 'detail.readBackChanging' : 'detail.readBack', {
          status: status(row.status),
        });
    }
  }

  function changed({ set, lists }: RunSettings): string[] {
    const text = settingText(edit, domain);
    const one = (name: SettingName, value: string) => t('changed.one', { setting: text.label(name), value });
    const plain = settingNames.flatMap((name) => {
      const value = set[name];
      // Its kind says that it goes on.
      const isSaid = name === 'AclStatus' && set.AclType !== undefined;
      return value === undefined || isSaid ? [] : [one(name, text.value(name, value))];
    });
    const places = lists.map(({ regionId, aclId, name }) =>
      t('changed.list', { list: name ?? aclId, region: regionId }),
    );
    return places.length === 0 ? plain : [...plain, one('AclId', places.join(domain('separator')))];
  }

  return {
    /** "Stop 120 listeners". */
    title: (run: Run) => t(`kind.${run.kind}`, { count: run.counts.requested }),
    /** What a change sets, in the form's wording: "Established timeout: 600 s". Empty for other kinds. */
    changed: ({ settings }: Run) => (settings === null ? [] : changed(settings)),
    /** The same as parameters: "EstablishedTimeout=600". */
    parameters: ({ settings }: Run) => (settings === null ? [] : parametersOf(settings)),
    overall: (run: Run): string => {
      const state = overallState(run);
      if (state === 'failed' || state === 'unknown' || state === 'unsettled') return count(state, run.counts);
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
    state: (state: RowState) => t(`state.${state}`),
    /** "443/TCP on edge-prod". */
    name: (row: RunRow) => {
      const parts = { port: String(row.listener.listenerPort), protocol: row.protocol.toUpperCase() };
      return row.loadBalancerName === null
        ? t('table.unnamed', parts)
        : t('table.named', { ...parts, instance: row.loadBalancerName });
    },
    /** What is known of a row, in one sentence; empty for a failure, which speaks for itself. */
    detail: (run: Run, row: RunRow) => {
      const tried = row.attempts > 1 ? t('detail.attempts', { count: row.attempts }) : '';
      return [known(run, row), tried].filter((words) => words !== '').join(' · ');
    },
  };
}
export type RunMessages = Awaited<ReturnType<typeof runMessages>>;
