import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/components/shell/client-messages';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-variant';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { PageTitle } from '@/components/ui/page-title';
import type { ActivityPage } from '@/lib/activity/list';
import {
  activityHref,
  filterTexts,
  operations,
  outcomes,
  runOperations,
  type ActivityQuery,
} from '@/lib/activity/query';
import { chainMark, isChainBehind, type ChainState } from '@/lib/activity/chain-state';
import { ActivityTable } from './activity-table';
import { ChainMark } from './chain-mark';
import type { FilterValues } from './add-filter';
import { FilterBar } from './filter-bar';
import { FollowInProgress } from './follow-in-progress';

type Props = {
  query: ActivityQuery;
  page: ActivityPage;
  /** Of the instances on the page, by id, as far as they are known. */
  names: ReadonlyMap<string, string>;
  count: number;
  /** More than these were not counted. */
  mostCounted: number;
  chain: ChainState;
  /** Whether people sign in, which has a page of its own. */
  hasSignIns: boolean;
};

/** The audit log as the URL requests it. */
export async function ActivityList({ query, page, names, count, mostCounted, chain, hasSignIns }: Props) {
  const [t, locale] = await Promise.all([getTranslations('activity'), getLocale()]);
  const filtered = Object.keys(filterTexts(query.filter)).length > 0;
  const noneYet = !filtered && count === 0;
  const words =
    count > mostCounted
      ? t(filtered ? 'matchesMore' : 'countMore', { count: mostCounted })
      : t(filtered ? 'matches' : 'count', { count });
  return (
    <>
      <PageTitle
        title={t('title')}
        tally={
          <>
            <ChainMark chain={chain} />
            <WhichAccount query={query} />
          </>
        }
        actions={
          <>
            {hasSignIns && <ButtonLink href="/activity/sign-ins">{t('signIns')}</ButtonLink>}
            {!noneYet && (
              <fieldset aria-label={t('exportLabel')} className="flex gap-2">
                {(['csv', 'json'] as const).map((format) => (
                  <a
                    key={format}
                    download
                    href={exportHref(query, format)}
                    aria-label={t('exportAs', { format: t(format === 'csv' ? 'exportCsv' : 'exportJson') })}
                    className={buttonClass({}, 'text-ink!')}
                  >
                    <Icon name="download" />
                    {t(format === 'csv' ? 'exportCsv' : 'exportJson')}
                  </a>
                ))}
              </fieldset>
            )}
          </>
        }
      />
      {!noneYet && (
        <ClientMessages paths={['activity.filter']}>
          <FilterBar
            texts={filterTexts(query.filter)}
            values={await valuesOf(page, names)}
            locale={locale}
            found={words}
          />
        </ClientMessages>
      )}
      <FollowInProgress
        ids={idsInProgress(page.lines)}
        chain={isChainBehind(chain) ? chainMark(chain) : null}
      />
      {page.lines.length > 0 ? (
        <ActivityTable lines={page.lines} names={names} />
      ) : (
        <Empty noneYet={noneYet} noMatch={count === 0} query={query} />
      )}
      {page.lines.length > 0 && <Foot query={query} page={page} />}
    </>
  );
}

/** What a filter can be chosen from: all there are, or what this page shows. */
async function valuesOf({ lines }: ActivityPage, names: Props['names']): Promise<FilterValues> {
  const t = await getTranslations('activity');
  const shown = (values: readonly (string | number | null)[]) =>
    [...new Set(values)].flatMap((value) =>
      value === null || value === '' || value === 0 ? [] : { value: String(value), label: String(value) },
    );
  return {
    operation: [...operations, ...runOperations].map((value) => ({ value, label: t(`operation.${value}`) })),
    outcome: outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
    actor: shown(lines.map(({ actor }) => actor)),
    region: shown(lines.map(({ regionId }) => regionId)),
    instance: shown(lines.map(({ loadBalancerId }) => names.get(loadBalancerId) ?? loadBalancerId)),
    port: shown(lines.map(({ listenerPort }) => listenerPort)),
    code: shown(lines.map(({ code }) => code)),
    run: shown(lines.map(({ runId }) => runId)),
  };
}

/** In ascending order, as they are answered. */
function idsInProgress(lines: ActivityPage['lines']): number[] {
  return lines.flatMap(({ id, outcome }) => (outcome === 'under-way' ? [id] : [])).toSorted((a, b) => a - b);
}

type EmptyProps = { noneYet: boolean; noMatch: boolean; query: ActivityQuery };

/** Where there are several accounts: whose entries these are, and the way to the others. */
async function WhichAccount({ query: { filter } }: { query: ActivityQuery }) {
  const t = await getTranslations('activity.account');
  if (filter.account === undefined && filter.allAccounts !== true) return null;
  const isAll = filter.allAccounts === true;
  const href = activityHref({ filter: { ...filter, allAccounts: !isAll }, from: null }) as Route;
  return (
    <span className="text-12 text-ink-2">
      {isAll ? t('all') : t('one', { account: filter.account ?? '' })}{' '}
      <Link href={href}>{t(isAll ? 'showOne' : 'showAll')}</Link>
    </span>
  );
}

async function Empty({ noneYet, noMatch, query }: EmptyProps) {
  const t = await getTranslations('activity');
  const [what, href, action] = noneYet
    ? (['noneYet', '/listeners', 'empty.toListeners'] as const)
    : noMatch
      ? (['noMatch', '/activity', 'filter.clear'] as const)
      : (['pageEmpty', activityHref({ ...query, from: null }) as Route, 'foot.newest'] as const);
  return (
    <EmptyState
      illustration={noneYet}
      title={t(`empty.${what}`)}
      actions={<ButtonLink href={href}>{t(action)}</ButtonLink>}
    >
      {t(`empty.${what}Text`)}
    </EmptyState>
  );
}

async function Foot({ query, page }: Pick<Props, 'query' | 'page'>) {
  const t = await getTranslations('activity.foot');
  const step = (side: 'newer' | 'older', id = 0) => ({ side, id });
  const steps = [
    { key: 'newest', icon: 'history', from: null },
    { key: 'newer', icon: 'chevron-left', from: step('newer', page.lines[0]?.id) },
    { key: 'older', icon: 'chevron-right', from: step('older', page.lines.at(-1)?.id) },
  ] as const;
  return (
    <nav
      aria-label={t('label')}
      className="flex h-9 flex-none items-center gap-1 border-t border-line bg-canvas pr-4 pl-5 text-12 text-ink-2 max-sm:h-auto max-sm:px-4 max-sm:py-2"
    >
      <span className="mr-auto min-w-0 max-sm:hidden">{t('numbers')}</span>
      {steps.map(({ key, icon, from }) => {
        const button = { variant: 'quiet', size: 'small', icon } as const;
        const none = t(key === 'older' ? 'noOlder' : 'noNewer');
        return (key === 'older' ? page.hasOlder : page.hasNewer) ? (
          <ButtonLink key={key} href={activityHref({ ...query, from }) as Route} {...button}>
            {t(key)}
          </ButtonLink>
        ) : (
          <span key={key} className="contents">
            <Button {...button} title={none} unavailable={`activity-no-${key}`}>
              {t(key)}
            </Button>
            <span id={`activity-no-${key}`} className="sr-only">
              {none}
            </span>
          </span>
        );
      })}
    </nav>
  );
}

function exportHref({ filter }: ActivityQuery, format: 'csv' | 'json'): string {
  const href = activityHref({ filter, from: null }, '/export');
  return `${href}${href.includes('?') ? '&' : '?'}format=${format}`;
}
