'use client';

import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useAskedQuery } from '@/components/shell/asked-query';
import { changeListQuery, listHref, type ListChange } from '@/lib/listeners/list-query';

type Props = {
  change: ListChange;
  /** The page is read from its top. */
  scroll?: boolean;
  label?: string;
  className?: string | undefined;
  children: ReactNode;
};

/** A link to what was last asked for, with one thing changed. A new tab gets the same by its address. */
export function ChangeLink({ change, scroll = false, label, className, children }: Props) {
  const asked = useAskedQuery();
  return (
    <Link
      href={listHref(changeListQuery(asked.query, change)) as Route}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        asked.change(change, { push: true, scroll });
      }}
      aria-label={label}
      title={label}
      className={className}
    >
      {children}
    </Link>
  );
}
