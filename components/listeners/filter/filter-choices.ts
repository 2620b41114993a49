import { getTranslations } from 'next-intl/server';
import type { CheckOption } from '@/components/ui/check-list';
import type { Messages } from '@/lib/i18n/messages';
import { columnKinds, filterColumns, type FilterColumn } from '@/lib/listeners/list/filter/columns';
import type { ListSummary } from '@/lib/listeners/list/list-summary';
import { healthySummaries } from '@/lib/model/row-health';
import { statusFilters } from '@/lib/model/status-filter';
import type { FilterOperator } from './filter-operator';

/** One property that a filter can be added for. */
export type FilterProperty = {
  column: FilterColumn;
  label: string;
  operators: { value: FilterOperator; label: string }[];
  /** What it can be, where that is known. */
  values: CheckOption[];
};

/** The choices of the filter form: loaded when it opens, so that no page carries them. */
export type FilterChoices = { properties: FilterProperty[] };

const OPERATORS = {
  age: ['inLast', 'longerAgo', 'between'],
  number: ['is', 'isNot', 'between', 'atLeast', 'atMost'],
  choice: ['anyOf', 'noneOf'],
  text: ['contains', 'lacks', 'is', 'isNot'],
} as const satisfies Record<string, readonly FilterOperator[]>;

export async function filterChoices(
  regionIds: readonly string[],
  summary: ListSummary,
): Promise<FilterChoices> {
  const t = await getTranslations('query');
  const named = (values: readonly (keyof Messages['query']['value'])[]) =>
    values.map((value) => ({ value, label: t(`value.${value}`) }));
  const plain = (values: readonly string[]) =>
    values.map((value) => ({ value, label: value, mono: 'label' as const }));
  const values: Partial<Record<FilterColumn, CheckOption[]>> = {
    status: named(statusFilters),
    region: plain(regionIds),
    protocol: summary.protocols.map((value) => ({ value, label: value.toUpperCase() })),
    scheduler: [...plain(summary.schedulers), ...named(['unknown'])],
    'address-type': named(['internet', 'intranet', 'unknown']),
    access: named(['open', 'allow', 'deny', 'nobody', 'unknown']),
    healthy: named(healthySummaries),
    tag: plain(summary.tags),
    owner: plain(summary.owners),
    'health-check': named(['on', 'off', 'unknown']),
    instance: [...summary.instances]
      .map(([value, { name }]) =>
        name === value
          ? { value, label: value, mono: 'label' as const }
          : { value, label: name, hint: value, mono: 'hint' as const },
      )
      .toSorted((a, b) => (a.label < b.label ? -1 : 1)),
  };
  const operatorsOf = (column: FilterColumn): readonly FilterOperator[] => {
    const kind = OPERATORS[columnKinds[column]];
    if (column === 'bandwidth') return [...kind, 'noCap', 'unknown'];
    // Where the values are known they are ticked; the text can still be a part of the cell.
    return values[column] && columnKinds[column] === 'text'
      ? [...OPERATORS.choice, 'contains', 'lacks']
      : kind;
  };
  return {
    // A run is filtered for from its own page.
    properties: filterColumns
      .filter((column) => column !== 'run')
      .map((column) => ({
        column,
        label: t(`column.${column}`),
        operators: operatorsOf(column).map((value) => ({ value, label: t(`operator.${value}`) })),
        values: values[column] ?? [],
      })),
  };
}
