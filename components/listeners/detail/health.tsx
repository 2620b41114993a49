import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { LocalTime } from '@/components/ui/local-time';
import { Id, Mono } from '@/components/ui/verbatim';
import type { Translator } from '@/lib/i18n/translator';
import { stripOf, type StripMinute } from '@/lib/inventory/health-strip';
import {
  POLL_GAP_MILLIS,
  STRIP_MINUTES,
  type HealthReading,
  type ObservedBackend,
} from '@/lib/model/health-types';
import type { OneTcpListener } from '@/lib/listeners/detail/detail-types';
import { checkPortOf } from '@/lib/model/setting-states';
import { ReadFailure } from './read-failure';
import { Section } from './section';

/** How each server is found, on which port, and since when as far as Sluice saw it. */
export async function Health({ listener }: { listener: OneTcpListener }) {
  const t = await getTranslations('listener.health');
  const { health, settings } = listener;
  const hasStrip =
    settings.status !== 'stopped' && health.ok && health.value.checked && health.value.backends.length > 0;
  return (
    <Section
      title={t('title')}
      end={hasStrip && <span title={t('note')}>{t('strip', { minutes: STRIP_MINUTES })}</span>}
    >
      {settings.status === 'stopped' ? (
        <p className="pt-2 text-ink-2">{t('stopped')}</p>
      ) : !health.ok ? (
        <ReadFailure words={t('unread')} error={health.error} />
      ) : !health.value.checked ? (
        <p className="pt-2 text-ink-2">{t('off')}</p>
      ) : health.value.backends.length === 0 ? (
        <p className="pt-2 text-ink-2">{t('none')}</p>
      ) : (
        <ul>
          {health.value.backends.map((backend) => (
            <Backend
              key={`${backend.serverId} ${backend.serverIp} ${backend.port}`}
              backend={backend}
              reading={health.value}
              checkPort={checkPortOf(settings) ?? backend.port}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

type BackendProps = { backend: ObservedBackend; reading: HealthReading; checkPort: number | null };

async function Backend({ backend, reading, checkPort }: BackendProps) {
  const [t, trafficPath] = await Promise.all([
    getTranslations('listener.health'),
    getTranslations('listener.trafficPath'),
  ]);
  const { serverId, serverIp, port, status } = backend;
  const host = serverIp ?? serverId;
  const statusText = statusTextOf(status, trafficPath);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_136px] items-center gap-x-3 gap-y-1 border-b border-line py-1.5 leading-4 max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <span className="min-w-0">
        <Mono className="block wrap-anywhere">
          {host.includes(':') ? `[${host}]` : host}
          {port !== null && `:${port}`}
        </Mono>
        <Id className="block whitespace-normal! wrap-anywhere">{serverIp !== null && serverId}</Id>
        {checkPort !== null && (
          <span className="block text-12 text-ink-3">{t('checked', { port: String(checkPort) })}</span>
        )}
      </span>
      <Strip minutes={stripOf(backend.recent, reading.readAtMillis)} />
      <span className="text-12 max-sm:col-span-2 max-sm:flex max-sm:flex-wrap max-sm:gap-x-3">
        <span className={cx('block', status === 'abnormal' && 'font-medium text-bad')}>{statusText}</span>
        <Since backend={backend} textOfStatus={(word) => statusTextOf(word, trafficPath)} />
      </span>
    </li>
  );
}

function statusTextOf(status: string, t: Translator<'listener.trafficPath'>): string {
  return status === 'normal' || status === 'abnormal' || status === 'unavailable' ? t(status) : status;
}

/**
 * Only what Sluice observed: the first of the unbroken checks with this status; for a first check, that nothing is
 * known from before; and the previous status with the time of its last check (docs/decisions/073).
 */
async function Since({
  backend: { observed, before },
  textOfStatus,
}: {
  backend: ObservedBackend;
  textOfStatus: (status: string) => string;
}) {
  const [t, locale] = await Promise.all([getTranslations('listener.health'), getLocale()]);
  const at = (millis: number) => timeAt(millis, locale);
  // The checks were continuous, so it changed between the two.
  const turned =
    before !== null && observed.firstObservedMillis - before.lastObservedMillis <= POLL_GAP_MILLIS;
  const isFirst = observed.firstObservedMillis === observed.lastObservedMillis;
  return (
    <span className="block text-ink-3">
      {isFirst && !turned ? t('sinceUnknown') : t.rich('since', at(observed.firstObservedMillis))}
      {before !== null && (
        <span className="block">
          {before.status === observed.status
            ? t.rich('again', at(before.lastObservedMillis))
            : t.rich(turned ? 'turned' : 'was', {
                ...at(before.lastObservedMillis),
                status: textOfStatus(before.status),
              })}
        </span>
      )}
    </span>
  );
}

/** A moment in the place of `<time></time>` in a sentence. */
function timeAt(millis: number, locale: string): { time: () => ReactNode } {
  const node = <LocalTime at={new Date(millis).toISOString()} locale={locale} show="minutes" />;
  return { time: () => node };
}

const BARS: Readonly<Record<StripMinute, string>> = {
  normal: 'h-1 bg-ok-mark',
  abnormal: 'h-[15px] bg-bad-mark',
  unobserved: 'h-1 border border-b-0 border-mark-off',
};

/** A low bar is normal, a tall one is not, a hollow one was not seen. */
async function Strip({ minutes }: { minutes: readonly StripMinute[] }) {
  const t = await getTranslations('listener.health');
  const observed = minutes.filter((minute) => minute !== 'unobserved').length;
  const abnormal = minutes.filter((minute) => minute === 'abnormal').length;
  return (
    <span
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn with boxes, there is no file to show
      role="img"
      aria-label={
        observed === 0
          ? t('stripUnobserved', { minutes: STRIP_MINUTES })
          : t('stripLabel', { minutes: STRIP_MINUTES, abnormal, observed })
      }
      className="inline-flex h-4 items-end gap-px border-b border-line-2 forced-color-adjust-none"
    >
      {minutes.map((minute, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a minute is its place
        <i key={index} className={`w-[5px] ${BARS[minute]}`} />
      ))}
    </span>
  );
}
