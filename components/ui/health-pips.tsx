import { cx } from './class-names';

type Props = {
  healthy: number;
  unhealthy: number;
  /** Not checked: `unavailable` in the service's words, or not yet. */
  unknown: number;
  /** The whole fact in words: "3 of 4 servers healthy". */
  label: string;
};

const MOST_PIPS = 8;

/** The health of a listener's servers: full pip up, hollow short pip down, dots not checked. Normal is quiet. */
export function HealthPips({ healthy, unhealthy, unknown, label }: Props) {
  const total = healthy + unhealthy + unknown;
  const checked = healthy + unhealthy > 0;
  const pips = [
    ...Array.from({ length: healthy }, () => 'h-[11px] w-1 rounded-[1px] bg-ok-mark'),
    ...Array.from({ length: unhealthy }, () => 'h-1.5 w-[5px] self-end rounded-[1px] border border-bad-mark'),
    ...Array.from({ length: unknown }, () => 'h-[11px] w-1 border-b-2 border-dotted border-mark-off'),
  ];
  return (
    <span className="inline-flex items-center justify-end gap-1.5 align-middle" title={label}>
      <span className="sr-only">{label}</span>
      <span
        aria-hidden="true"
        className={cx(
          checked && unhealthy === 0 && 'text-ink-2',
          checked && unhealthy > 0 && (healthy > 0 ? 'font-semibold text-warn' : 'font-semibold text-bad'),
          !checked && 'text-ink-3',
        )}
      >
        {checked ? healthy : '–'}/{total}
      </span>
      {total <= MOST_PIPS && (
        <span aria-hidden="true" className="inline-flex gap-0.5 forced-color-adjust-none">
          {pips.map((pip, index) => (
            <i key={index} className={pip} />
          ))}
        </span>
      )}
    </span>
  );
}
