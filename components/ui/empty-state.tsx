import type { ReactNode } from 'react';

type Props = {
  /** The gate with nothing behind it: for "nothing exists yet", not for "nothing matches". */
  illustration?: boolean;
  title: ReactNode;
  /** `h1` where it is all of the page. */
  heading?: 'h1' | 'h2';
  children: ReactNode;
  actions?: ReactNode;
};

/** Nothing to show, and the next step. */
export function EmptyState({
  illustration = false,
  title,
  heading: Heading = 'h2',
  children,
  actions,
}: Props) {
  return (
    <div className="mx-auto grid w-full max-w-[600px] flex-1 content-start justify-items-start gap-3 px-5 py-18 max-sm:px-4 max-sm:py-8">
      {illustration && (
        <svg viewBox="0 0 120 56" aria-hidden="true" className="h-14 w-[120px]">
          <path className="fill-line-2" d="M0 12h50v4H0zM0 26h50v4H0zM0 40h50v4H0z" />
          <path className="fill-ink" d="M56 2h5v52h-5z" />
          <path className="fill-none stroke-accent-mark stroke-4 [stroke-dasharray:4_4]" d="M67 42h53" />
        </svg>
      )}
      <Heading className="text-15 font-semibold">{title}</Heading>
      <div className="max-w-[58ch] text-ink-2">{children}</div>
      {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
