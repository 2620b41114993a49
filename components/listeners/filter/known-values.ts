import type { ColumnValues, KnownValues } from '@/lib/listeners/list/filter/diagnostics';
import type { Filter } from '@/lib/listeners/list/filter/filter';
import { schedulers } from '@/lib/model/limits';
import { KUBERNETES } from '@/lib/model/owner';
import type { ListQuery } from '@/lib/listeners/list/list-query';
import type { ListSummary } from '@/lib/listeners/list/list-summary';
import { healthySummaries } from '@/lib/model/row-health';
import { statusFilters } from '@/lib/model/status-filter';
import type { NamedRuns } from '@/lib/runs/run-members';
import { rowStates } from '@/lib/runs/run-types';
import { shownStatuses } from '../cell-messages';

type Shown = {
  query: Pick<ListQuery, 'regions'>;
  summary: Pick<ListSummary, 'schedulers' | 'tags'>;
  /** Of all rules, whether they own a listener or not. */
  owners: readonly string[];
  /** All there are. */
  regionIds: readonly string[];
  /** Of the regions shown, with listeners or without; null where a region is not read. */
  instances: readonly { loadBalancerId: string; name: string }[] | null;
  /** That the filter names. */
  runs: NamedRuns;
  countOf: (filter: Filter) => number;
};

/** The possible values of the list's columns. Free text and number columns are not included. */
export function knownValues(shown: Shown): KnownValues {
  const { query, summary, owners, regionIds, instances, runs, countOf } = shown;
  return {
    columns: {
      status: { values: statusFilters, also: shownStatuses },
      region: { values: query.regions },
      'address-type': { values: ['internet', 'intranet'], also: ['unknown'] },
      protocol: { values: ['tcp', 'udp', 'http', 'https'] },
      scheduler: { values: schedulers, also: ['sch', 'tch', 'qch', 'unknown', ...summary.schedulers] },
      tag: { values: summary.tags },
      owner: { values: [KUBERNETES, ...new Set(owners)], mayBe: isService },
      healthy: { values: healthySummaries, mayBe: isTally },
      run: {
        values: [],
        also: runs.there.flatMap(runValues),
        beyond: { values: runs.beyond.flatMap(runValues), max: runs.max },
      },
      ...(instances && {
        instance: {
          values: [...new Set(instances.map(({ name }) => name))],
          also: instances.map(({ loadBalancerId }) => loadBalancerId),
        },
      }),
    },
    hiddenRegions: regionIds.filter((regionId) => !query.regions.includes(regionId)),
    isFound: (filter) => countOf(filter) > 0,
  };
}

/** The filter values of a run: its listeners, and those in each state. */
function runValues(runId: string): string[] {
  return [runId, ...rowStates.map((state) => `${runId}/${state}`)];
}

/** A Kubernetes service: `namespace/name`. */
const isService: ColumnValues['mayBe'] = ({ text }) => text.includes('/');

/** "3/4", or how it begins: any share of any number of servers may be seen one day. */
const isTally: ColumnValues['mayBe'] = ({ kind, text }) =>
  (kind === 'begins' ? /^\d+(?:\/\d*)?$/ : /^\d+\/\d+$/).test(text);
