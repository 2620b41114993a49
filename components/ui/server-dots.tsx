import { cx } from './class-names';

type Kind = 'good' | 'bad' | 'unknown';

const STYLES: Readonly<Record<Kind, string>> = {
  good: 'h-[11px] w-1 rounded-[1px] bg-ok-mark',
  bad: 'h-1.5 w-[5px] self-end rounded-[1px] border border-bad-mark',
  unknown: 'h-[11px] w-1 border-b-2 border-dotted border-mark-off',
};

/** More would be counted by nobody. */
const MOST_SHOWN = 6;

/** One mark per server: solid for good, short and hollow for bad, a dot for unknown. Always next to a number. */
export function ServerDots({ counts }: { counts: Readonly<Record<Kind, number>> }) {
  const kinds = (['good', 'bad', 'unknown'] as const).flatMap((kind) =>
    Array.from({ length: counts[kind] }, () => kind),
  );
  if (kinds.length > MOST_SHOWN) return null;
  return (
    <span aria-hidden="true" className="inline-flex items-stretch gap-0.5 forced-color-adjust-none">
      {kinds.map((kind, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- they are alike
        <i key={at} className={cx('block', STYLES[kind])} />
      ))}
    </span>
  );
}
