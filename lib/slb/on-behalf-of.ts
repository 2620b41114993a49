import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceOnBehalfOf?: AsyncLocalStorage<string> } = globalThis;
const onWhoseBehalf = (held.sluiceOnBehalfOf ??= new AsyncLocalStorage());

/** Of the 64 characters that STS takes (cloud-api.md 5.2). */
const LONGEST = 64;

/** Makes the calls of `work` in a session of the account's role that has this person's name, so that ActionTrail shows it. */
export function onBehalfOf<T>(name: string, work: () => T): T {
  return onWhoseBehalf.run(name, work);
}

/** The name of the role's session: the configured one, and whose calls these are, in the characters STS takes. */
export function sessionNameOf(configured: string): string {
  const name = onWhoseBehalf.getStore();
  if (name === undefined) return configured;
  return `${configured}-${name.replaceAll(/[^\w.@-]/g, '-')}`.slice(0, LONGEST);
}
