import { getLocale, getTranslations } from 'next-intl/server';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { changeListQuery, listHref, type ListQuery } from '@/lib/listeners/list-query';
import type { AwaitedChange } from '@/lib/listeners/overview-types';
import type { ListPage } from '@/lib/listeners/list-query-apply';
import { FOLLOW_MINUTES } from './follow';
import { Freshness, type FreshnessWords } from './freshness';
import { PageSize } from './page-size';
import { fill } from './template';

type Props = {
  query: ListQuery;
  page: ListPage;
  oldestReadAtMillis: number;
  awaited: AwaitedChange | null;
  autoRefresh: boolean;
  autoRefreshCookie: string;
};

/** Which rows these are, the other pages, and how old it all is. */
export async function ListFoot({ query, page, ...fresh }: Props) {
  const [t, locale] = await Promise.all([getTranslations('list.foot'), getLocale()]);
  const words: FreshnessWords = {
    readAt: t.raw('readAt'),
    seconds: t.raw('seconds'),
    minutes: t.raw('minutes'),
    auto: t.raw('auto'),
    autoOn: t.raw('autoOn'),
    autoOff: t('autoOff'),
    autoStopped: t('autoStopped'),
    refresh: t('refresh'),
    following: t('following'),
    gaveUp: fill(t.raw('gaveUp'), { minutes: FOLLOW_MINUTES }),
  };
  return (
    <footer
      aria-label={t('label')}
      className="flex h-9 flex-none items-center gap-3 border-t border-line bg-canvas pr-4 pl-5 text-12 text-ink-2 max-sm:h-auto max-sm:flex-wrap max-sm:px-4 max-sm:py-2"
    >
      {page.matchCount === 0 ? (
        <span>{t('none')}</span>
      ) : (
        <>
          <span>
            {t.rich('range', {
              b: bold,
              from: page.from,
              to: page.from + page.rows.length - 1,
              total: page.matchCount,
            })}
          </span>
          <span className="flex items-center gap-0.5">
            <PageStep
              query={query}
              to={page.page - 1}
              last={page.pageCount}
              icon="chevron-left"
              words={t('previous')}
              none={t('first')}
            />
            <span className="px-1">{t('page', { page: page.page, pages: page.pageCount })}</span>
            <PageStep
              query={query}
              to={page.page + 1}
              last={page.pageCount}
              icon="chevron-right"
              words={t('next')}
              none={t('last')}
            />
          </span>
          <PageSize query={query} words={{ size: t.raw('size'), label: t('sizeLabel') }} />
        </>
      )}
      <span className="flex-1" />
      <Freshness words={words} locale={locale} {...fresh} />
    </footer>
  );
}

function bold(words: ReactNode): ReactNode {
  return <b className="text-ink">{words}</b>;
}

type StepProps = {
  query: ListQuery;
  to: number;
  last: number;
  icon: 'chevron-left' | 'chevron-right';
  words: string;
  /** Why there is no such page. */
  none: string;
};

function PageStep({ query, to, last, icon, words, none }: StepProps) {
  if (to >= 1 && to <= last)
    return (
      <ButtonLink
        href={listHref(changeListQuery(query, { page: to })) as Route}
        prefetch={false}
        variant="quiet"
        size="small"
        iconOnly
        icon={icon}
      >
        {words}
      </ButtonLink>
    );
  const id = `no-${icon}`;
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        iconOnly
        icon={icon}
        unavailable={id}
        className="border-transparent!"
        title={none}
      >
        {words}
      </Button>
      <span id={id} className="sr-only">
        {none}
      </span>
    </>
  );
}
