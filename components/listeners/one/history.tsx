import type { Route } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Timeline } from '@/components/activity/timeline';
import type { RecordedActivity } from '@/lib/activity/list';
import { activityHref } from '@/lib/activity/query';
import type { ListenerKey } from '@/lib/listeners/outcome';
import { Section } from './section';

type Props = {
  listenerKey: ListenerKey;
  /** The newest deeds on it. */
  lines: readonly RecordedActivity[];
  /** Where the state before a deed is restored; null offers it nowhere. */
  restoreHref: ((line: RecordedActivity) => Route) | null;
};

/** What was done to the listener through Sluice, the newest first, with the way to all of it. */
export async function History({ listenerKey, lines, restoreHref }: Props) {
  const t = await getTranslations('listener.activity');
  return (
    <Section
      title={t('title')}
      end={
        <Link href={activityHref({ filter: listenerKey, from: null }) as Route} prefetch={false}>
          {t('all')}
        </Link>
      }
    >
      <Timeline lines={lines} restoreHref={restoreHref} />
    </Section>
  );
}
