import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/components/shell/client-messages';
import { MissingPage } from '@/components/shell/missing-page';
import { OwnSessions } from '@/components/sign-in/own-sessions';
import { PasswordChange } from '@/components/sign-in/password-change';
import { SecondFactor } from '@/components/sign-in/second-factor';
import { Section } from '@/components/listeners/detail/section';
import { Link } from '@/components/ui/link';
import { PageTitle } from '@/components/ui/page-title';
import { signInMeansOf } from '@/lib/auth/account';
import { listSessions } from '@/lib/auth/session';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireActor } from '@/lib/web/require-actor';
import { isSignedIn } from '@/lib/web/sign-in-request';
import { changeOwnPassword, changeSecondFactor, endOwnSession } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  return { title: (await getTranslations('account.page'))('title') };
}

/** How the person who is signed in proves who they are, and where they are signed in. */
export default async function AccountPage() {
  const actor = await requireActor();
  if (!isSignedIn(actor)) {
    answerNotFound();
    return <MissingPage />;
  }
  const [t, means, sessions] = await Promise.all([
    getTranslations('account.page'),
    signInMeansOf(actor.personId),
    listSessions(actor.personId),
  ]);
  return (
    <ClientMessages paths={['account.page', 'account.weakness']}>
      <PageTitle title={t('title')} />
      <div className="grid min-h-0 flex-1 content-start gap-8 overflow-y-auto px-5 pb-8 max-sm:px-4">
        <p className="text-ink-2">{t('signedInAs', { email: actor.name, role: t(`role.${actor.role}`) })}</p>
        <Section title={t('password.title')}>
          {means.password ? (
            <PasswordChange email={actor.name} action={changeOwnPassword} />
          ) : (
            <p className="pt-3 text-ink-2">{t('password.provider')}</p>
          )}
        </Section>
        {means.password && (
          <Section title={t('factor.title')}>
            <SecondFactor isOn={means.secondFactor} action={changeSecondFactor} />
          </Section>
        )}
        <Section title={t('sessions.title')} end={<Link href="/activity/sign-ins">{t('sessions.log')}</Link>}>
          <OwnSessions sessions={sessions} currentId={actor.sessionId} action={endOwnSession} />
        </Section>
      </div>
    </ClientMessages>
  );
}
