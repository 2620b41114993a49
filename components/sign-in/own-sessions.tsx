import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { LocalTime } from '@/components/ui/local-time';
import { Mono } from '@/components/ui/verbatim';

export type OwnSession = {
  id: string;
  from: string | null;
  userAgent: string | null;
  createdAt: string;
  lastUsedAt: string;
};

type Props = {
  sessions: readonly OwnSession[];
  currentId: string;
  /** Ends the session whose id is in the form; `others`: all but this one. */
  action: (form: FormData) => Promise<void>;
};

/** Where a person is signed in, and how to end that. */
export async function OwnSessions({ sessions, currentId, action }: Props) {
  const [t, locale] = await Promise.all([getTranslations('account.page.sessions'), getLocale()]);
  return (
    <form action={action} className="grid justify-items-start gap-2 pt-2">
      <ul className="w-full max-w-[640px]">
        {sessions.map(({ id, from, userAgent, createdAt, lastUsedAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <p>
                <Mono>{from ?? '—'}</Mono> <span className="text-ink-2">{browserIn(userAgent)}</span>
              </p>
              <p className="text-12 text-ink-3">
                {t('began')} <LocalTime at={createdAt} locale={locale} show="minutes" /> · {t('used')}{' '}
                <LocalTime at={lastUsedAt} locale={locale} show="minutes" />
              </p>
            </div>
            {id === currentId ? (
              <span className="text-12 font-semibold">{t('this')}</span>
            ) : (
              <Button
                type="submit"
                size="small"
                name="session"
                value={id}
                aria-label={t('endLabel', { from: from ?? '—' })}
              >
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <Button type="submit" name="session" value="others">
          {t('endOthers')}
        </Button>
      ) : (
        <p className="text-ink-2">{t('none')}</p>
      )}
    </form>
  );
}

/** "Firefox, Linux": enough to tell one's own browsers apart. */
function browserIn(userAgent: string | null): string {
  const find = (names: readonly (readonly [pattern: RegExp, name: string])[]) =>
    names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const browser = find([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/Windows/, 'Windows'],
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(', ');
}
