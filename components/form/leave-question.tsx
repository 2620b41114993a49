'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import type { LeaveGuard } from './use-leave-guard';

type Props = {
  guard: LeaveGuard;
  /** Without it, that of a listener that is not created yet. */
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
