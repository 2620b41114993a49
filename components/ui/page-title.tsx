import type { ReactNode } from 'react';
import { cx } from './class-names';

type Props = {
  title: ReactNode;
  /** The path above the title. */
  crumb?: ReactNode;
  /** Counts beside the title. */
  tally?: ReactNode;
  actions?: ReactNode;
  /** On a phone, the counts are on the line of the actions. */
  isCompact?: boolean;
};

/** The head of a page: path, title, counts, its one primary action. */
export function PageTitle({ title, crumb, tally, actions, isCompact = false }: Props) {
  return (
    <>
      {crumb && (
        <div className="flex items-center gap-1.5 px-5 pt-3 text-12 text-ink-3 max-sm:px-4">{crumb}</div>
      )}
      <div
        className={`flex items-center gap-3 px-5 pb-2 max-sm:flex-wrap max-sm:gap-2 max-sm:px-4 max-sm:pb-1 short:py-1 ${crumb ? 'pt-1' : 'pt-4 max-sm:pt-3'}`}
      >
        <h1
          className={cx(
            'text-20 font-semibold tracking-[-0.012em] whitespace-nowrap max-sm:whitespace-normal',
            isCompact && 'max-sm:w-full',
          )}
        >
          {title}
        </h1>
        {tally && (
          <div
            className={cx(
              'ml-2 flex min-h-4 items-center gap-4 pt-1 text-12 text-ink-2 max-sm:m-0 max-sm:flex-wrap max-sm:gap-x-3 max-sm:gap-y-1 max-sm:p-0',
              isCompact ? 'max-sm:min-w-0 max-sm:flex-1' : 'max-sm:order-3 max-sm:w-full',
            )}
          >
            {tally}
          </div>
        )}
        {actions && <div className="ml-auto flex gap-2 max-sm:flex-wrap">{actions}</div>}
      </div>
    </>
  );
}
