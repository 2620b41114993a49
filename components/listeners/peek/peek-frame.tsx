'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import { ShownQuery, useListRequest } from '@/components/shell/pending-query';
import { Button } from '@/components/ui/button';
import type { ListQuery } from '@/lib/listeners/list/list-query';
import { rowOf } from '../row-keys';

type Props = { query: ListQuery; children: ReactNode };

const PANEL =
  'relative flex w-102 flex-none flex-col scroll-pb-16 overflow-y-auto border-l border-line-2 bg-surface outline-offset-[-2px] ' +
  'max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-5 max-lg:max-w-full max-lg:shadow-float ' +
  'max-sm:fixed max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:z-8 max-sm:max-h-[80dvh] max-sm:w-auto max-sm:rounded-t-3 max-sm:border-t max-sm:border-l-0';

/** Beside the list, or over its end where both do not fit; on a phone a sheet, which takes the focus because it covers the list. */
export function PeekFrame({ query, children }: Props) {
  const t = useTranslations('list.peek');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (matchMedia('(width <= 40rem)').matches) panel.current?.focus({ preventScroll: true });
  }, []);
  return (
    <ShownQuery query={query}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and is gone into by keyboard */}
      <aside ref={panel} data-peek tabIndex={0} aria-label={t('label')} className={PANEL}>
        <CloseButton query={query} />
        {children}
      </aside>
    </ShownQuery>
  );
}

function CloseButton({ query: { peek } }: { query: ListQuery }) {
  const t = useTranslations('list.peek');
  const { change } = useListRequest();
  return (
    <Button
      icon="x"
      iconOnly
      variant="quiet"
      size="small"
      className="absolute! top-3 right-4 z-1"
      onClick={() => {
        ((peek && rowOf(peek)) ?? document.querySelector('main'))?.focus();
        change({ peek: null });
      }}
    >
      {t('close')}
    </Button>
  );
}
