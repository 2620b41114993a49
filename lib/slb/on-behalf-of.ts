import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceOnBehalfOf?: AsyncLocalStorage<string> } = globalThis;
const onWhoseBehalf = (held.sluiceOnBehalfOf ??= new AsyncLocalStorage());

/** As STS takes it (cloud-api.md 5.2), and what of it is for the configured name and for what keeps two people apart. */
const LONGEST = 64;
const PREFIX = 16;
const MARK = 6;

/** Makes the calls of `work` in a session of the account's role that has this person's name, so that ActionTrail shows it. */
export function onBehalfOf<T>(name: string, work: () => T): T {
  return onWhoseBehalf.run(name, work);
}

/** Makes the calls of `work`, and of what it begins, in Sluice's own session again. */
export function onOwnBehalf<T>(work: () => T): T {
  return onWhoseBehalf.exit(work);
}

/**
 * The name of the role's session: the configured one, and whose calls these are, in the characters STS takes. A name that
 * has to be changed or cut for that gets a mark of its own.
 */
export function sessionNameOf(configured: string): string {
  const name = onWhoseBehalf.getStore();
  if (name === undefined) return configured;
  const prefix = `${configured.slice(0, PREFIX)}-`;
  const plain = name.replaceAll(/[^\w.@-]/g, '-');
  if (plain === name && prefix.length + name.length <= LONGEST) return prefix + name;
  const mark = createHash('sha256').update(name).digest('hex').slice(0, MARK);
  return `${prefix}${plain.slice(0, LONGEST - prefix.length - MARK - 1)}-${mark}`;
}
