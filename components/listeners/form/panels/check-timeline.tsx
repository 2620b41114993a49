type Props = { label: string; checks: number; checkSeconds: number; pauseSeconds: number };

/** Failed checks and the pauses between them on one bar; the parts add up to the time a dead server stays in. */
export function Timeline({ label, checks, checkSeconds, pauseSeconds }: Props) {
  const parts = Array.from({ length: checks * 2 - 1 }, (_, index) => index);
  // With many parts the numbers would overlap; the text below has them.
  const numbered = parts.length <= 9;
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn with boxes, there is no file to show
      role="img"
      aria-label={label}
      translate="no"
      className="mt-1.5 flex h-[22px] border-l border-control font-mono text-11 leading-none forced-color-adjust-none"
    >
      {parts.map((part) =>
        part % 2 === 0 ? (
          <i
            key={part}
            style={{ flexGrow: checkSeconds }}
            className="grid min-w-0 basis-0 place-items-center border-y border-r border-y-bad-line border-r-control bg-bad-tint text-bad not-italic"
          >
            {numbered && checkSeconds}
          </i>
        ) : (
          <i
            key={part}
            style={{ flexGrow: pauseSeconds }}
            className="grid min-w-0 basis-0 place-items-center border-r border-b border-control text-ink-3 not-italic"
          >
            {numbered && pauseSeconds}
          </i>
        ),
      )}
    </div>
  );
}
