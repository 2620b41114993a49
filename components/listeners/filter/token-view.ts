import { formatAge } from '@/lib/listeners/list/filter/age';
import type { FilterColumn } from '@/lib/listeners/list/filter/columns';
import { parseFilter } from '@/lib/listeners/list/filter/parse';
import { fixedValues } from '@/lib/listeners/list/filter/value-terms';
import type { ColumnTest, FilterNode } from '@/lib/listeners/list/filter/tree';
import type { Messages } from '@/lib/i18n/messages';
import type { Translator } from '@/lib/i18n/translator';
import type { FilterOperator } from './filter-operator';

/** A part of the filter as the bar shows it: property, operator, value. The operator is empty where the value says all. */
export type TokenView = { property: string; operator: string; value: string };

/** The names of the instances that the filter names, by id. */
export type InstanceNames = Readonly<Record<string, string>>;

type TokenOptions = {
  t: Translator<'query'>;
  /** Between several values. */
  separator: string;
  instances: InstanceNames;
};

/** Describes a part of the filter in the reader's language; a part with several terms is shown as written. */
export function tokenView(text: string, { t, separator, instances }: TokenOptions): TokenView {
  const node = parseFilter(text);
  const denied = node.kind === 'not';
  const part: FilterNode = node.kind === 'not' ? node.part : node;
  switch (part.kind) {
    case 'word':
      return {
        property: t('column.text'),
        operator: t(denied ? 'operator.lacks' : 'operator.contains'),
        value: part.text,
      };
    case 'column': {
      const operator = operatorOf(part.tests, denied);
      // Among several values, or denied, a bound is written with its sign.
      const signed = denied || part.tests.length > 1;
      return {
        property: t(`column.${part.column}`),
        operator: t(`operator.${operator}`),
        value:
          operator === 'noCap' || operator === 'unknown'
            ? ''
            : part.tests.map((test) => valueOf(part.column, test, { t, instances, signed })).join(separator),
      };
    }
    default:
      return { property: t('bar.expression'), operator: '', value: text };
  }
}

function operatorOf(tests: readonly ColumnTest[], denied: boolean): FilterOperator {
  const [test, ...more] = tests;
  if (!test || more.length > 0) return denied ? 'noneOf' : 'anyOf';
  switch (test.kind) {
    case 'contains':
      return denied ? 'lacks' : 'contains';
    case 'begins':
      return denied ? 'beginsNot' : 'begins';
    case 'no-cap':
      return denied ? 'isNot' : 'noCap';
    case 'unknown':
      return denied ? 'isNot' : 'unknown';
    case 'is':
      return denied ? 'isNot' : 'is';
    case 'age':
      if (denied) return 'isNot';
      if (test.max === Number.POSITIVE_INFINITY) return 'longerAgo';
      return test.min === 0 ? 'inLast' : 'within';
    case 'range':
      if (denied) return 'isNot';
      if (test.min === test.max) return 'is';
      if (test.max === Number.POSITIVE_INFINITY) return 'atLeast';
      return test.min === 0 ? 'atMost' : 'within';
  }
}

type ValueOptions = { t: Translator<'query'>; instances: InstanceNames; signed: boolean };

function valueOf(column: FilterColumn, test: ColumnTest, { t, instances, signed }: ValueOptions): string {
  const named = (text: string): string => (isFixed(column, text) ? t(`value.${text}`) : text);
  switch (test.kind) {
    case 'begins':
      return test.text;
    case 'contains':
      return named(test.text);
    case 'is':
      if (test.text === '') return t('value.empty');
      return column === 'instance' ? (instances[test.text] ?? test.text) : named(test.text);
    case 'no-cap':
      return t('value.no-cap');
    case 'unknown':
      return t('value.unknown');
    case 'age':
      if (test.max === Number.POSITIVE_INFINITY) return `${signed ? '> ' : ''}${formatAge(test.min)}`;
      return test.min === 0
        ? `${signed ? '< ' : ''}${formatAge(test.max)}`
        : `${formatAge(test.min)}–${formatAge(test.max)}`;
    case 'range':
      if (test.min === test.max) return String(test.min);
      if (test.max === Number.POSITIVE_INFINITY) return `${signed ? '≥ ' : ''}${test.min}`;
      return test.min === 0 ? `${signed ? '≤ ' : ''}${test.max}` : `${test.min}–${test.max}`;
  }
}

/** The messages name each fixed value. */
function isFixed(column: FilterColumn, text: string): text is keyof Messages['query']['value'] {
  return fixedValues(column).includes(text);
}
