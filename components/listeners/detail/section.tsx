import type { ReactNode } from 'react';

type Props = {
  title: ReactNode;
  /** Beside the title. */
  mark?: ReactNode;
  /** At the right edge. */
  end?: ReactNode;
  children: ReactNode;
};

/** A part of the page: a head with a hairline, and what is below it. */
export function Section({ title, mark, end, children }: Props) {
  return (
    <section>
      <header className="flex min-h-7 flex-wrap items-center gap-x-2 border-b border-line-2 pb-1.5">
        <h2 className="font-semibold">{title}</h2>
        {mark}
        {end && <div className="ml-auto text-12 text-ink-3">{end}</div>}
      </header>
      {children}
    </section>
  );
}
