/** As recorded in 2025: the specification of an instance that pays by consumption. */
export const SPEC_BY_CONSUMPTION = 'slb.lcu.elastic';

/** The specifications of slb-api.md 3.5 and newer ones, such as `slb.s4.large`. */
export function isSpec(text: string): boolean {
  return /^slb(\.[a-z0-9]+){2}$/.test(text);
}

/** Whether a specification is less than another: of a lower series, or smaller in the same. Unknown ones are not. */
export function isLessThan(spec: string, other: string): boolean {
  const [left, right] = [rankOf(spec), rankOf(other)];
  if (left === null || right === null) return false;
  return left.series === right.series ? left.size < right.size : left.series < right.series;
}

const SIZES = ['small', 'medium', 'large'];

function rankOf(spec: string): { readonly series: number; readonly size: number } | null {
  const [, series, name = ''] = /^slb\.s(\d{1,2})\.([a-z]+)$/.exec(spec) ?? [];
  const size = SIZES.indexOf(name);
  return size === -1 ? null : { series: Number(series), size };
}
