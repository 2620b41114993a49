import type { Rejection } from './errors';

/** A value in an answer. `undefined` is left out; an array repeats its element. */
export type Field = string | number | boolean | undefined | Fields | readonly Field[];
export type Fields = { readonly [name: string]: Field };

/**
 * The fields of several parts in one object, in order, without those that are undefined. Not by spreading them: V8 then makes
 * an object of thirty fields ten times as slowly.
 */
export function joined(...parts: readonly Fields[]): Fields {
  const fields: { [name: string]: Field } = {};
  for (const part of parts) {
    for (const name in part) if (part[name] !== undefined) fields[name] = part[name];
  }
  return fields;
}

/** What an operation answers: its fields without the RequestId, or why the call is rejected. */
export type Answer =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly rejection: Rejection };

/** Thrown by an operation that rejects its call. */
export class Rejected extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.code);
    this.rejection = rejection;
  }
}

export function reject(rejection: Rejection): never {
  throw new Rejected(rejection);
}
