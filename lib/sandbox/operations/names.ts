import { boundsOf } from '../editions';
import type { Call } from './operation';

/** Names and descriptions, as slb-api.md 3.5, 3.13, 3.14 and 3.17 bound them. */

/** A name given at creation starts with a letter. */
export function isNewLoadBalancerName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]{0,79}$/.test(text);
}

export function isLoadBalancerName(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,80}$/.test(text);
}

export function isProtectionReason(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]{0,79}$/.test(text);
}

/**
 * The name of a group, and the description of a backend server. The vendor's metadata allow both 80 characters; the
 * Kubernetes cloud controller gives both the text that it gives a listener as its description.
 */
export function isGroupName({ settings }: Pick<Call, 'settings'>, text: string): boolean {
  return /^[A-Za-z0-9\-/._]+$/.test(text) && text.length <= boundsOf(settings).maximumGroupName;
}

/** Both pages of the vendor together: one allows `/` and `*`, the other Chinese characters. */
export function isCertificateName(text: string): boolean {
  return /^[A-Za-z0-9\-/._*\p{Script=Han}]{1,80}$/u.test(text);
}

export function isAclName(text: string): boolean {
  return /^[A-Za-z0-9.\-/_\p{Script=Han}]{1,80}$/u.test(text);
}
