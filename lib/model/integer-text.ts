import { normalizeTyped } from '@/lib/text/typed-text';
import type { IntegerRange } from './limits';

/**
 * The one reader of an integer as typed: the schema, the request that is shown, every warning, filter and confirmation ask it, so that
 * one text is one number everywhere. Digits and a minus alone are one, in either width and with leading zeros (`0443` is 443): what
 * else some notation calls a number (`1e3`, `0x50`, `4.0`, `+5`, `1,000`) is none, because readers differ about it.
 */
const INTEGER = /^(-?)0*(\d+)$/;

/** Reads it within its bounds. A blank is `undefined`, never 0: a blank port is missing, a blank timeout is the default. */
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

/** The integer within its bounds; null for a blank and for anything that `readInteger` has an issue with. */
export function integerIn(typed: string | number, range: IntegerRange): number | null {
  const read = readInteger(typed, range);
  return 'value' in read ? (read.value ?? null) : null;
}

/** How it is written where it is used: `443` for ` ０443`. What is no integer stays as it was typed, to be seen as it is refused. */
export function integerText(typed: string | number): string {
  const text = normalizeTyped(String(typed));
  const [, sign = '', digits = ''] = INTEGER.exec(text) ?? [];
  return digits === '' ? text : digits === '0' ? '0' : sign + digits;
}
