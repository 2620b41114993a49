import type { ReactNode } from 'react';

type Props = {
  /** The full value as text. */
  label: string;
  /** The scale's end: what there is. */
  cap: number;
  used: number;
  /** The requested amount; beyond the limit it is hatched in amber, since the limit's data may be stale. */
  requested: number;
  legend: { used: ReactNode; requested: ReactNode; over?: ReactNode };
};

/** A share on a staff with graduations: used | this | over. The scale ends at four fifths, so that "over" has room. */
export function Gauge({ label, cap, used, requested, legend }: Props) {
  const percent = (value: number) => `${(value / cap) * 100}%`;
  const usedShown = Math.min(used, cap);
  const fits = Math.max(0, Math.min(requested, cap - usedShown));
  const over = Math.max(0, used + requested - cap);
  const overShown = Math.min(over, cap / 4);
  return (
    <figure className="m-0">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn with boxes, there is no file to show */}
      <div role="img" aria-label={label} className="mt-1.5 mb-1 forced-color-adjust-none">
        <div className="relative h-3.5 w-4/5 rounded-1 border border-control bg-sunken">
          <i
            className="absolute inset-y-0 left-0 bg-mark-off opacity-55"
            style={{ width: percent(usedShown) }}
          />
          <i
            className="absolute inset-y-0 bg-accent-mark"
            style={{ left: percent(usedShown), width: percent(fits) }}
          />
          {over > 0 && (
            <i
              className="absolute -inset-y-px left-full border border-warn-mark bg-(image:--hatch-over)"
              style={{ width: percent(overShown) }}
            />
          )}
        </div>
        <div className="relative mt-0.5 h-5 w-4/5 bg-[repeating-linear-gradient(90deg,var(--control)_0_1px,transparent_1px_calc((100%-1px)/20)),repeating-linear-gradient(90deg,var(--ink-3)_0_1px,transparent_1px_calc((100%-1px)/4))] bg-[size:100%_4px,100%_7px] bg-no-repeat">
          {[0, 1, 2, 3, 4].map((quarter) => (
            <span
              key={quarter}
              style={{ left: `${quarter * 25}%` }}
              translate="no"
              className="absolute top-[7px] -translate-x-1/2 font-mono text-11 text-ink-3 first:translate-x-0"
            >
              {round((cap * quarter) / 4)}
            </span>
          ))}
        </div>
      </div>
      <figcaption className="flex flex-wrap gap-x-3 gap-y-0.5 text-12 text-ink-2">
        <Key className="bg-mark-off opacity-55">{legend.used}</Key>
        <Key className="bg-accent-mark">{legend.requested}</Key>
        {over > 0 && legend.over && (
          <Key className="border border-warn-mark bg-(image:--hatch-over)">{legend.over}</Key>
        )}
      </figcaption>
    </figure>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function Key({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span>
      <i className={`mr-[5px] inline-block size-[9px] rounded-[1px] forced-color-adjust-none ${className}`} />
      {children}
    </span>
  );
}
