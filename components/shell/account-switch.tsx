'use client';

import { useTranslations } from 'next-intl';
import { Menu } from '@/components/ui/menu';
import { openAccount } from './account-choice';

type Props = { account: string; accounts: readonly string[] };

/** Which account this page is about, and the others. */
export function AccountSwitch({ account, accounts }: Props) {
  const t = useTranslations('shell.account');
  return (
    <Menu
      variant="quiet"
      size="small"
      caret
      align="start"
      label={
        <span className="max-w-40 truncate">
          <span className="sr-only">{t('label')} </span>
          {account}
        </span>
      }
      entries={[
        {
          kind: 'choice',
          key: 'account',
          label: t('label'),
          value: account,
          options: accounts.map((value) => ({ value, label: value })),
          onValueChange: (value) => {
            if (value !== account) openAccount(value);
          },
        },
      ]}
    />
  );
}
