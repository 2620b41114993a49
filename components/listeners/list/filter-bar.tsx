import { getTranslations } from 'next-intl/server';
import { Fragment } from 'react';
import { buttonClass } from '@/components/ui/button-look';
import type { CheckOption } from '@/components/ui/check-popover';
import { Icon } from '@/components/ui/icon';
import { defaultListQuery, listColumns, statusFilters, type ListQuery } from '@/lib/listeners/list-query';
import type { ListedListener } from '@/lib/listeners/overview-types';
import { ChangeLink } from './change-link';
import { FilterControl } from './filter-control';
import { RefreshButton } from './freshness';
import { SearchBox } from './search-box';
import { SortMenu } from './sort-menu';

type Props = {
  query: ListQuery;
  /** All that were read, before any filter: they tell what can be filtered by. */
  listeners: readonly ListedListener[];
  matchCount: number;
};

const PROPERTIES = ['status', 'region', 'instance'] as const;
type Property = (typeof PROPERTIES)[number];

/** More instances than a person reads through are not sent to the browser; the search finds the others. */
const INSTANCES_OFFERED = 200;

/** Search, the filters that hold and how many match; then the filters there are. */
export async function FilterBar({ query, listeners, matchCount }: Props) {
  const [t, domain] = await Promise.all([getTranslations('list'), getTranslations('domain')]);
  const names = new Map(listeners.map((row) => [row.loadBalancerId, row.loadBalancer.name]));
  const instances = [...names].toSorted(([, a], [, b]) => a.localeCompare(b));
  const statusWords = {
    running: domain('status.running'),
    stopped: domain('status.stopped'),
    changing: t('filter.changing'),
  };
  const valueWords: Record<Property, (value: string) => string> = {
    status: (value) => statusWords[statusFilters.find((status) => status === value) ?? 'changing'],
    region: (value) => value,
    instance: (value) => names.get(value) ?? value,
  };
  const options: Record<Property, CheckOption[]> = {
    status: statusFilters.map((value) => ({ value, label: statusWords[value] })),
    region: query.regions.map((value) => ({ value, label: value, mono: 'label' as const })),
    instance: instances.slice(0, INSTANCES_OFFERED).map(([value, name]) => ({
      value,
      label: name,
      ...(name === value ? { mono: 'label' as const } : { hint: value, mono: 'hint' as const }),
    })),
  };
  const held = PROPERTIES.filter((property) => query.filters[property].length > 0);
  const filtered = held.length > 0 || query.text !== '';

  return (
    <div className="flex flex-none items-start gap-2 px-5 py-2 max-md:flex-wrap max-sm:px-4">
      <SearchBox
        words={{ label: t('search.label'), placeholder: t('search.placeholder') }}
        tokens={
          <>
            <Icon name="search" />
            {held.map((property, index) => (
              <Fragment key={property}>
                {index > 0 && <span className="px-0.5 text-12 text-ink-3">{t('filter.and')}</span>}
                <Token
                  property={property}
                  label={t(`filter.${property}`)}
                  operator={t(query.filters[property].length > 1 ? 'filter.anyOf' : 'filter.is')}
                  value={query.filters[property].map((value) => valueWords[property](value)).join(', ')}
                  remove={t('filter.remove', { property: t(`filter.${property}`) })}
                />
              </Fragment>
            ))}
          </>
        }
        found={
          <>
            <output className="ml-auto px-1 text-12 whitespace-nowrap text-ink-2">
              {t('search.found', { matches: matchCount, total: listeners.length })}
            </output>
            {filtered && (
              <ChangeLink
                change={{ text: '', filters: defaultListQuery.filters }}
                className={buttonClass({ variant: 'quiet', size: 'small' }, 'max-sm:h-6')}
              >
                {t('search.clear')}
              </ChangeLink>
            )}
          </>
        }
      />
      <fieldset aria-label={t('filter.group')} className="flex flex-wrap gap-2 max-sm:w-full max-sm:gap-1">
        {PROPERTIES.map((property) => (
          <FilterControl
            key={property}
            property={property}
            label={t(`filter.${property}`)}
            name={t('filter.by', { property: t(`filter.${property}`) })}
            options={options[property]}
            searchWords={{ label: t('filter.search'), none: t('filter.none') }}
            note={
              property === 'instance' && instances.length > INSTANCES_OFFERED
                ? t('filter.more', { shown: INSTANCES_OFFERED, all: instances.length })
                : undefined
            }
          />
        ))}
        <SortMenu
          words={{
            label: t('sort.label'),
            column: t('sort.column'),
            direction: t('sort.direction'),
            ascending: t('sort.ascending'),
            descending: t('sort.descending'),
          }}
          columns={listColumns.map((column) => ({ value: column, label: t(`column.${column}`) }))}
        />
        <RefreshButton label={t('foot.refresh')} />
      </fieldset>
    </div>
  );
}

type TokenProps = { property: Property; label: string; operator: string; value: string; remove: string };

/** A filter that holds: property, operator, value, and the way out. */
function Token({ property, label, operator, value, remove }: TokenProps) {
  return (
    <span className="inline-flex h-6 max-w-full items-stretch rounded-1 border border-line-2 bg-surface text-12 whitespace-nowrap">
      <span className="flex items-center gap-1.5 overflow-hidden px-1.5">
        {label} <span className="text-ink-3">{operator}</span>{' '}
        <span className="truncate font-mono tracking-[-0.01em]">{value}</span>
      </span>
      <ChangeLink
        change={{ filters: { [property]: [] } }}
        label={remove}
        className="grid w-6 flex-none place-items-center border-l border-line text-ink-3! hover:bg-hover hover:text-ink! max-sm:w-7"
      >
        <Icon name="x" size={14} />
      </ChangeLink>
    </span>
  );
}
