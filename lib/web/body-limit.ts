import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inputLimits } from '../input-limits';

/** How long to keep reading from a sender that continues after its rejection. */
const DRAIN_MILLIS = 5_000;

/** How long a sender has to read that it was rejected. */
const LINGER_MILLIS = 500;

/** In both languages: only the headers of the request have been read. */
function sentences(limitBytes: number): string {
  const kilobytes = limitBytes / 1024;
  const size = kilobytes < 1024 ? `${kilobytes} KB` : `${kilobytes / 1024} MB`;
  return `A request may have ${size} at most.\n请求的大小不能超过 ${size}。\n`;
}

/**
 * Rejects a request whose body is longer than any Sluice's own pages send (413). Returns true if its headers say so,
 * and it was answered. A body of undeclared length is counted as it arrives and cut off where it exceeds the limit: its
 * reader then sees an aborted request. What has arrived already counts, so a smaller limit may be set later on.
 */
export function rejectsBody(
  request: IncomingMessage,
  response: ServerResponse,
  limitBytes: number = inputLimits.bodyBytes,
): boolean {
  let bytes = request.readableLength;
  if (Math.max(bytes, Number(request.headers['content-length'] ?? 0)) > limitBytes) {
    answer(request, response, limitBytes);
    return true;
  }
  let isRejected = false;
  const push = request.push.bind(request);
  // Overridden rather than listened to: a data listener would start the flow before the reader listens.
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
    bytes += chunk?.length ?? 0;
    if (bytes <= limitBytes) return push(chunk, encoding);
    if (isRejected) return true;
    isRejected = true;
    answer(request, response, limitBytes);
    // Not at once: a connection that is reset while the sender still writes takes the response with it.
    const end = (): void => void request.destroy(new Error('The body of the request is too long.'));
    response.once('close', () => setTimeout(end, LINGER_MILLIS).unref());
    return true;
  };
  return false;
}

function answer(request: IncomingMessage, response: ServerResponse, limitBytes: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(413, { 'content-type': 'text/plain; charset=utf-8' }).end(sentences(limitBytes));
  // Discards what is still arriving, for a while: a sender whose connection ends before that does not read the
  // response.
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), DRAIN_MILLIS);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
