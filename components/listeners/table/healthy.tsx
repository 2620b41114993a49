import { cx } from '@/components/ui/class-names';
import { ServerDots } from '@/components/ui/server-dots';
import type { HealthView } from './row-view';
import css from './table.module.css';
import { fill } from '../template';

export type HealthyText = Record<'healthy' | 'noServers' | 'unknown' | 'off' | 'stopped' | 'older', string>;

/** "3/4" and a mark for each server: of the servers, not of the listener. Dimmed where it is not known to be so now. */
export function Healthy({ health, words }: { health: HealthView; words: HealthyText }) {
  const older = health.older === undefined ? '' : ` ${fill(words.older, { age: health.older })}`;
  if (health.tally === null || health.tally.all === 0) {
    const said = health.tally !== null ? `${words.noServers}${older}` : words[health.state];
    return (
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a mark that is read as a sentence
      <span role="img" aria-label={said} title={said} className="text-ink-3">
        –
      </span>
    );
  }
  const { all, normal, abnormal, unknown } = health.tally;
  const known = normal + abnormal > 0;
  const said = `${fill(words.healthy, { normal, all, abnormal, unknown })}${older}`;
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
        {known ? normal : '–'}/{all}
      </span>
      <ServerDots counts={{ good: normal, bad: abnormal, unknown }} />
    </span>
  );
}
