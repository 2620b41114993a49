import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button-link';
import { LinkForm, type LinkState } from './link-form';

const TITLES = { 'set-up': 'setUp', invitation: 'invitation', reset: 'reset' } as const;

type Props = {
  token: string;
  purpose: keyof typeof TITLES;
  /** Null: the link does not open. */
  recipient: { email: string | null } | null;
  action: (before: LinkState, form: FormData) => Promise<LinkState>;
};

/** The page of a link that opens once, or what to do when it does not. */
export async function LinkPage({ token, purpose, recipient, action }: Props) {
  const t = await getTranslations('account.link');
  if (recipient === null)
    return (
      <div className="grid justify-items-start gap-3">
        <h1 className="text-20 font-semibold tracking-[-0.012em]">{t('goneTitle')}</h1>
        <p className="text-ink-2">{t(purpose === 'set-up' ? 'goneSetUp' : 'goneText')}</p>
        <ButtonLink href="/sign-in">{t('toSignIn')}</ButtonLink>
      </div>
    );
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <h1 className="text-20 font-semibold tracking-[-0.012em]">{t(`${TITLES[purpose]}Title`)}</h1>
        <p className="text-ink-2">{t(`${TITLES[purpose]}Text`, { email: recipient.email ?? '' })}</p>
      </div>
      <LinkForm token={token} purpose={purpose} email={recipient.email} action={action} />
    </div>
  );
}
