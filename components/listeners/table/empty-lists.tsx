import { getTranslations } from 'next-intl/server';
import type { Route } from 'next';
import { buttonClass } from '@/components/ui/button-variant';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import type { RegionOverview } from '@/lib/model/list-row';
import { splitFilter } from '@/lib/listeners/list/filter/format';
import type { ListQuery } from '@/lib/listeners/list/list-query';
import { ChangeLink } from '../change-link';
import type { CoverageMessages } from '@/components/listeners/filter/coverage-messages';
import { FilterDiagnostics } from '@/components/listeners/filter/filter-diagnostics';
import type { ShownDiagnostic } from '@/components/listeners/filter/diagnostic-messages';
import { SkeletonTable } from './skeletons';

type NoMatchProps = {
  query: ListQuery;
  total: number;
  regionCount: number;
  diagnostics: readonly ShownDiagnostic[];
  /** What is unknown for the query; null if it is complete. */
  partial: CoverageMessages | null;
};

/** There are listeners, and none of them fits. */
export async function NoMatch({ query, total, regionCount, diagnostics, partial }: NoMatchProps) {
  const t = await getTranslations('list.empty');
  const { tokens, words: text } = splitFilter(query.text);
  const filtered = tokens.length > 0;
  const title = text === '' ? t('noMatchFilter') : t(filtered ? 'noMatchBoth' : 'noMatchText', { text });
  // What is not known yet may match.
  const isPartial = partial !== null && diagnostics.length === 0;
  return (
    <EmptyState
      title={isPartial ? t('noMatchYet') : title}
      actions={
        <>
          {text !== '' && (
            <ChangeLink change={{ text: tokens.join(' ') }} className={buttonClass({})}>
              {t('removeText', { text })}
            </ChangeLink>
          )}
          {filtered && (
            <ChangeLink change={{ text: '' }} className={buttonClass({})}>
              {t('clearAll')}
            </ChangeLink>
          )}
        </>
      }
    >
      {diagnostics.length > 0 && (
        <div className="pb-2">
          <FilterDiagnostics diagnostics={diagnostics} />
        </div>
      )}
      {isPartial && <p>{partial.sentence}</p>}
      {t('noMatchHint', { total, regions: regionCount })}
    </EmptyState>
  );
}

/** The regions were read and have no listeners. The primary action is in the page's head. */
export async function NoneYet({
  regionCount,
  instanceCount,
}: {
  regionCount: number;
  instanceCount: number;
}) {
  const t = await getTranslations('list');
  return (
    <EmptyState
      illustration
      title={t('empty.noneYet', { regions: regionCount })}
      actions={
        instanceCount > 0 && (
          <ButtonLink href={'/listeners/new' as Route} variant="primary" icon="plus">
            {t('create')}
          </ButtonLink>
        )
      }
    >
      {t('empty.noneYetText', { instances: instanceCount })}
    </EmptyState>
  );
}

/** No region holds an instance, so none was chosen. */
export async function NoRegion() {
  const t = await getTranslations('list.empty');
  return (
    <EmptyState illustration title={t('noRegion')}>
      {t('noRegionText')}
    </EmptyState>
  );
}

type NothingReadProps = { regions: readonly RegionOverview[]; query: ListQuery };

/** No region gave its listeners: they failed, or have not answered yet. The banner above says which and why. */
export async function NothingRead({ regions, query }: NothingReadProps) {
  if (regions.some(({ state }) => state === 'reading')) {
    return <SkeletonTable query={query} />;
  }
  const t = await getTranslations('list.region');
  return <EmptyState title={t('nothingRead')}>{t('allFailedText')}</EmptyState>;
}
