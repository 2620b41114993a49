import type { Route } from 'next';
import { integerIn } from '@/lib/model/integer-text';
import { rowStates, type RowState } from './run-types';

/** The URLs of runs, both ways. Invalid parts fall back silently (ux.md T1). */

const RUN_IDS = { min: 1, max: 999_999_999_999_999 };

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Runs per page of their list. */
export const RUNS_PAGE_SIZE = 25;

export type RunQuery = {
  /** Null: rows of every state. */
  state: RowState | null;
  /** The rows after this position. */
  after: number;
};

/** The page of one run. */
export function runHref(runId: number, { state = null, after = 0 }: Partial<RunQuery> = {}): Route {
  const pairs = [state !== null && `state=${state}`, after > 0 && `after=${after}`].filter(Boolean);
  return `/runs/${runId}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}` as Route;
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
  return {
    state: rowStates.find((state) => state === parameters['state']) ?? null,
    after: parsePositive(parameters['after']) ?? 0,
  };
}

export function parseRunsQuery(parameters: SearchParams): { beforeId: number | undefined } {
  return { beforeId: parsePositive(parameters['before']) };
}

/** A run's id as it appears in a URL; undefined if it is invalid. */
export function parsePositive(text: string | string[] | undefined): number | undefined {
  return typeof text === 'string' ? (integerIn(text, RUN_IDS) ?? undefined) : undefined;
}
