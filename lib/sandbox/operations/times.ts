/** `2018-11-08T20:21:05Z`: whole seconds, UTC. */
export function timeText(millis: number): string {
  return `${new Date(millis).toISOString().slice(0, 19)}Z`;
}
