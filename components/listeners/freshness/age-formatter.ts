const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** How long ago, in the largest whole unit ("2h ago", "2小时前"). */
export function ageFormatter(locale: string): (seconds: number) => string {
  const format = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'always' });
  return (seconds) => {
    for (const [unit, unitSeconds] of UNITS)
      if (seconds >= unitSeconds) return format.format(-Math.floor(seconds / unitSeconds), unit);
    return format.format(-Math.max(0, Math.floor(seconds)), 'second');
  };
}
