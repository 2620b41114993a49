import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/components/ui/button-variant';
import type { Filter } from '@/lib/listeners/list/filter/filter';
import { valuesNamedOf } from '@/lib/listeners/list/filter/predicate';
import { listColumns, type ListQuery } from '@/lib/listeners/list/list-query';
import type { ListSummary } from '@/lib/listeners/list/list-summary';
import { AddFilter } from '@/components/listeners/filter/add-filter';
import { ChangeLink } from '../change-link';
import type { CoverageMessages } from '@/components/listeners/filter/coverage-messages';
import { ExportMenu } from '@/components/listeners/views/export-menu';
import { RefreshButton } from '@/components/listeners/freshness/freshness';
import { GroupingSwitch } from './grouping-switch';
import { LayoutButton } from './layout-button';
import type { ShownDiagnostic } from '@/components/listeners/filter/diagnostic-messages';
import { COLUMNS_COOKIE, DENSITY_COOKIE } from '../preferences';
import { SearchBox } from '@/components/listeners/filter/search-box';
import { SortMenu } from './sort-menu';

type Props = {
  query: ListQuery;
  filter: Filter;
  /** All that were read, before any filter. */
  summary: ListSummary;
  matchCount: number;
  /** What is unknown for the query; null if it is complete. */
  partial: CoverageMessages | null;
  diagnostics: readonly ShownDiagnostic[];
};

/** The applied filter and how many match; then what can be done with the list. */
export async function FilterBar({ query, filter, summary, matchCount, partial, diagnostics }: Props) {
  const instances = Object.fromEntries(
    valuesNamedOf(filter.tree, 'instance').flatMap((id) => {
      const instance = summary.instances.get(id);
      return instance ? [[id, instance.name] as const] : [];
    }),
  );
  const t = await getTranslations('list');

  const columns = listColumns.map((column) => ({ value: column, label: t(`column.${column}`) }));

  return (
    <div className="flex flex-none items-start gap-2 px-5 py-2 max-sm:flex-wrap max-sm:px-4 short:py-1">
      <SearchBox
        diagnostics={Object.fromEntries(diagnostics.map(({ part, fact }) => [part, fact]))}
        instances={instances}
        found={
          <>
            <output className="ml-auto px-1 text-12 whitespace-nowrap text-ink-2">
              {[t('search.found', { matches: matchCount, total: summary.all }), partial?.phrase]
                .filter(Boolean)
                .join(' · ')}
            </output>
            {query.text !== '' && (
              <ChangeLink
                change={{ text: '' }}
                className={buttonClass({ variant: 'quiet', size: 'small' }, 'max-sm:h-6')}
              >
                {t('search.clear')}
              </ChangeLink>
            )}
          </>
        }
      />
      <fieldset aria-label={t('filter.group')} className="flex flex-wrap gap-2 max-sm:w-full max-sm:gap-1">
        <AddFilter />
        <GroupingSwitch densityCookie={DENSITY_COOKIE} />
        <LayoutButton columns={columns} cookie={COLUMNS_COOKIE} />
        <SortMenu columns={columns} />
        <ExportMenu />
        <RefreshButton label={t('foot.refresh')} />
      </fieldset>
    </div>
  );
}
