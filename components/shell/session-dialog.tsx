'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-variant';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { Message } from '@/components/ui/message';
import { recheckSession, useAnswers } from './answers';

/**
 * Says that the session has ended, over the page as it is: what was typed stays. Signing in happens in another tab; back
 * here, the page goes on.
 */
export function SessionDialog() {
  const t = useTranslations('account.ended');
  const { hasSessionEnded: isEnded } = useAnswers();
  const [isStill, setIsStill] = useState(false);
  useEffect(() => {
    if (!isEnded) return undefined;
    const recheck = () => void recheckSession().catch(() => {});
    window.addEventListener('focus', recheck);
    return () => window.removeEventListener('focus', recheck);
  }, [isEnded]);
  if (!isEnded) return null;
  const goOn = () =>
    void recheckSession().then(
      (isBack) => setIsStill(!isBack),
      () => setIsStill(true),
    );
  return (
    <Dialog
      alert
      title={t('title')}
      onClose={goOn}
      actions={
        <>
          <Button onClick={goOn}>{t('continue')}</Button>
          <a
            ref={focusFirst}
            href="/sign-in?next=/signed-in"
            target="_blank"
            rel="noopener"
            className={buttonClass({ variant: 'primary' })}
          >
            {t('signIn')}
          </a>
        </>
      }
    >
      <p>{t('text')}</p>
      {isStill && <Message kind="bad">{t('notYet')}</Message>}
    </Dialog>
  );
}
