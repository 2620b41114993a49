import { normalizeTyped } from '@/lib/text/typed-text';

const UNIT_SECONDS = { d: 86_400, h: 3600, m: 60 } as const;
export type AgeUnit = keyof typeof UNIT_SECONDS;

/** The seconds of an age as typed, `30m`, `12h` or `7d`, in either case; null for anything else, and for zero. */
export function parseAge(text: string): number | null {
  const [, count = '', unit = ''] = /^0*(\d{1,5})([mhd])$/i.exec(normalizeTyped(text)) ?? [];
  const seconds = Number(count) * (unit === '' ? 0 : UNIT_SECONDS[unit.toLowerCase() as AgeUnit]);
  return seconds > 0 ? seconds : null;
}

/** An age in the largest unit that expresses it exactly. */
export function ageParts(seconds: number): { count: number; unit: AgeUnit } {
  const unit = seconds % UNIT_SECONDS.d === 0 ? 'd' : seconds % UNIT_SECONDS.h === 0 ? 'h' : 'm';
  return { count: seconds / UNIT_SECONDS[unit], unit };
}

/** In the form `parseAge` reads. */
export function formatAge(seconds: number): string {
  const { count, unit } = ageParts(seconds);
  return `${count}${unit}`;
}
