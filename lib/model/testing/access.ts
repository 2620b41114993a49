import { noLimits, type Person } from '@/lib/model/actor';
import type { Access } from '@/lib/model/permission';

/** Of whoever may do everything, but for what a test says. */
export function accessFor(person: Partial<Pick<Person, 'role' | 'limits'>> = {}, readOnly = false): Access {
  return { readOnly, account: 'sandbox', person: { role: 'admin', limits: noLimits, ...person } };
}
