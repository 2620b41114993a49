'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { UNCHANGED, type AccountAction, type AccountState } from './account-state';
import { StackedField } from './stacked-field';

type Props = { email: string; action: AccountAction<AccountState> };

/** Another password, with the present one. */
export function PasswordChange({ email, action }: Props) {
  const t = useTranslations('account.page');
  const weaknesses = useTranslations('account.weakness');
  const [{ problem, weakness, seconds, done }, submit, busy] = useActionState(action, UNCHANGED);
  return (
    <form action={submit} className="grid max-w-[360px] gap-3 pt-3">
      <output>{done && <Banner kind="info" fact={t('password.done')} />}</output>
      {/* So that a password manager knows whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <StackedField
        name="current"
        type="password"
        label={t('password.current')}
        bad={problem === null ? undefined : t(`problem.${problem}`, { seconds })}
        autoComplete="current-password"
        required
      />
      <StackedField
        name="wanted"
        type="password"
        label={t('password.wanted')}
        hint={t('password.hint')}
        bad={weakness === null ? undefined : weaknesses(weakness)}
        autoComplete="new-password"
        required
      />
      <div>
        <Button type="submit" busy={busy}>
          {t('password.submit')}
        </Button>
      </div>
    </form>
  );
}
