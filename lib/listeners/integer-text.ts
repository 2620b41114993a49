import type { IntegerRange } from './limits';

/**
 * Reads an integer as typed. A blank is `undefined`, never 0: a blank port is missing, a blank timeout is the default. Apart
 * from the schema, for those who judge one number and do not want its library.
 */
export function readInteger(
  typed: string | number,
  range: IntegerRange,
): { value: number | undefined } | { issue: 'integer' | 'range' } {
  const text = String(typed).trim();
  if (text === '') return { value: undefined };
  if (!/^-?\d+$/.test(text)) return { issue: 'integer' };
  const value = Number(text);
  if (value < range.min || value > range.max) return { issue: 'range' };
  return { value };
}
