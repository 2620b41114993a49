import { requireActor } from '@/lib/web/require-actor';
/** Pages without a region picker leave its slot in the header empty. */
export default async function NoRegions() {
  await requireActor();
  return null;
}
