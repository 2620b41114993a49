import { requireActor } from '@/lib/web/require-actor';
/** Without this, navigating here from the list would leave its region picker in the header. */
export default async function NoRegions() {
  await requireActor();
  return null;
}
