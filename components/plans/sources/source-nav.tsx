import { getTranslations } from 'next-intl/server';
import { cx } from '@/components/ui/class-names';
import { Link } from '@/components/ui/link';
import { newPlanHref, type PlanSource } from '@/lib/plans/plan-address';

type Props = { sources: readonly PlanSource[]; chosen: PlanSource };

/** What a plan is begun from: each has an address. */
export async function SourceNav({ sources, chosen }: Props) {
  const t = await getTranslations('plans');
  return (
    <nav
      aria-label={t('new.sources')}
      className="flex h-9 overflow-x-auto border-b border-line px-3 [scrollbar-width:none] max-sm:px-2"
    >
      {sources.map((source) => (
        <Link
          key={source}
          href={newPlanHref(source)}
          aria-current={source === chosen ? 'page' : undefined}
          className={cx(
            'grid h-full place-items-center border-b-2 px-2 whitespace-nowrap hover:no-underline focus-visible:-outline-offset-2',
            source === chosen
              ? 'border-ink font-medium text-ink!'
              : 'border-transparent text-ink-2! hover:text-ink!',
          )}
        >
          {t(`source.from.${source}`)}
        </Link>
      ))}
    </nav>
  );
}
