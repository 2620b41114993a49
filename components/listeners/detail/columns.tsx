import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';

/**
 * The three columns of the page: two with facts, one with actions. Below 1240 px the actions move under them; below 960
 * px everything is in one column. `ruled` if there is no traffic path above them.
 */
export function Columns({ ruled = false, children }: { ruled?: boolean; children: ReactNode }) {
  return (
    <div
      className={cx(
        'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_300px] max-lg:grid-cols-2 max-md:grid-cols-1',
        ruled && 'border-t border-line',
      )}
    >
      {children}
    </div>
  );
}

type ColumnProps = {
  /** For actions: the narrow one. */
  actions?: boolean;
  /** There is one column of facts only. */
  alone?: boolean;
  children: ReactNode;
};

export function Column({ actions = false, alone = false, children }: ColumnProps) {
  return (
    <div
      className={cx(
        'grid min-w-0 content-start gap-6 border-line px-5 pt-4 pb-8 not-first:border-l max-md:not-first:border-t max-md:not-first:border-l-0 max-sm:px-4 max-sm:pb-6',
        actions &&
          'max-lg:col-span-full max-lg:grid-cols-2 max-lg:border-t max-lg:border-l-0! max-md:grid-cols-1',
        alone && 'md:col-span-2',
      )}
    >
      {children}
    </div>
  );
}
