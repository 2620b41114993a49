'use client';

import { useState, type ReactNode } from 'react';
import { useToast } from '@/components/ui/toast';
import type { ListQuery } from '@/lib/listeners/list/list-query';
import { readAllMatching } from './read-selection';
import { useSelection } from './selection';
import { fill } from '../template';
import { useSelectionScope, type KnownScope } from './use-selection-scope';

export type SelectionMessages = Record<
  | 'label'
  | 'count'
  | 'onePage'
  | 'pages'
  | 'someOutside'
  | 'allOutside'
  | 'selectAll'
  | 'clear'
  | 'cleared'
  | 'noServer',
  string
>;

type Props = {
  /** What is shown. */
  query: ListQuery;
  words: SelectionMessages;
  locale: string;
  /** What can be done with the selected: a row of buttons. */
  children?: ReactNode;
};

const BAR =
  'flex min-h-13.5 flex-none items-stretch border-t border-accent-mark bg-raised max-lg:flex-wrap max-sm:sticky max-sm:bottom-0 max-sm:z-5';
const LINK = 'cursor-pointer text-left text-12 text-accent hover:underline max-sm:min-h-10';

/** Docked above the footer while something is selected: how many, where they are, and what can be done with them. */
export function SelectionBar({ query, words, locale, children }: Props) {
  const { selected, set, clear } = useSelection();
  const toasts = useToast();
  const known = useSelectionScope(query);
  const [wasUsed, setWasUsed] = useState(false);
  const [readingAll, setReadingAll] = useState(false);
  const count = selected.length;
  if (count > 0 && !wasUsed) setWasUsed(true);

  const number = (value: number) => value.toLocaleString(locale);
  const counted = fill(words.count, { count: number(count) });
  const where = known === null ? '' : whereMessages(known, words, number);
  const selectable = known?.scope.selectable ?? 0;
  const rest = known !== null && selectable > known.scope.matching;

  async function selectAll() {
    setReadingAll(true);
    try {
      // What is selected already and not among these rows stays.
      set(await readAllMatching(query, AbortSignal.timeout(30_000)), true);
    } catch {
      toasts.show({ kind: 'error', title: words.noServer });
    } finally {
      setReadingAll(false);
    }
  }

  return (
    <>
      {/* Always rendered: a live region that appears together with its text is not announced. */}
      <output className="sr-only">
        {count > 0 ? `${counted} ${where}`.trim() : wasUsed ? words.cleared : ''}
      </output>
      {/* Contains the dialog about the selected listeners, and stays when they are all gone. */}
      {(count > 0 || wasUsed) && (
        <section
          aria-label={count > 0 ? words.label : undefined}
          data-docked-bar={count > 0 ? '' : undefined}
          className={count > 0 ? BAR : 'contents'}
        >
          {count > 0 && (
            <div className="flex min-w-44 flex-col justify-center gap-x-4 py-2 pr-4 pl-5 max-lg:w-full max-lg:flex-row max-lg:items-center max-lg:justify-between max-sm:px-4 max-sm:py-1">
              <p>
                <b>{counted}</b> {where}
              </p>
              <p className="flex gap-x-4">
                {rest && (
                  <button
                    type="button"
                    aria-busy={readingAll || undefined}
                    onClick={selectAll}
                    className={LINK}
                  >
                    {fill(words.selectAll, { count: number(selectable) })}
                  </button>
                )}
                <button
                  type="button"
                  onClick={() => {
                    clear();
                    // The button goes with the bar: work goes on in the page.
                    document.querySelector('main')?.focus();
                  }}
                  className={LINK}
                >
                  {words.clear}
                </button>
              </p>
            </div>
          )}
          {children}
        </section>
      )}
    </>
  );
}

/** "on 3 pages", "on 2 pages, 4 not among these rows". */
function whereMessages(
  { count, scope }: KnownScope,
  words: SelectionMessages,
  number: (value: number) => string,
): string {
  const { matching, pages } = scope;
  const outside = count - matching;
  if (matching === 0) return words.allOutside;
  const on = pages === 1 ? words.onePage : fill(words.pages, { pages: number(pages) });
  return outside === 0 ? on : on + fill(words.someOutside, { count: number(outside) });
}
