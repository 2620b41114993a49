import { getLocale, getTranslations } from 'next-intl/server';
import { Message } from '@/components/ui/message';
import { LocalTime } from '@/components/ui/local-time';
import { SayAwaited } from '@/components/shell/awaiting';
import { writeKey } from '@/lib/listeners/commands/awaited';
import type { UnsettledWrite } from '@/lib/activity/unsettled-writes';

/** The writes of a listener whose outcome is unknown; the frame reports those still pending. */
export async function UnsettledNote({ writes }: { writes: readonly UnsettledWrite[] }) {
  if (writes.length === 0) return null;
  const [t, locale] = await Promise.all([getTranslations('domain.unsettled'), getLocale()]);
  return (
    <section aria-label={t('title')} className="grid gap-1 border-b border-line px-5 py-2 max-sm:px-4">
      {writes.map((write) => {
        if (write.phase === 'awaited') return <SayAwaited key={write.id} />;
        const moment = <LocalTime at={write.until} locale={locale} />;
        return (
          <Message key={write.id} kind="warn">
            {t.rich('unknown', { write: t(`write.${writeKey(write.operation)}`), time: () => moment })}
          </Message>
        );
      })}
    </section>
  );
}
