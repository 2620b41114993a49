type Kind = 'good' | 'bad' | 'unknown';

/** More would be counted by nobody. */
const MOST_SHOWN = 6;

/** One mark per server: solid for good, short and hollow for bad, a dot for unknown. Always next to a number. */
export function ServerDots({ counts }: { counts: Readonly<Record<Kind, number>> }) {
  const kinds = (['good', 'bad', 'unknown'] as const).flatMap((kind) =>
    Array.from({ length: counts[kind] }, () => kind),
  );
  if (kinds.length > MOST_SHOWN) return null;
  return (
    <span aria-hidden="true" className="dots">
      {kinds.map((kind, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- they are alike
        <i key={at} className={`dot-${kind}`} />
      ))}
    </span>
  );
}
