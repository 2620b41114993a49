/** A time that means the same wherever it is read: "2026-11-29 18:02 UTC". */
export function utcMinute(millis: number): string {
  return `${new Date(millis).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
