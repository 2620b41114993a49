import { operations, type Operation } from '@/lib/activity/query';

/** The key of an operation's words; what Sluice has no words for is told by the wire's name beside them. */
export function operationKey(operation: string): Operation | 'other' {
  return operations.find((known) => known === operation) ?? 'other';
}
