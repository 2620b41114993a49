'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { chooseAccount, chosenAccount, openAccount, subscribeAccount } from './account-choice';

type Props = { account: string; accounts: readonly string[] };

/**
 * Another tab has switched accounts: what this page sends would be about the other one, so it has to be said, and
 * answered, before anything else.
 */
export function AccountGuard({ account: loaded, accounts }: Props) {
  const t = useTranslations('shell.account');
  const router = useRouter();
  // Only a new document changes it: a list that reads itself again must not follow the other tab without a question.
  const [shown] = useState(loaded);
  const chosen = useSyncExternalStore(subscribeAccount, chosenAccount, () => shown);
  // The server takes an unknown name for the first account, and may have shown just that.
  const account = accounts.find((name) => name === chosen) ?? shown;
  const isFollowing = account === shown && loaded !== shown;
  useEffect(() => {
    // It was requested with the other account's cookie, perhaps before the question, and arrived after the answer.
    if (isFollowing) router.refresh();
  }, [isFollowing, router]);
  if (account === shown) return null;
  const goBack = () => chooseAccount(shown);
  return (
    <Dialog
      alert
      title={t('changedTitle', { account })}
      onClose={goBack}
      actions={
        <>
          <Button onClick={goBack}>{t('back', { shown })}</Button>
          <Button variant="primary" ref={focusFirst} onClick={() => openAccount(account)}>
            {t('follow', { account })}
          </Button>
        </>
      }
    >
      <p>{t('changedText', { shown })}</p>
    </Dialog>
  );
}
