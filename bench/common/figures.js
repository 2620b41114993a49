/** @param {readonly number[]} values */
export function median(values) {
  return percentile(values, 0.5);
}

/**
 * Between two values where it falls between them.
 *
 * @param {readonly number[]} values
 * @param {number} share 0.95: the 95th percentile
 */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/**
 * Median and range.
 *
 * @param {readonly number[]} values
 * @param {(value: number) => string} [show]
 */
export function spread(values, show = showNumber) {
  return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}

/** @param {number} value */
export function showNumber(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
