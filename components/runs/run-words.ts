import { getTranslations } from 'next-intl/server';
import { rowStates, type Run, type RunCounts, type RunRow, type RowState } from '@/lib/runs/run-types';

/** The states of which a run has rows, in their fixed order. */
export function statesOf(counts: RunCounts): RowState[] {
  return rowStates.filter((state) => counts[state] > 0);
}

/** How a run stands as a whole, as one of the row states for its look. */
export function overallState({ endedAt, cancelledAt, counts }: Run): RowState {
  if (endedAt === null) return 'calling';
  if (counts.failed > 0) return 'failed';
  if (counts.unknown > 0) return 'unknown';
  return cancelledAt !== null && counts.cancelled > 0 ? 'cancelled' : 'done';
}

export type RunWords = {
  /** "Stop 120 listeners". */
  title: (run: Run) => string;
  overall: (run: Run) => string;
  /** "78 done, 2 failed". */
  counts: (run: Run) => string;
  state: (state: RowState) => string;
  /** "443/TCP on edge-prod". */
  name: (row: RunRow) => string;
  /** What is known of a row, in one sentence; empty for a failure, which speaks for itself. */
  detail: (run: Run, row: RunRow) => string;
};

/** The words of runs, in the reader's language. */
export async function runWords(): Promise<RunWords> {
  const [t, domain] = await Promise.all([getTranslations('runs'), getTranslations('domain')]);
  const count = (state: RowState, counts: RunCounts) => t(`count.${state}`, { count: counts[state] });

  function status(word: string): string {
    const known = ['running', 'stopped', 'starting', 'stopping', 'configuring', 'unknown'] as const;
    const found = known.find((candidate) => candidate === word);
    return found === undefined ? word : domain(`status.${found}`);
  }

  function known(run: Run, row: RunRow): string {
    switch (row.state) {
      case 'waiting':
        return row.code === null ? '' : t('detail.waits', { code: row.code });
      case 'calling':
      case 'failed':
      case 'unknown':
        return '';
      case 'cancelled':
        return t('detail.cancelled');
      case 'skipped': {
        if (row.obstacle === null) return t('detail.deleted-elsewhere');
        const obstacle = domain(`obstacle.${row.obstacle}`);
        return row.message === null ? obstacle : t('detail.because', { obstacle, reason: row.message });
      }
      case 'done':
        if (row.outcome !== null && row.outcome !== 'changed') return t(`detail.${row.outcome}`);
        if (run.kind === 'delete' && row.status === 'deleted') return t('detail.deleted');
        return row.status === null ? '' : t('detail.readBack', { status: status(row.status) });
    }
  }

  return {
    title: (run) => t(`kind.${run.kind}`, { count: run.counts.total }),
    overall: (run) => {
      const state = overallState(run);
      if (state === 'failed' || state === 'unknown') return count(state, run.counts);
      return t(`overall.${state === 'calling' ? 'under-way' : state === 'cancelled' ? 'cancelled' : 'done'}`);
    },
    counts: (run) =>
      statesOf(run.counts)
        .map((state) => count(state, run.counts))
        .join(', '),
    state: (state) => t(`state.${state}`),
    name: (row) => {
      const parts = { port: String(row.listener.listenerPort), protocol: row.protocol.toUpperCase() };
      return row.loadBalancerName === null
        ? t('table.unnamed', parts)
        : t('table.named', { ...parts, instance: row.loadBalancerName });
    },
    detail: (run, row) => {
      const tried = row.attempts > 1 ? t('detail.attempts', { count: row.attempts }) : '';
      return [known(run, row), tried].filter((words) => words !== '').join(' · ');
    },
  };
}
