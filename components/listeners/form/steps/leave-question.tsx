'use client';

import { useTranslations } from 'next-intl';
import type { LeaveGuard } from '@/components/form/use-leave-guard';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';

type Props = {
  guard: LeaveGuard;
  /** Of an edit; without it of a listener that is not created yet. */
  title?: string;
};

/** Asked once, before unsaved input is lost. */
export function LeaveQuestion({ guard, title }: Props) {
  const t = useTranslations('form.leave');
  if (!guard.asks) return null;
  return (
    <Dialog
      alert
      title={title ?? t('title')}
      onClose={guard.stay}
      actions={
        <>
          {/* The answer that loses nothing. */}
          <Button ref={focusFirst} onClick={guard.stay}>
            {t('stay')}
          </Button>
          <Button variant="destroy" onClick={guard.leave}>
            {t('leave')}
          </Button>
        </>
      }
    >
      <p>{t('text')}</p>
    </Dialog>
  );
}
