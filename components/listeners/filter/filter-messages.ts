import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { filterColumns, type FilterColumn } from '@/lib/listeners/list/filter/columns';

/** The texts of the filter bar's tokens, in the reader's language. */
export type FilterMessages = {
  column: Record<FilterColumn | 'text', string>;
  operator: Record<FilterOperator, string>;
  /** Fixed values by their name in the language ("running"), and instances by their id. */
  value: Readonly<Record<string, string>>;
  /** With a place for the property. */
  remove: string;
  edit: string;
  /** The text for a part that is not a single term. */
  expression: string;
  and: ReactNode;
  /** Between several values. */
  separator: string;
};

export const filterOperators = [
  'is',
  'isNot',
  'anyOf',
  'noneOf',
  'contains',
  'lacks',
  'begins',
  'beginsNot',
  'between',
  'within',
  'atLeast',
  'atMost',
  'noCap',
  'unknown',
  'inLast',
  'longerAgo',
] as const;
export type FilterOperator = (typeof filterOperators)[number];

const VALUES = [
  'running',
  'stopped',
  'changing',
  'starting',
  'stopping',
  'configuring',
  'default',
  'vserver-group',
  'primary-secondary-group',
  'open',
  'allow',
  'deny',
  'nobody',
  'internet',
  'intranet',
  'on',
  'off',
  'all',
  'some',
  'none',
  'unknown',
  'unchecked',
  'no-cap',
  'empty',
] as const;

/** Loads the messages; the instances are those a filter names. */
export async function filterMessages(instances: ReadonlyMap<string, string>): Promise<FilterMessages> {
  const t = await getTranslations('query');
  const column = Object.fromEntries(
    ([...filterColumns, 'text'] as const).map((name) => [name, t(`column.${name}`)]),
  ) as FilterMessages['column'];
  const operator = Object.fromEntries(
    filterOperators.map((name) => [name, t(`operator.${name}`)]),
  ) as FilterMessages['operator'];
  return {
    column,
    operator,
    value: {
      ...Object.fromEntries(VALUES.map((name) => [name, t(`value.${name}`)])),
      ...Object.fromEntries(instances),
    },
    remove: t.raw('bar.remove'),
    edit: t.raw('bar.edit'),
    expression: t('bar.expression'),
    and: t('bar.and'),
    separator: t('diagnostic.comma'),
  };
}
