import * as z from 'zod';
import { getTranslations } from 'next-intl/server';
import { badRequest } from '@/app/(console)/bad-request';
import { readKnown } from '@/app/(console)/runs/read-plan';
import { codeWarnings, type ShownCode } from '@/components/listeners/code/code-warnings';
import { inputLimits } from '@/lib/input-limits';
import { selectionCodeOf } from '@/lib/listeners/wire/selection-code';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import { ungroupKeys } from '@/lib/listeners/list/selection';
import { keyGroupsSchema } from '@/lib/model/key-groups-schema';
import { trustedRoute } from '@/lib/web/trusted-route';

const requestSchema = z.object({
  selected: keyGroupsSchema.refine(
    (groups) => groups.reduce((sum, { ports }) => sum + ports.length, 0) <= inputLimits.codeListeners,
  ),
});

/**
 * The requests that create the selected listeners again, and the warnings before others, from what was last read.
 * Changes nothing.
 */
export const POST = trustedRoute(async (request) => {
  const requested = requestSchema.safeParse(await request.json().catch(() => undefined));
  if (!requested.success) return badRequest(request, 'listeners');
  const { selected } = requested.data;
  const keys = ungroupKeys(selected);
  const [code, known, t, domain] = await Promise.all([
    selectionCodeOf(keys),
    readKnown(selected),
    getTranslations('code'),
    getTranslations('domain'),
  ]);
  const listeners = keys.flatMap((key) => known.get(formatListenerKey(key)) ?? []);
  const warnings = codeWarnings(listeners, { t, domain });
  return Response.json({ ...code, warnings } satisfies ShownCode);
});
