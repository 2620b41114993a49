import 'server-only';

/** 400: what was asked for is no question, or more than may be asked at once; no page of Sluice sends it. In a sentence for whoever did. */
export function badRequest(sentence: string): Response {
  return new Response(`${sentence}\n`, {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
