'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { usePathname } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { openModal } from '@/components/ui/dialog';
import { Mark } from './mark';

/** On a phone the navigation is a drawer. It closes after navigating. */
export function NarrowMenu({ children }: { children: ReactNode }) {
  const t = useTranslations('shell.menu');
  const path = usePathname();
  const [openOn, setOpenOn] = useState<string | null>(null);
  const close = () => setOpenOn(null);
  return (
    <span className="sm:hidden">
      <Button variant="quiet" iconOnly icon="menu" aria-haspopup="dialog" onClick={() => setOpenOn(path)}>
        {t('open')}
      </Button>
      {openOn === path && (
        <dialog
          ref={openModal}
          aria-label={t('title')}
          // A click on the backdrop closes it too, in browsers that support the attribute.
          closedby="any"
          onCancel={(event) => {
            event.preventDefault();
            close();
          }}
          className="m-0 h-dvh max-h-none w-[264px] border-r border-line-2 bg-canvas text-ink shadow-float backdrop:bg-veil"
        >
          <div className="flex min-h-full flex-col gap-2 p-2">
            <div className="flex items-center justify-between pl-2 font-semibold">
              <span className="flex items-center gap-2 text-15">
                <Mark />
                Sluice
              </span>
              <Button variant="quiet" iconOnly icon="x" onClick={close}>
                {t('close')}
              </Button>
            </div>
            {children}
          </div>
        </dialog>
      )}
    </span>
  );
}
