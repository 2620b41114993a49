'use client';

import type { Route } from 'next';
import type { ReactNode } from 'react';
import { useListRequest } from '@/components/shell/pending-query';
import { Link } from '@/components/ui/link';
import { changeListQuery, listHref, type ListChange } from '@/lib/listeners/list/list-query';

type Props = {
  change: ListChange;
  /** The page is read from its top. */
  scroll?: boolean;
  label?: string;
  /** Said on hover, where it is not the label. */
  title?: string | undefined;
  /** Id of the text that says why it is disabled now. It stays a link, so that it keeps the focus. */
  unavailable?: string | false;
  /** It is about what is shown. */
  current?: boolean;
  className?: string | undefined;
  children: ReactNode;
};

/**
 * A link to the most recently requested URL with one thing changed. Its href, for a new tab, is the shown URL with that
 * changed.
 */
export function ChangeLink({
  change,
  scroll = false,
  label,
  title = label,
  unavailable = false,
  current = false,
  className,
  children,
}: Props) {
  const { shown, change: ask } = useListRequest();
  return (
    <Link
      href={listHref(changeListQuery(shown, change)) as Route}
      onNavigate={(event) => {
        event.preventDefault();
        if (!unavailable) ask(change, { push: true, scroll });
      }}
      aria-label={label}
      aria-current={current || undefined}
      aria-disabled={unavailable ? true : undefined}
      aria-describedby={unavailable || undefined}
      title={title}
      className={className}
    >
      {children}
    </Link>
  );
}
