import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { LocalTime } from '@/components/ui/local-time';
import { Mono } from '@/components/ui/verbatim';
import type { PersonSummary } from '@/lib/auth/administer';
import type { PeopleAction } from './people-state';
import { PersonForm } from './person-form';

type Props = {
  person: PersonSummary;
  sessions: readonly { id: string; from: string | null; createdAt: string; lastUsedAt: string }[];
  administer: PeopleAction;
  /** Ends the session whose id is in the form. */
  endSession: (form: FormData) => Promise<void>;
};

/** One person: what they may do at a glance, and unfolded what can be changed about that. */
export async function PersonCard({ person, sessions, administer, endSession }: Props) {
  const [t, tRole, domain, locale] = await Promise.all([
    getTranslations('account.people'),
    getTranslations('account.page.role'),
    getTranslations('domain'),
    getLocale(),
  ]);
  const { id, name, email, role, limits, disabledAt, secondFactor, means } = person;
  const isDisabled = disabledAt !== null;
  const signedInAt = sessions[0]?.createdAt ?? null;
  const limited = [...limits.accounts, ...limits.regions, ...limits.instances];
  return (
    <details className="group border-b border-line py-2">
      <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-4 gap-y-1 [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-right" size={14} className="-mr-2 self-center text-ink-3 group-open:rotate-90" />
        <span className="font-medium">{email}</span>
        {name !== '' && <span className="text-ink-2">{name}</span>}
        <span>{tRole(role)}</span>
        {limited.length > 0 && (
          <span className="text-12 text-ink-2">
            {t('limitedTo')} <Mono>{limited.join(domain('separator'))}</Mono>
          </span>
        )}
        <span className="text-12 text-ink-2">{t(secondFactor ? 'factorOn' : 'factorOff')}</span>
        <span className="text-12 text-ink-2">
          {signedInAt === null ? (
            t('noSession')
          ) : (
            <>
              {t('signedIn')} <LocalTime at={signedInAt} locale={locale} show="minutes" />
            </>
          )}
        </span>
        {isDisabled && <strong className="text-warn">{t('disabled')}</strong>}
      </summary>
      <PersonForm
        person={{
          id,
          email,
          role,
          limits,
          isDisabled,
          hasSecondFactor: secondFactor,
          hasPassword: means.includes('credential'),
          sessions: sessions.length,
        }}
        action={administer}
      />
      {sessions.length > 0 && (
        <form action={endSession}>
          <ul aria-label={t('sessionsOf', { email })}>
            {sessions.map(({ id: session, from, lastUsedAt }) => (
              <li key={session} className="flex max-w-[640px] flex-wrap items-center gap-3 py-1">
                <Mono>{from ?? '—'}</Mono>
                <span className="text-12 text-ink-2">
                  {t('used')} <LocalTime at={lastUsedAt} locale={locale} show="minutes" />
                </span>
                <Button
                  type="submit"
                  size="small"
                  name="session"
                  value={session}
                  className="ml-auto"
                  aria-label={t('endLabel', { email, from: from ?? '—' })}
                >
                  {t('end')}
                </Button>
              </li>
            ))}
          </ul>
        </form>
      )}
    </details>
  );
}
