import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Section } from '@/components/listeners/detail/section';
import { ClientMessages } from '@/components/shell/client-messages';
import { MissingPage } from '@/components/shell/missing-page';
import { InviteForm } from '@/components/sign-in/invite-form';
import { PersonCard } from '@/components/sign-in/person-card';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LocalTime } from '@/components/ui/local-time';
import { PageTitle } from '@/components/ui/page-title';
import { listPeople } from '@/lib/auth/administer';
import { accessOf } from '@/lib/auth/access';
import { listInvitations } from '@/lib/auth/one-time-links';
import { listSessions } from '@/lib/auth/session';
import { permissionOf } from '@/lib/model/permission';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireActor } from '@/lib/web/require-actor';
import { isSignedIn } from '@/lib/web/sign-in-request';
import { administerPerson, endSession, invitePerson, withdrawInvitation } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  return { title: (await getTranslations('account.people'))('title') };
}

/** Who may sign in, what they may do, and where they are signed in. */
export default async function PeoplePage() {
  const actor = await requireActor();
  if (!isSignedIn(actor)) {
    answerNotFound();
    return <MissingPage />;
  }
  const t = await getTranslations('account.people');
  const permission = permissionOf(accessOf(actor), 'administer-people');
  if (!permission.allowed) {
    const reason = (await getTranslations('domain.blockReason'))(permission.blockReason);
    return (
      <EmptyState heading="h1" title={t('title')}>
        <p>{reason}</p>
      </EmptyState>
    );
  }
  const [people, sessions, invitations, tRole, locale] = await Promise.all([
    listPeople(),
    listSessions(),
    listInvitations(),
    getTranslations('account.page.role'),
    getLocale(),
  ]);
  return (
    <ClientMessages paths={['account.people', 'account.page']}>
      <PageTitle title={t('title')} />
      <div className="grid min-h-0 flex-1 content-start gap-8 overflow-y-auto px-5 pb-8 max-sm:px-4">
        <Section title={t('list')}>
          {people.map((person) => (
            <PersonCard
              key={person.id}
              person={person}
              sessions={sessions.filter(({ personId }) => personId === person.id)}
              administer={administerPerson}
              endSession={endSession}
            />
          ))}
        </Section>
        <Section title={t('invitations')}>
          <ul>
            {invitations.map((link) => (
              <li key={link.id} className="flex flex-wrap items-center gap-3 border-b border-line py-2">
                {link.purpose === 'invitation' && (
                  <span>
                    {link.email}, {tRole(link.role)}
                  </span>
                )}
                <span className="text-12 text-ink-2">
                  {t('expires')} <LocalTime at={link.expiresAt} locale={locale} show="minutes" />
                </span>
                <form action={withdrawInvitation} className="ml-auto">
                  <input type="hidden" name="id" value={link.id} />
                  <Button
                    type="submit"
                    size="small"
                    aria-label={
                      link.purpose === 'invitation'
                        ? t('about', { action: t('withdraw'), email: link.email })
                        : undefined
                    }
                  >
                    {t('withdraw')}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
          <InviteForm action={invitePerson} />
        </Section>
      </div>
    </ClientMessages>
  );
}
