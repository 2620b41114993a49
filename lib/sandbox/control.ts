import { z } from 'zod';
import { faultSchema } from './pipeline/faults';
import type { HttpAnswer } from './pipeline/pipeline';
import type { HttpRequest } from './pipeline/parse';
import type { Runtime } from './runtime';
import { SEEDS, seedNameSchema } from './seeds/seeds';
import { settingsSchema } from './settings';

export const CONTROL_PREFIX = '/_sandbox/';

const resetSchema = z.strictObject({ seed: seedNameSchema });
const changeSchema = settingsSchema.unwrap().partial();

type Route = (runtime: Runtime, body: unknown) => HttpAnswer;

/** What tests and rehearsals use to prepare the sandbox. It is no part of the emulated API. */
const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['POST /_sandbox/reset', withBody(resetSchema, reset)],
  ['GET /_sandbox/requests', (runtime) => json(200, { requests: runtime.log.all() })],
  [
    'POST /_sandbox/faults',
    withBody(faultSchema, (runtime, fault) => {
      runtime.faults.add(fault);
      return json(200, { ok: true });
    }),
  ],
  [
    'DELETE /_sandbox/faults',
    (runtime) => {
      runtime.faults.clear();
      return json(200, { ok: true });
    },
  ],
  [
    'POST /_sandbox/settings',
    withBody(changeSchema, (runtime, change) => {
      runtime.settings.current = { ...runtime.settings.current, ...change };
      return json(200, { ok: true, settings: runtime.settings.current });
    }),
  ],
]);

/** Back to the start: the seed's data, no faults, no log, the settings the process began with. Nonces stay used. */
function reset(runtime: Runtime, { seed }: z.infer<typeof resetSchema>): HttpAnswer {
  runtime.store.replaceAll(SEEDS[seed]);
  runtime.faults.clear();
  runtime.throttle.clear();
  runtime.log.clear();
  runtime.settings.current = runtime.initialSettings;
  return json(200, { ok: true });
}

/** Answers a request below `/_sandbox/`. The server has already refused browsers and foreign Host names. */
export function answerControl(runtime: Runtime, request: HttpRequest): HttpAnswer {
  const path = request.url.split('?', 1)[0] ?? '';
  const route = ROUTES.get(`${request.method} ${path}`);
  if (route !== undefined) {
    const body = request.method === 'POST' ? parseBody(request) : { ok: true as const, value: undefined };
    return body.ok ? route(runtime, body.value) : body.answer;
  }
  const isKnown = [...ROUTES.keys()].some((key) => key.endsWith(` ${path}`));
  return isKnown
    ? json(405, { error: `${request.method} is not served here.` })
    : json(404, { error: 'There is no such control.' });
}

type Body =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly answer: HttpAnswer };

function parseBody(request: HttpRequest): Body {
  // A form or a plain-text body can be sent by any web page without asking first; JSON cannot.
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return { ok: false, answer: json(415, { error: 'The body must be application/json.' }) };
  }
  try {
    return { ok: true, value: JSON.parse(request.body.toString('utf8')) };
  } catch {
    return { ok: false, answer: json(400, { error: 'The body is not JSON.' }) };
  }
}

function withBody<Value>(
  schema: z.ZodType<Value>,
  handle: (runtime: Runtime, value: Value) => HttpAnswer,
): Route {
  return (runtime, body) => {
    const parsed = schema.safeParse(body);
    return parsed.success
      ? handle(runtime, parsed.data)
      : json(400, { error: z.prettifyError(parsed.error) });
  };
}

function json(httpStatus: number, value: unknown): HttpAnswer {
  return {
    httpStatus,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: JSON.stringify(value),
  };
}
