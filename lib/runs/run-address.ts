import type { Route } from 'next';
import { integerIn } from '@/lib/model/integer-text';
import { rowStates, type RowState } from './run-types';

/** The addresses of runs, both ways. What makes no sense falls back silently (ux.md T1). */

const RUN_IDS = { min: 1, max: 999_999_999_999_999 };

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Runs on one page of their list. */
export const RUNS_PAGE_SIZE = 25;

export type RunQuery = {
  /** Null: rows of every state. */
  state: RowState | null;
  /** The rows behind this position. */
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

/** Where the list of runs asks how far those of a page are. */
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

/** A run's id as it stands in an address; undefined where it is none. */
export function parsePositive(text: string | string[] | undefined): number | undefined {
  return typeof text === 'string' ? (integerIn(text, RUN_IDS) ?? undefined) : undefined;
}
