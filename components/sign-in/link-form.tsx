'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import type { WeakPassword } from '@/lib/auth/password';
import { PasswordField } from './password-field';
import { StackedField } from './stacked-field';

/** What is wrong with what was typed, and where. */
export type LinkState = {
  name: string;
  email: string;
  problem: 'nameMissing' | 'emailInvalid' | 'taken' | null;
  weakness: WeakPassword | null;
};

type Props = {
  token: string;
  purpose: 'set-up' | 'invitation' | 'reset';
  /** For whom it is; null: that is typed here. */
  email: string | null;
  action: (before: LinkState, form: FormData) => Promise<LinkState>;
};

/** What a link that opens once leads to: a new password, and for a new person their name. */
export function LinkForm({ token, purpose, email, action }: Props) {
  const t = useTranslations('account.link');
  const weaknesses = useTranslations('account.weakness');
  const [state, submit, busy] = useActionState(action, {
    name: '',
    email: '',
    problem: null,
    weakness: null,
  });
  const { problem, weakness } = state;
  const isAboutEmail = problem === 'emailInvalid' || problem === 'taken';
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      {purpose !== 'reset' && (
        <StackedField
          name="name"
          label={t('name')}
          bad={problem === 'nameMissing' ? t(problem) : undefined}
          autoComplete="name"
          defaultValue={state.name}
          maxLength={100}
          required
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is nothing but this form
          autoFocus
        />
      )}
      <StackedField
        name="email"
        type="email"
        label={t('email')}
        bad={isAboutEmail ? t(problem) : undefined}
        autoComplete="username"
        defaultValue={email ?? state.email}
        readOnly={email !== null}
        required
      />
      <PasswordField
        label={t('password')}
        showLabel={t('showPassword')}
        hint={t('passwordHint')}
        bad={weakness === null ? undefined : weaknesses(weakness)}
        autoComplete="new-password"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is nothing but this form
        autoFocus={purpose === 'reset'}
      />
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          {t('submit')}
        </Button>
      </div>
    </form>
  );
}
