import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inputLimits } from '../input-limits';

/** For how long a sender is listened to that goes on after its refusal. */
const DRAIN_MILLIS = 5_000;

const MEGABYTES = inputLimits.bodyBytes / 1024 / 1024;
/** In both languages: nothing of the request but its head has been read. */
const SENTENCES = `A request may have ${MEGABYTES} MB at most.\n请求的大小不能超过 ${MEGABYTES} MB。\n`;

/**
 * Refuses a request whose body is longer than any that Sluice's own pages send (413). True where its head says so, and it was answered; a body of
 * unsaid length is counted as it comes, and cut off where it goes beyond: whoever reads it then meets an aborted request.
 */
export function rejectsBody(request: IncomingMessage, response: ServerResponse): boolean {
  if (Number(request.headers['content-length'] ?? 0) > inputLimits.bodyBytes) {
    answer(request, response);
    return true;
  }
  let bytes = 0;
  let isRejected = false;
  const push = request.push.bind(request);
  // Listening to the data would set it flowing before whoever reads it listens.
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
    if (isRejected) return true;
    bytes += chunk?.length ?? 0;
    if (bytes <= inputLimits.bodyBytes) return push(chunk, encoding);
    isRejected = true;
    answer(request, response);
    response.once('close', () => request.destroy(new Error('The body of the request is too long.')));
    return true;
  };
  return false;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(413, { 'content-type': 'text/plain; charset=utf-8' }).end(SENTENCES);
  // What is still on its way is let go of, for a while: a sender whose connection ends meanwhile does not read the answer.
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), DRAIN_MILLIS);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
