'use client';

import { usePendingQuery } from '@/components/shell/pending-query';
import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import { ChangeLink } from '../change-link';

type Props = {
  by: -1 | 1;
  /** The page that is shown, and the last there is. */
  page: number;
  last: number;
  words: string;
  /** Why there is no such page. */
  none: string;
};

/** One page forward or back, from the most recently requested page. */
export function PageStep({ by, page, last, words, none }: Props) {
  const { query, waiting } = usePendingQuery();
  // Another search, filter or order begins on its first page.
  const to = (waiting ? (query.page ?? 1) : page) + by;
  const exists = to >= 1 && to <= last;
  const icon = by < 0 ? 'chevron-left' : 'chevron-right';
  const id = `no-${icon}`;
  return (
    <>
      <ChangeLink
        change={{ page: exists ? to : page }}
        scroll
        title={exists ? words : none}
        unavailable={!exists && id}
        className={buttonClass(
          { variant: 'quiet', size: 'small', iconOnly: true, unavailable: !exists },
          exists ? undefined : 'border-transparent!',
        )}
      >
        <Icon name={icon} size={14} />
        <span className="sr-only">{words}</span>
      </ChangeLink>
      {!exists && (
        <span id={id} className="sr-only">
          {none}
        </span>
      )}
    </>
  );
}
