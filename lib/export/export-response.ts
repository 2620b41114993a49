import 'server-only';
import { takeExportSlot, type ExportSlot } from './slots';

/** A file to take away: its text as it is made, and what is said of it besides. */
export type ExportFile = {
  pieces: AsyncIterator<string, void, undefined>;
  headers: Readonly<Record<string, string>>;
};

/** A reader that takes nothing for so long gives its place to others. */
const STALLED_MILLIS = 60_000;
/** A file of 12,000 rows is made in about this time. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Answers a request for a file, made in pieces as they are taken. Two are made at a time (`slots.ts`); beyond them the
 * answer is 503 with `Retry-After` and the words of `busy`, before any work is done. The place is given back when the
 * file is through, fails, is given up or stalls. `make` may answer otherwise instead, as with a rejection.
 */
export async function respondWithExport(
  request: Request,
  busy: () => Promise<string>,
  make: () => Promise<ExportFile | Response>,
  { stalledMillis = STALLED_MILLIS }: { stalledMillis?: number } = {},
): Promise<Response> {
  const slot = takeExportSlot();
  if (slot === null) return rejectedExport(await busy(), { 'retry-after': String(RETRY_AFTER_SECONDS) });
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

/** 503: no file, and why. */
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
        // Next does not touch the body of an answer whose reader left before it was there.
        signal.addEventListener('abort', giveUp);
        watch();
        if (signal.aborted) giveUp();
      },
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          // Given up in the meantime.
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
    // Nothing is made that is not asked for.
    { highWaterMark: 0 },
  );
}
