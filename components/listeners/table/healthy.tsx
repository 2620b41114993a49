import { cx } from '@/components/ui/class-names';
import { ServerDots } from '@/components/ui/server-dots';
import type { Translator } from '@/lib/i18n/translator';
import type { HealthView } from './row-view';
import css from './table.module.css';

const UNTALLIED = { off: 'healthOff', stopped: 'healthStopped', unknown: 'healthUnknown' } as const;

/** "3/4" and a mark for each server: of the servers, not of the listener. Dimmed where it is not known to be so now. */
export function Healthy({ health, t }: { health: HealthView; t: Translator<'list.table'> }) {
  const older = health.older === undefined ? '' : ` ${t('healthOlder', { age: health.older })}`;
  if (health.tally === null || health.tally.all === 0) {
    const said = health.tally !== null ? `${t('healthNoServers')}${older}` : t(UNTALLIED[health.state]);
    return (
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a mark that is read as a sentence
      <span role="img" aria-label={said} title={said} className={cx(css.tally, 'text-ink-3')}>
        –
      </span>
    );
  }
  const { all, normal, abnormal, unknown } = health.tally;
  const known = normal + abnormal > 0;
  const said = `${t('healthy', { normal, all, abnormal, unknown })}${older}`;
  return (
    <span
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a number and marks that are read as one sentence
      role="img"
      aria-label={said}
      title={said}
      className={cx(css.tally, older !== '' && css.unconfirmed)}
    >
      <span
        className={cx(
          !known && 'text-ink-3',
          abnormal > 0 && 'font-semibold',
          abnormal > 0 && (normal > 0 ? 'text-warn' : 'text-bad'),
        )}
      >
        {`${known ? normal : '–'}/${all}`}
      </span>
      <ServerDots counts={{ good: normal, bad: abnormal, unknown }} />
    </span>
  );
}
