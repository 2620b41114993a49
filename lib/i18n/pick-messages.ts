import type { Messages, Namespace } from './messages';

/** A namespace, or one group of it: `list.foot`. */
export type MessagePath = {
  [N in Namespace]: N | `${N}.${keyof Messages[N] & string}`;
}[Namespace];

/** The messages of these namespaces and groups only, under their keys. */
export function pickMessages(messages: Messages, paths: readonly MessagePath[]): Partial<Messages> {
  const picked: Record<string, Record<string, unknown>> = {};
  for (const path of paths) {
    const [namespace = '', group] = path.split('.');
    const all: Readonly<Record<string, unknown>> = messages[namespace as Namespace];
    picked[namespace] = group === undefined ? all : { ...picked[namespace], [group]: all[group] };
  }
  return picked as Partial<Messages>;
}
