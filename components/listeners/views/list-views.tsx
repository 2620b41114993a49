import { getLocale, getTranslations } from 'next-intl/server';
import { cx } from '@/components/ui/class-names';
import { filterOf, type Filter } from '@/lib/listeners/list/filter/filter';
import { defaultListQuery, listHref, type ListChange, type ListQuery } from '@/lib/listeners/list/list-query';
import { builtInViews, isAsSaved, viewQueryOf, type ParsedView } from '@/lib/listeners/list/views';
import { ChangeLink } from '../change-link';
import type { CoverageMessages } from '@/components/listeners/filter/coverage-messages';
import { KeepsWidth } from '../keeps-width';
import { ViewForm, type ViewActions } from './view-form';

type Props = {
  query: ListQuery;
  saved: readonly ParsedView[];
  /** Views can be shared: there is sign-in. */
  isTeam: boolean;
  actions: ViewActions;
  countOf: (filter: Filter) => number;
  /** What such a count does not know; null where it is whole. */
  partialOf: (filter: Filter) => CoverageMessages | null;
};

type ShownView = {
  id: string;
  name: string;
  /** Who shared it; null for the reader's own. */
  owner: string | null;
  /** What its count does not say by itself. */
  hint?: string | undefined;
  count: number;
  /** What makes its count a part of the whole. */
  partial: CoverageMessages | null;
  change: ListChange;
  isShown: boolean;
};

const WORST_FIRST = { column: 'healthy', descending: false } as const;

const builtIn = builtInViews.map((view) => ({ ...view, filter: filterOf(view.text) }));

/** The views there are, each a link with its count; the one that was chosen says when it was changed since. */
export async function ListViews({ query, saved, isTeam, actions, countOf, partialOf }: Props) {
  const [t, list, locale] = await Promise.all([
    getTranslations('query.views'),
    getTranslations('list'),
    getLocale(),
  ]);
  const views: ShownView[] = [
    ...builtIn.map(({ id, text, filter }) => ({
      id,
      name: t(id),
      owner: null,
      hint: id === 'down' || id === 'changed' ? t(`${id}Hint`) : undefined,
      count: countOf(filter),
      partial: partialOf(filter),
      // What is worst comes first, and no longer does once the view is left.
      change: {
        text,
        view: id,
        ...(id === 'down'
          ? { sort: WORST_FIRST }
          : query.view === 'down'
            ? { sort: defaultListQuery.sort }
            : {}),
      },
      isShown: query.text === text,
    })),
    ...saved.map(({ view: { id, name, ownerName, isShared }, change, filter }) => ({
      id,
      name,
      owner: ownerName,
      hint: ownerName !== null ? t('ownerHint', { name: ownerName }) : isShared ? t('sharedHint') : undefined,
      count: countOf(filter),
      partial: partialOf(filter),
      change,
      isShown: isAsSaved(change, query),
    })),
  ];
  // A link without a view, or with one that this reader does not see, selects the view that shows the same.
  const chosen = views.find(({ id }) => id === query.view) ?? views.find(({ isShown }) => isShown);
  const kept = saved.find(({ view }) => view.id === chosen?.id)?.view ?? null;

  const item = ({ id, name, owner, hint, count, partial, change, isShown }: ShownView) => (
    <li key={id}>
      <ChangeLink
        change={change}
        current={id === chosen?.id}
        title={
          hint && partial
            ? list('sentences', { first: hint, second: partial.sentence })
            : (hint ?? partial?.sentence)
        }
        className={cx(
          'flex h-8 short:h-7 items-center gap-1.5 border-b-2 px-2 whitespace-nowrap hover:no-underline max-sm:h-10',
          id === chosen?.id
            ? 'border-ink font-medium text-ink!'
            : 'border-transparent text-ink-2! hover:text-ink!',
        )}
      >
        {name} {owner !== null && <span className="text-12 font-normal text-ink-3">{owner} </span>}
        <KeepsWidth key={listHref(query)} className="text-12 font-normal text-ink-3 tabular-nums">
          {id === chosen?.id && !isShown
            ? t('edited')
            : [count.toLocaleString(locale), partial?.short].filter(Boolean).join(' · ')}
        </KeepsWidth>
      </ChangeLink>
    </li>
  );
  const ofTeam = views.filter(({ owner }) => owner !== null);

  return (
    <nav
      aria-label={t('label')}
      className="flex flex-none items-center gap-1 overflow-x-auto border-b border-line px-3 max-sm:px-2"
    >
      <ul className="flex gap-1">{views.filter(({ owner }) => owner === null).map(item)}</ul>
      {ofTeam.length > 0 && (
        <>
          <span
            id="views-of-team"
            className="ml-2 border-l border-line pl-3 text-12 whitespace-nowrap text-ink-3"
          >
            {t('team')}
          </span>
          <ul aria-labelledby="views-of-team" className="flex gap-1">
            {ofTeam.map(item)}
          </ul>
        </>
      )}
      <ViewForm
        key={kept?.id ?? ''}
        query={viewQueryOf(query)}
        view={kept}
        edited={kept !== null && chosen?.isShown === false}
        isTeam={isTeam}
        actions={actions}
      />
    </nav>
  );
}
