import 'server-only';
import { takeExportSlot, type ExportSlot } from './slots';

/** A file to download: its text as it is generated, and its headers. */
export type ExportFile = {
  pieces: AsyncIterator<string, void, undefined>;
  headers: Readonly<Record<string, string>>;
};

/** A reader that takes nothing for this long gives up its slot. */
const STALLED_MILLIS = 60_000;
/** Generating a file of 12,000 rows takes about this long. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Responds to a request for a file, generated in chunks as they are read. Two are generated at a time, one for each
 * person (`slots.ts`); beyond that the response is 503 with `Retry-After` and the message of `busy`, before any work is done. The slot is
 * released when the file ends, fails, is cancelled or stalls. `make` may return another response instead, such as a
 * rejection.
 */
export async function respondWithExport(
  request: Request,
  { personId, busy }: { personId: string | null; busy: string },
  make: () => Promise<ExportFile | Response>,
  { stalledMillis = STALLED_MILLIS }: { stalledMillis?: number } = {},
): Promise<Response> {
  const slot = takeExportSlot(personId);
  if (slot === null) return rejectedExport(busy, { 'retry-after': String(RETRY_AFTER_SECONDS) });
  let file: ExportFile | null = null;
  try {
    const made = await make();
    if (made instanceof Response) return made;
    const { headers } = made;
    if (request.method === 'HEAD') return new Response(null, { headers });
    file = made;
    return new Response(streamOf(made, { slot, stalledMillis, signal: request.signal }), { headers });
  } finally {
    if (file === null) slot.release();
  }
}

/** 503: the reason instead of a file. */
export function rejectedExport(sentence: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${sentence}\n`, {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  });
}

type Streaming = { slot: ExportSlot; stalledMillis: number; signal: AbortSignal };

function streamOf(
  { pieces }: ExportFile,
  { slot, stalledMillis, signal }: Streaming,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let giveUp: () => void = () => {};
  const watch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp(), stalledMillis);
    timer.unref();
  };
  const end = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    slot.release();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        giveUp = () => {
          end();
          controller.error(new Error('The file was not taken.'));
          void pieces.return?.();
        };
        // Next does not touch the body of a response whose reader left before it was ready.
        signal.addEventListener('abort', giveUp);
        watch();
        if (signal.aborted) giveUp();
      },
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          // Cancelled in the meantime.
          if (controller.desiredSize === null) return;
          if (done) {
            end();
            controller.close();
          } else {
            watch();
            controller.enqueue(encoder.encode(value));
          }
        } catch (error) {
          end();
          throw error;
        }
      },
      async cancel() {
        end();
        await pieces.return?.();
      },
    },
    // Generate nothing before it is read.
    { highWaterMark: 0 },
  );
}
