import { normalizeTyped } from '@/lib/text/typed-text';
import type { IntegerRange } from './limits';

/**
 * The one parser of typed integers. The schema, the request preview, every warning, filter and confirmation use it, so
 * that one text is the same number everywhere. Only digits and a minus are accepted, full-width or not, with leading
 * zeros (`0443` is 443). Other notations (`1e3`, `0x50`, `4.0`, `+5`, `1,000`) are rejected, because parsers disagree
 * about them.
 */
const INTEGER = /^(-?)0*(\d+)$/;

/**
 * Parses within bounds. A blank is `undefined`, never 0: a blank port is missing, a blank timeout means the default.
 */
export function readInteger(
  typed: string | number,
  range: IntegerRange,
): { value: number | undefined } | { issue: 'integer' | 'range' } {
  const text = integerText(typed);
  if (text === '') return { value: undefined };
  if (!INTEGER.test(text)) return { issue: 'integer' };
  const value = Number(text);
  if (value < range.min || value > range.max) return { issue: 'range' };
  return { value };
}

/** The integer within its bounds. Null for a blank and for anything `readInteger` reports an issue with. */
export function integerIn(typed: string | number, range: IntegerRange): number | null {
  const read = readInteger(typed, range);
  return 'value' in read ? (read.value ?? null) : null;
}

/**
 * The normalized form: `443` for ` ０４４３`. A text that is not an integer is returned as typed, so that the user sees
 * what was rejected.
 */
export function integerText(typed: string | number): string {
  const text = normalizeTyped(String(typed));
  const [, sign = '', digits = ''] = INTEGER.exec(text) ?? [];
  return digits === '' ? text : digits === '0' ? '0' : sign + digits;
}
