import * as z from 'zod';
import { badRequest } from '@/app/(console)/bad-request';
import { inputLimits } from '@/lib/input-limits';
import { selectionCodeOf } from '@/lib/listeners/wire/selection-code';
import { ungroupKeys } from '@/lib/listeners/list/selection';
import { keyGroupsSchema } from '@/lib/model/key-groups-schema';
import { trustedRoute } from '@/lib/web/trusted-route';

const requestSchema = z.object({
  selected: keyGroupsSchema.refine(
    (groups) => groups.reduce((sum, { ports }) => sum + ports.length, 0) <= inputLimits.codeListeners,
  ),
});

/** The requests that create the selected listeners again, as they were last read. Calls nothing, and changes nothing. */
export const POST = trustedRoute(async (request) => {
  const requested = requestSchema.safeParse(await request.json().catch(() => undefined));
  if (!requested.success) return badRequest(request, 'listeners');
  return Response.json(await selectionCodeOf(ungroupKeys(requested.data.selected)));
});
