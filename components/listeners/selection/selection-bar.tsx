'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { bold } from '@/components/ui/bold';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import type { ListQuery } from '@/lib/listeners/list/list-query';
import { readAllMatching } from './read-selection';
import { useSelection } from './selection';
import { useSelectionScope, type KnownScope } from './use-selection-scope';

type Props = {
  /** What is shown. */
  query: ListQuery;
  /** What can be done with the selected: a row of buttons. */
  children?: ReactNode;
};

/** One line; on a phone the actions are below. What gives way is where the selected are, which is announced in full. */
const BAR =
  'flex min-h-11 flex-none items-center gap-x-3 gap-y-2 border-t border-accent-mark bg-raised py-1.5 pr-4 pl-3 whitespace-nowrap max-md:gap-x-2 max-sm:sticky max-sm:bottom-0 max-sm:z-5 max-sm:flex-wrap';

/** Docked above the footer while something is selected: how many, where they are, and what can be done with them. */
export function SelectionBar({ query, children }: Props) {
  const t = useTranslations('selection');
  const { selected, set, clear } = useSelection();
  const toasts = useToast();
  const known = useSelectionScope(query);
  const [wasUsed, setWasUsed] = useState(false);
  const [readingAll, setReadingAll] = useState(false);
  const count = selected.length;
  if (count > 0 && !wasUsed) setWasUsed(true);

  const { key, values } = sentenceOf(count, known);
  const selectable = known?.scope.selectable ?? 0;
  const rest = known !== null && selectable > known.scope.matching;

  async function selectAll() {
    setReadingAll(true);
    try {
      // What is selected already and not among these rows stays.
      set(await readAllMatching(query, AbortSignal.timeout(30_000)), true);
    } catch {
      toasts.show({ kind: 'error', title: t('noServer') });
    } finally {
      setReadingAll(false);
    }
  }

  return (
    <>
      {/* Always rendered: a live region that appears together with its text is not announced. */}
      <output className="sr-only">
        {count > 0 ? t.markup(key, { ...values, b: (words) => words }) : wasUsed ? t('cleared') : ''}
      </output>
      {/* Contains the dialog about the selected listeners, and stays when they are all gone. */}
      {(count > 0 || wasUsed) && (
        <section
          aria-label={count > 0 ? t('label') : undefined}
          data-docked-bar={count > 0 ? '' : undefined}
          className={count > 0 ? BAR : 'contents'}
        >
          {count > 0 && (
            <>
              <Button
                icon="x"
                iconOnly
                variant="quiet"
                size="small"
                onClick={() => {
                  clear();
                  // The button goes with the bar: work goes on in the page.
                  document.querySelector('main')?.focus();
                }}
              >
                {t('clear')}
              </Button>
              <p className="min-w-[7ch] flex-initial truncate">{t.rich(key, { ...values, ...bold })}</p>
              {rest && (
                <button
                  type="button"
                  aria-busy={readingAll || undefined}
                  onClick={selectAll}
                  className="cursor-pointer text-12 text-accent hover:underline max-sm:min-h-10"
                >
                  {t.rich('selectAll', { count: selectable, wide })}
                </button>
              )}
              <span className="flex-1" />
            </>
          )}
          {children}
        </section>
      )}
    </>
  );
}

function wide(words: ReactNode): ReactNode {
  return <span className="max-lg:sr-only">{words}</span>;
}

type Sentence = {
  key: 'count' | 'pages' | 'someOutside' | 'allOutside';
  values: { count: number; pages: number; outside: number };
};

/** "22 selected on 3 pages, 4 not in this list". */
function sentenceOf(count: number, known: KnownScope | null): Sentence {
  if (known === null) return { key: 'count', values: { count, pages: 0, outside: 0 } };
  const { matching, pages } = known.scope;
  const outside = known.count - matching;
  const key = matching === 0 ? 'allOutside' : outside === 0 ? 'pages' : 'someOutside';
  return { key, values: { count, pages, outside } };
}
