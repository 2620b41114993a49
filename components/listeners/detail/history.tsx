import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Timeline } from '@/components/activity/timeline';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import type { RecordedActivity } from '@/lib/activity/list';
import { activityHref } from '@/lib/activity/query';
import type { ObservedChange } from '@/lib/inventory/observed-change';
import type { ListenerKey } from '@/lib/model/outcome';
import { Section } from './section';
import { withAuditLog } from './with-audit-log';

type Props = {
  listenerKey: ListenerKey;
  /** The newest writes on it. */
  lines: readonly RecordedActivity[];
  /** Where to restore the state before a write; null offers it nowhere. */
  restoreHref: ((line: RecordedActivity) => Route) | null;
  /** The last change Sluice observed, whoever made it; null to show nothing about it. */
  observed: ObservedChange | null;
};

/** What was done to the listener through Sluice, newest first, with a link to all of it. */
export async function History({ listenerKey, lines, restoreHref, observed }: Props) {
  const t = await getTranslations('listener.activity');
  return (
    <Section
      title={t('title')}
      end={<Link href={activityHref({ filter: listenerKey, from: null }) as Route}>{t('all')}</Link>}
    >
      {observed !== null && <Changed observed={withAuditLog(observed, lines)} />}
      <Timeline lines={lines} restoreHref={restoreHref} />
    </Section>
  );
}

/** SLB has no history, so only observations are claimed, as with health. */
async function Changed({
  observed: { firstObservedAtMillis, changedAtMillis },
}: {
  observed: ObservedChange;
}) {
  const [t, locale] = await Promise.all([getTranslations('listener.activity'), getLocale()]);
  const millis = changedAtMillis ?? firstObservedAtMillis;
  const words = changedAtMillis !== null ? 'changed' : firstObservedAtMillis !== null ? 'came' : 'unknown';
  const moment = millis !== null && <LocalTime at={new Date(millis).toISOString()} locale={locale} />;
  return (
    <p className="border-b border-line py-2 text-12 text-ink-2">{t.rich(words, { time: () => moment })}</p>
  );
}
