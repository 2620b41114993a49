import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { activityEntryHref } from '@/lib/activity/query';
import { readAt, type ChainState } from '@/lib/activity/chain-state';

/** Up to which entry the hash chain is intact, and when its new entries and all of them were last checked. */
export async function ChainMark({ chain }: { chain: ChainState }) {
  const [t, locale] = await Promise.all([getTranslations('activity.verified'), getLocale()]);
  const { verified, checkedAt, wholeAt, broken, newestId } = chain;
  if (broken !== null)
    return (
      <span role="alert" className="inline-flex items-center gap-1.5 font-medium text-bad">
        <Icon name="bad" className="text-bad-mark" />
        {t(`flaw.${broken.flaw}`, { id: String(broken.id) })}
        {broken.flaw !== 'missing' && (
          <Link href={activityEntryHref(broken.id) as Route}>{t('open', { id: String(broken.id) })}</Link>
        )}
        <span className="font-normal">{t('command')}</span>
      </span>
    );
  if (checkedAt === null)
    return (
      <span className="inline-flex items-center gap-1.5">
        <Icon name="clock" />
        {verified === null
          ? t('notYet')
          : t('checking', { id: String(verified.id), newest: String(newestId) })}
      </span>
    );
  if (verified === null) return null;
  const time = (at: string) => () => <LocalTime zoned at={at} locale={locale} show="minutes" />;
  const id = String(verified.id);
  return (
    <span className="inline-flex items-center gap-1.5" title={wholeAt === null ? undefined : t('how')}>
      <Icon name="ok" className="text-ok-mark" />
      <span>
        {wholeAt === null || wholeAt === checkedAt
          ? t.rich('upTo', { id, checked: time(checkedAt) })
          : t.rich('newUpTo', { id, checked: time(checkedAt), whole: time(wholeAt) })}
        {verified.id < newestId && ` ${t('newer', { count: newestId - verified.id })}`}
      </span>
    </span>
  );
}

/** The same of one write, next to its place in the chain. */
export async function EntryChainMark({ chain, id }: { chain: ChainState; id: number }) {
  const [t, locale] = await Promise.all([getTranslations('activity.verified'), getLocale()]);
  const { verified, broken } = chain;
  if (broken !== null && broken.id <= id)
    return (
      <p className="inline-flex items-center gap-1.5 text-bad">
        <Icon name="bad" className="text-bad-mark" />
        {t(`flaw.${broken.flaw}`, { id: String(broken.id) })}
      </p>
    );
  const isVerified = verified !== null && verified.id >= id;
  const at = isVerified ? readAt(chain, id) : null;
  const checked = () => at !== null && <LocalTime zoned at={at} locale={locale} />;
  return (
    <p className="inline-flex items-center gap-1.5">
      <Icon name={isVerified ? 'ok' : 'clock'} className={isVerified ? 'text-ok-mark' : undefined} />
      <span>{at === null ? t(isVerified ? 'entryNow' : 'entryNotYet') : t.rich('entry', { checked })}</span>
    </p>
  );
}
