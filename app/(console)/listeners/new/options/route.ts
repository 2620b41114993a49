import * as z from 'zod';
import { accessOf } from '@/lib/auth/access';
import {
  readAccessControlListOptions,
  readInstanceOptions,
  readRegionOptions,
} from '@/lib/listeners/edit/options';
import type { Actor } from '@/lib/model/actor';
import { normalizeTyped } from '@/lib/text/typed-text';
import { trustedRoute } from '@/lib/web/trusted-route';
import { inputLimits } from '@/lib/input-limits';
import { badRequest } from '@/app/(console)/bad-request';

// An id may be any text of that length: SLB decides.
const id = z.string().overwrite(normalizeTyped).min(1).max(inputLimits.idLength);
const requestSchema = z.object({ region: id, instance: id.optional(), list: id.optional() });

/**
 * What the form requests while it is filled in: the options of a region, or of an instance or an access control list in
 * it. Not an action: a page's actions run one after the other, and a region that hangs would delay the next one, and
 * the creation.
 */
export const GET = trustedRoute(async (request, actor) => {
  const requested = requestSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!requested.success) return badRequest(request, 'options');
  return Response.json(await answer(requested.data, actor));
});

async function answer({ region, instance, list }: z.output<typeof requestSchema>, actor: Actor) {
  if (instance !== undefined) return readInstanceOptions(region, instance);
  if (list !== undefined) return readAccessControlListOptions(region, list);
  return readRegionOptions(region, accessOf(actor));
}
