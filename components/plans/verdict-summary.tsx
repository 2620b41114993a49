'use client';

import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/class-names';
import { VerdictMark, type ShownVerdict } from './grid/verdict-mark';
import { shownVerdicts } from './verdict-filter';

type Props = {
  total: number;
  counts: Readonly<Record<ShownVerdict, number>>;
  /** Of which only the rows are shown; null: all. */
  shown: ShownVerdict | null;
  onShow: (verdict: ShownVerdict | null) => void;
};

const TAB =
  'flex h-9 items-center gap-1.5 border-b-2 px-2 whitespace-nowrap hover:bg-hover hover:no-underline focus-visible:-outline-offset-2';

/** How many rows do what; each result is a filter with an address of its own. */
export function VerdictSummary({ total, counts, shown, onShow }: Props) {
  const t = useTranslations('plans.summary');
  const entry = (verdict: ShownVerdict | null) => ({
    href: verdict === null ? '?' : `?result=${verdict}`,
    'aria-current': shown === verdict ? ('true' as const) : undefined,
    className: cx(
      TAB,
      shown === verdict ? 'border-ink font-medium text-ink!' : 'border-transparent text-ink-2!',
    ),
    onClick: (event: React.MouseEvent) => {
      // A new tab is the browser's.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onShow(verdict);
    },
  });
  return (
    <nav
      aria-label={t('label')}
      className="flex flex-none gap-1 overflow-x-auto border-b border-line px-3 [scrollbar-width:none] max-sm:px-2"
    >
      <a {...entry(null)}>{t('all', { count: total })}</a>
      {shownVerdicts.map(
        (verdict) =>
          // What does not occur is no choice, unless it is what is shown.
          (counts[verdict] > 0 || shown === verdict) && (
            <a key={verdict} {...entry(verdict)}>
              <VerdictMark verdict={verdict}>{t(verdict, { count: counts[verdict] })}</VerdictMark>
            </a>
          ),
      )}
    </nav>
  );
}
