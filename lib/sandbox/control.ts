import { z } from 'zod';
import { accessKey } from './pipeline/authenticate';
import { faultSchema } from './pipeline/faults';
import type { HttpAnswer } from './pipeline/pipeline';
import type { HttpRequest } from './pipeline/parse';
import type { Runtime } from './runtime';
import { SEEDS, seedNameSchema } from './seeds/seeds';
import { settingsSchema } from './settings';
import { stateOf } from './state';

export const CONTROL_PREFIX = '/_sandbox/';

const resetSchema = z.strictObject({ seed: seedNameSchema });
const changeSchema = settingsSchema.unwrap().partial();

const port = z.int().min(1).max(65_535).optional();
const name = z.string().min(1).max(200);
const aboutServer = { serverId: name.optional(), ip: name.optional(), port };
const healthSchema = z
  .discriminatedUnion('health', [
    z.strictObject({ ...aboutServer, health: z.enum(['alive', 'dead']) }),
    /** Answers a check after `millis`: too late for some listeners, in time for others. */
    z.strictObject({ ...aboutServer, health: z.literal('slow'), millis: z.int().min(0).max(600_000) }),
  ])
  .refine(({ serverId, ip }) => (serverId === undefined) !== (ip === undefined), 'needs serverId or ip');

/** A century to either side. */
const clockSchema = z.strictObject({
  shiftMillis: z.int().min(-3_155_760_000_000).max(3_155_760_000_000),
});

const accessKeySchema = z.strictObject({
  accessKeyId: name,
  accessKeySecret: name,
  securityToken: z.string().min(1).max(4096).optional(),
  /** When the token expires, and whether the key is enabled. */
  expiresAt: z.iso.datetime().optional(),
  isActive: z.boolean().optional(),
});

type Route = (runtime: Runtime, body: unknown) => HttpAnswer | Promise<HttpAnswer>;

/** What tests and rehearsals use to prepare the sandbox. It is no part of the emulated API. */
const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['POST /_sandbox/reset', withBody(resetSchema, reset)],
  ['GET /_sandbox/state', (runtime) => json(200, stateOf(runtime))],
  ['GET /_sandbox/requests', (runtime) => json(200, { requests: runtime.log.all() })],
  ['GET /_sandbox/authority', (runtime) => authorityOf(runtime)],
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
  ['POST /_sandbox/health', withBody(healthSchema, setHealth)],
  ['POST /_sandbox/clock', withBody(clockSchema, shiftClock)],
  [
    'GET /_sandbox/clock',
    (runtime) =>
      json(200, { now: new Date(runtime.clock.now()).toISOString(), shiftMillis: runtime.clock.shiftMillis }),
  ],
  [
    'POST /_sandbox/access-keys',
    withBody(
      accessKeySchema,
      (runtime, { accessKeyId, accessKeySecret, securityToken, expiresAt, isActive }) => {
        const expiresAtMillis = expiresAt === undefined ? null : Date.parse(expiresAt);
        runtime.keys.current = new Map([
          ...runtime.keys.current,
          [accessKeyId, accessKey(accessKeySecret, securityToken, { expiresAtMillis, isActive })],
        ]);
        return json(200, { ok: true });
      },
    ),
  ],
  ['GET /_sandbox/settings', (runtime) => json(200, { settings: runtime.settings.current })],
  [
    'POST /_sandbox/settings',
    withBody(changeSchema, (runtime, change) => {
      runtime.settings.current = { ...runtime.settings.current, ...change };
      return json(200, { ok: true, settings: runtime.settings.current });
    }),
  ],
]);

/** What clients must trust to call this sandbox over TLS, as a file in PEM. */
function authorityOf({ tls }: Runtime): HttpAnswer {
  if (tls === null) return json(404, { error: 'This sandbox was started without --tls.' });
  if (tls.authority === null) return json(404, { error: 'The certificate was given: ask its authority.' });
  return {
    httpStatus: 200,
    headers: ['content-type', 'application/x-pem-file'],
    body: tls.authority.pem,
  };
}

/** From now on a server answers its health checks, does not, or answers late. */
async function setHealth(runtime: Runtime, said: z.infer<typeof healthSchema>): Promise<HttpAnswer> {
  runtime.store.write(() => {
    runtime.store.tables.serverHealth.add({
      server: said.serverId ?? said.ip ?? '',
      port: said.port ?? null,
      atMillis: runtime.clock.now(),
      responseMillis: said.health === 'slow' ? said.millis : said.health === 'alive' ? 0 : null,
    });
  });
  await runtime.store.settled();
  return json(200, { ok: true });
}

async function shiftClock(
  runtime: Runtime,
  { shiftMillis }: z.infer<typeof clockSchema>,
): Promise<HttpAnswer> {
  runtime.store.write(() => runtime.store.writeClockShift(shiftMillis));
  await runtime.store.settled();
  runtime.clock.shiftMillis = shiftMillis;
  return json(200, { ok: true, now: new Date(runtime.clock.now()).toISOString() });
}

/** Back to the start: the seed's data, clock and settings, no faults, no log, no further keys. Nonces stay used. */
async function reset(runtime: Runtime, { seed }: z.infer<typeof resetSchema>): Promise<HttpAnswer> {
  runtime.store.write(() => runtime.store.replaceAll(SEEDS[seed]));
  await runtime.store.settled();
  runtime.faults.clear();
  runtime.throttle.clear();
  runtime.log.clear();
  runtime.settings.current = runtime.initialSettings;
  runtime.keys.current = runtime.initialKeys;
  runtime.clock.shiftMillis = 0;
  runtime.resets.count += 1;
  return json(200, { ok: true });
}

/** Answers a request below `/_sandbox/`. The server has already rejected browsers and foreign Host names. */
export async function answerControl(runtime: Runtime, request: HttpRequest): Promise<HttpAnswer> {
  const path = request.url.split('?', 1)[0] ?? '';
  const route = ROUTES.get(`${request.method} ${path}`);
  if (route !== undefined) {
    const body = request.method === 'POST' ? parseBody(request) : { ok: true as const, value: undefined };
    return body.ok ? await answerRoute(runtime, route, body.value) : body.answer;
  }
  const isKnown = [...ROUTES.keys()].some((key) => key.endsWith(` ${path}`));
  return isKnown
    ? json(405, { error: `${request.method} is not served here.` })
    : json(404, { error: 'There is no such control.' });
}

async function answerRoute(runtime: Runtime, route: Route, body: unknown): Promise<HttpAnswer> {
  try {
    return await route(runtime, body);
  } catch (error) {
    process.stderr.write(`The sandbox failed on a request to control: ${String(error)}\n`);
    return json(500, { error: 'It could not be kept: nothing was changed.' });
  }
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
  handle: (runtime: Runtime, value: Value) => HttpAnswer | Promise<HttpAnswer>,
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
    headers: ['content-type', 'application/json;charset=utf-8'],
    body: JSON.stringify(value),
  };
}
