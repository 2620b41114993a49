import { operations, runOperations, type Operation, type RunOperation } from '@/lib/activity/query';

/** The message key of an operation; one without a message is shown by its API name. */
export function operationKey(operation: string): Operation | 'other' {
  return operations.find((known) => known === operation) ?? 'other';
}

/** The same of any entry, also of one about a whole run. */
export function recordedOperationKey(operation: string): Operation | RunOperation | 'other' {
  return runOperations.find((known) => known === operation) ?? operationKey(operation);
}
