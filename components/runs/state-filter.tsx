import type { Route } from 'next';
import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { problemsFirst, type Run, type RowState } from '@/lib/runs/run-types';
import { runHref } from '@/lib/runs/run-address';

type Props = {
  run: Run;
  chosen: RowState | null;
  /** The same listeners in the list; null where none of them can be there. */
  listHref: Route | null;
};

/** The states of a run's rows as links with counts; the one chosen stays although its last row has left it. */
export async function StateFilter({ run, chosen, listHref }: Props) {
  const t = await getTranslations('runs');
  const shown = problemsFirst.filter((state) => run.counts[state] > 0 || state === chosen);
  const links = [
    { state: null, words: t('filter.all'), count: run.counts.total },
    ...shown.map((state) => ({ state, words: t(`state.${state}`), count: run.counts[state] })),
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 px-5 max-sm:px-4">
      <nav aria-label={t('filter.label')} className="flex min-w-0 gap-4 overflow-x-auto">
        {links.map(({ state, words, count }) => (
          <Link
            key={state ?? 'all'}
            href={runHref(run.id, { state })}
            aria-current={state === chosen ? 'true' : undefined}
            className={`flex h-8 flex-none items-center gap-1.5 border-b-2 hover:no-underline ${
              state === chosen ? 'border-accent-mark font-medium text-ink!' : 'border-transparent text-ink-2!'
            }`}
          >
            {words} <span className="text-12 text-ink-3">{count}</span>
          </Link>
        ))}
      </nav>
      {listHref !== null && (
        <Link href={listHref} className="flex h-8 items-center">
          {t('filter.inList')}
        </Link>
      )}
    </div>
  );
}
