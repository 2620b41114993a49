'use client';

import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { Menu } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useFailedRequest } from './failed-request';

export type Account = {
  email: string;
  /** They administer people. */
  isAdmin: boolean;
  signOut: () => Promise<void>;
};

/** Who is signed in; their account, and the way out. */
export function AccountMenu({ email, isAdmin, signOut }: Account) {
  const t = useTranslations('account.menu');
  const toasts = useToast();
  const failedRequest = useFailedRequest();
  const [, startTransition] = useTransition();
  return (
    <Menu
      variant="quiet"
      iconOnly
      icon="user"
      label={t('label', { email })}
      entries={[
        { kind: 'link', key: 'account', label: t('account'), href: '/account' },
        ...(isAdmin
          ? [{ kind: 'link', key: 'people', label: t('people'), href: '/settings/people' } as const]
          : []),
        { kind: 'separator', key: 'separator' },
        {
          kind: 'action',
          key: 'sign-out',
          label: t('signOut'),
          onSelect: () =>
            startTransition(async () => {
              try {
                await signOut();
              } catch (error) {
                // The session has ended already, or nothing answers: the page that is opened next says which.
                toasts.show({ kind: 'error', title: t('signOutFailed'), body: failedRequest(error) });
              }
            }),
        },
      ]}
    />
  );
}
