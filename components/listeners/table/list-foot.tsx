import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { KeyHelpButton } from '@/components/shell/key-help-button';
import type { AwaitedChange } from '@/lib/model/awaited-change';
import type { ListPage } from '@/lib/listeners/list/list-query-apply';
import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';
import type { HealthCoverage } from '@/lib/model/row-health';
import { HealthSchedule } from '@/components/listeners/freshness/health-schedule';
import { Freshness } from '@/components/listeners/freshness/freshness';
import { PageSize } from './page-size';
import { PageStep } from './page-step';
import type { PreferenceName } from '@/lib/model/preferences';

type Props = {
  page: ListPage;
  oldestReadAtMillis: number;
  awaited: AwaitedChange | null;
  /** How far the health of these regions is known, and how often it is observed. */
  health: HealthCoverage & { periodMillis: number; holdsMillis: number };
  autoRefresh: boolean;
  autoRefreshCookie: PreferenceName;
};

/** Which rows these are, the other pages, and how old it all is. */
export async function ListFoot({ page, health, ...fresh }: Props) {
  const [t, h] = await Promise.all([getTranslations('list.foot'), getTranslations('list.health')]);
  const minutes = minutesOf(health.periodMillis);
  return (
    <footer
      aria-label={t('label')}
      className="flex h-9 flex-none items-center gap-3 border-t border-line bg-canvas pr-4 pl-5 text-12 whitespace-nowrap text-ink-2 max-lg:h-auto max-lg:min-h-9 max-lg:flex-wrap short:min-h-8 max-md:gap-2 max-sm:gap-3 max-sm:px-4 max-sm:py-2 print:hidden"
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
              by={-1}
              page={page.page}
              last={page.pageCount}
              words={t('previous')}
              none={t('first')}
            />
            <span className="px-1">{t('page', { page: page.page, pages: page.pageCount })}</span>
            <PageStep by={1} page={page.page} last={page.pageCount} words={t('next')} none={t('last')} />
          </span>
          <PageSize />
        </>
      )}
      <span className="flex-1" />
      {health.total > 0 && (
        <span className="max-md:short:hidden">
          <HealthSchedule
            words={h('schedule', { minutes })}
            short={h('scheduleShort', { minutes })}
            hint={h('hint', { minutes, holds: minutesOf(health.holdsMillis) })}
            sinceMillis={health.sinceMillis}
          />
        </span>
      )}
      <KeyHelpButton words={t('keys')} />
      <Freshness gaveUpText={t('gaveUp', { minutes: FOLLOW_MINUTES })} {...fresh} />
    </footer>
  );
}

function minutesOf(millis: number): string {
  return String(millis / 60_000);
}

function bold(words: ReactNode): ReactNode {
  return <b className="text-ink">{words}</b>;
}
