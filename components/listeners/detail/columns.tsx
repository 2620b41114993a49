import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';

type ColumnsProps = {
  /** Nothing above them ends with a line. */
  ruled?: boolean;
  children: ReactNode;
};

/** Two columns of facts side by side; below 960 px one after the other. */
export function Columns({ ruled = false, children }: ColumnsProps) {
  return (
    <div className={cx('grid grid-cols-2 max-md:grid-cols-1', ruled && 'border-t border-line')}>
      {children}
    </div>
  );
}

export function Column({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-6 border-line px-5 pt-4 pb-8 not-first:border-l max-md:not-first:border-t max-md:not-first:border-l-0 max-sm:px-4 max-sm:pb-6">
      {children}
    </div>
  );
}
