import type { IssueKey } from '@/lib/model/schema';

// Listed here again, because the schema's module would bring its library into the first load; the type holds the two together.
const keys: Readonly<Record<IssueKey, true>> = {
  required: true,
  integer: true,
  range: true,
  choice: true,
  charset: true,
  length: true,
  leadingSlash: true,
  atLeastOne: true,
  tick: true,
  cannotClear: true,
};

function isIssueKey(text: string): text is IssueKey {
  return Object.hasOwn(keys, text);
}

/** The issue key of a field's error; undefined for a field without one. */
export function issueKeyOf(error: unknown): IssueKey | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  const { message } = error;
  return typeof message === 'string' && isIssueKey(message) ? message : undefined;
}
