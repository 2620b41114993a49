import { exportActivity } from '@/lib/activity/export';
import { parseActivityQuery } from '@/lib/activity/query';
import { trustedRoute } from '@/lib/web/trusted-route';
import { withNames } from '../with-names';

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** What the list is filtered by, as a file: read and sent in pieces, however long it is. */
export const GET = trustedRoute(async (request) => {
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const format = parameters.format;
  if (format !== 'csv' && format !== 'json') return new Response(null, { status: 400 });
  const { filter } = await withNames(parseActivityQuery(parameters));
  const pieces = exportActivity(filter, format);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    // Whoever goes away ends the reading.
    cancel: async () => void (await pieces.return()),
  });
  return new Response(body, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="sluice-activity.${format}"`,
    },
  });
});
