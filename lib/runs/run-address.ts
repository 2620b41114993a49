import type { Route } from 'next';
import { integerIn } from '@/lib/model/integer-text';
import { permissionOf, type Access } from '@/lib/model/permission';
import { rowStates, type FollowUp, type RowPlace, type RowState, type Run } from './run-types';

/** The URLs of runs, both ways. Invalid parts fall back silently (ux.md T1). */

const RUN_IDS = { min: 1, max: 999_999_999_999_999 };

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Runs per page of their list. */
export const RUNS_PAGE_SIZE = 25;

export type RunQuery = {
  /** Null: rows of every state. */
  state: RowState | null;
  /** The rows after this one; null: from the first. */
  after: RowPlace | null;
};

/** The page of one run. */
export function runHref(runId: number, { state = null, after = null }: Partial<RunQuery> = {}): Route {
  const pairs = [
    state !== null && `state=${state}`,
    after !== null && `after=${after.state}-${after.position}`,
  ].filter(Boolean);
  return `/runs/${runId}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}` as Route;
}

/** The preview of a run that follows another. */
export function followUpHref(runId: number, how: FollowUp): Route {
  return `/runs/${runId}/${how}` as Route;
}

/**
 * Whether a run can be undone, or what was cancelled of it can be run: only once it has ended, on its own connection. What
 * was cancelled of an undo is undone by undoing its run again, which compares each listener again.
 */
export function mayFollowUp(
  { endedAt, connection, counts, source }: Run,
  how: FollowUp,
  access: Access,
): boolean {
  if (!permissionOf(access, 'start-run').allowed || endedAt === null || connection.is !== 'own') return false;
  if (how === 'cancelled') return counts.cancelled > 0 && source?.how !== 'undo';
  return counts.done - counts.alreadySo + counts.unknown + counts.unsettled + counts.notStarted > 0;
}

/** The results of a run as a file. */
export function runResultsHref(runId: number, format: 'csv' | 'json'): string {
  return `/runs/${runId}/results?format=${format}`;
}

/** The list of runs, or those older than one. */
export function runsHref(beforeId: number | null): Route {
  return (beforeId === null ? '/runs' : `/runs?before=${beforeId}`) as Route;
}

/** The endpoint the list of runs polls for the progress of those on a page. */
export function runsProgressHref(beforeId: number | undefined): string {
  return beforeId === undefined ? '/runs/progress' : `/runs/progress?before=${beforeId}`;
}

export function parseRunQuery(parameters: SearchParams): RunQuery {
  const { after } = parameters;
  const [, word, position] = (typeof after === 'string' && /^([a-z]+)-(\d+)$/.exec(after)) || [];
  const state = rowStates.find((known) => known === word);
  const row = parsePositive(position);
  return {
    state: rowStates.find((known) => known === parameters['state']) ?? null,
    after: state === undefined || row === undefined ? null : { state, position: row },
  };
}

export function parseRunsQuery(parameters: SearchParams): { beforeId: number | undefined } {
  return { beforeId: parsePositive(parameters['before']) };
}

/** A run's id as it appears in a URL; undefined if it is invalid. */
export function parsePositive(text: string | string[] | undefined): number | undefined {
  return typeof text === 'string' ? (integerIn(text, RUN_IDS) ?? undefined) : undefined;
}
