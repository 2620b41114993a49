'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { PasswordField } from './password-field';
import { START, type SignInState } from './sign-in-state';
import { StackedField } from './stacked-field';

type Props = {
  next: string;
  /** What went wrong with the provider before. */
  failure: SignInState['problem'];
  /** After how many seconds it may be tried again, if that is why. */
  seconds: number;
  action: (before: SignInState, form: FormData) => Promise<SignInState>;
};

/** Signs in with a password, then with a second factor if the person has one. Works before scripts are loaded. */
export function SignInForm({ next, failure, seconds: pause, action }: Props) {
  const t = useTranslations('account.signIn');
  const [state, submit, busy] = useActionState(action, { ...START, problem: failure, seconds: pause });
  const { step, email, problem, seconds } = state;
  return (
    <form action={submit} className="grid gap-4">
      <h1 className="text-20 font-semibold tracking-[-0.012em]">
        {t(step === 'code' ? 'codeTitle' : 'title')}
      </h1>
      {problem !== null && <Banner kind="bad" role="alert" fact={t(problem, { seconds })} />}
      <input type="hidden" name="next" value={next} />
      {step === 'code' ? (
        <StackedField
          // A new one for each try: what was wrong is gone, and the next is typed.
          key={String(busy)}
          name="code"
          label={t('code')}
          hint={t('codeHint')}
          autoComplete="one-time-code"
          mono
          required
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the step replaces the form that had the focus
          autoFocus
        />
      ) : (
        <>
          <StackedField
            name="email"
            type="email"
            label={t('email')}
            autoComplete="username"
            defaultValue={email}
            required
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is nothing but this form
            autoFocus
          />
          <PasswordField
            label={t('password')}
            showLabel={t('showPassword')}
            autoComplete="current-password"
          />
        </>
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={busy}>
          {t(step === 'code' ? 'submitCode' : 'submit')}
        </Button>
        {step === 'code' && <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{t('startAgain')}</a>}
      </div>
      {step === 'password' && <p className="text-12 text-ink-3">{t('forgotten')}</p>}
    </form>
  );
}
