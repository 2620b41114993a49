import { reject, type Fields } from '../answer';
import { COMBINATION_MISSING } from '../errors';
import type { ForwardedHeader, HttpListener, HttpSettings, HttpsListener } from '../store/models';
import { healthCheckFields, httpProbeFields, onOff } from './listener-fields';
import {
  DEFAULT_CHECK_TIMES,
  DEFAULT_HTTP_PROBE,
  ON_OFF,
  over,
  readCheckTimes,
  readHttpProbe,
  readListenerValues,
} from './listener-values';
import type { Call } from './operation';
import { mergedSwitch } from './set-listener';

/*
 * What HTTP and HTTPS listeners have in common, after the metadata of their Create, Set and Describe calls. The check of an
 * HTTP listener has other names than that of a TCP one: `HealthCheck` is its switch, `HealthCheckTimeout` its timeout.
 */

const FORWARDED_HEADERS = [
  'XForwardedFor',
  'XForwardedFor_SLBIP',
  'XForwardedFor_SLBID',
  'XForwardedFor_proto',
  'XForwardedFor_SLBPORT',
  'XForwardedFor_ClientSrcPort',
] as const satisfies readonly ForwardedHeader[];

/** What a listener has that was created with nothing but its ports. */
export const DEFAULT_HTTP_SETTINGS: HttpSettings = {
  healthCheck: { ...DEFAULT_CHECK_TIMES, ...DEFAULT_HTTP_PROBE },
  forwardedHeaders: {
    XForwardedFor: true,
    XForwardedFor_SLBIP: false,
    XForwardedFor_SLBID: false,
    XForwardedFor_proto: false,
    XForwardedFor_SLBPORT: false,
    XForwardedFor_ClientSrcPort: false,
  },
  gzip: true,
  idleTimeoutSeconds: 15,
  requestTimeoutSeconds: 60,
};

export function readHttpValues(call: Call) {
  const { read } = call;
  return {
    ...readListenerValues(call, ['wrr', 'wlc', 'rr']),
    healthCheckSwitch: read.oneOf('HealthCheck', ON_OFF),
    healthCheck: {
      ...readCheckTimes(call, { timeout: 'HealthCheckTimeout', interval: 'HealthCheckInterval' }),
      ...readHttpProbe(read),
      method: read.oneOf('HealthCheckMethod', ['head', 'get']),
    },
    stickySession: read.oneOf('StickySession', ON_OFF),
    stickySessionType: read.oneOf('StickySessionType', ['insert', 'server']),
    cookie: read.checked('Cookie', isCookie),
    cookieTimeoutSeconds: read.integer('CookieTimeout', 1, 86_400),
    forwardedHeaders: FORWARDED_HEADERS.map((name) => ({ name, requested: read.oneOf(name, ON_OFF) })),
    gzip: read.oneOf('Gzip', ON_OFF),
    idleTimeoutSeconds: read.integer('IdleTimeout', 1, 60),
    requestTimeoutSeconds: read.integer('RequestTimeout', 1, 180),
  };
}

type HttpValues = ReturnType<typeof readHttpValues>;

/** 1–200 visible ASCII characters, without comma and semicolon, and no `$` in front. */
function isCookie(text: string): boolean {
  return /^(?!\$)[!-+\--:<-~]{1,200}$/.test(text);
}

/** The settings as they would be; a new listener has the default ones before. */
export function mergedHttpSettings(old: HttpSettings, change: HttpValues): HttpSettings {
  return {
    healthCheck: over(old.healthCheck, change.healthCheck),
    stickySession: mergedStickySession(old.stickySession, change),
    forwardedHeaders: over(
      old.forwardedHeaders,
      Object.fromEntries(
        change.forwardedHeaders.map(({ name, requested }) => [
          name,
          mergedSwitch(requested, old.forwardedHeaders[name]),
        ]),
      ),
    ),
    gzip: mergedSwitch(change.gzip, old.gzip),
    idleTimeoutSeconds: change.idleTimeoutSeconds ?? old.idleTimeoutSeconds,
    requestTimeoutSeconds: change.requestTimeoutSeconds ?? old.requestTimeoutSeconds,
  };
}

/** An inserted cookie needs its timeout, a rewritten one its name; while the session is not sticky they have no effect. */
function mergedStickySession(
  old: HttpSettings['stickySession'],
  change: HttpValues,
): HttpSettings['stickySession'] {
  if (!mergedSwitch(change.stickySession, old !== undefined)) return undefined;
  switch (change.stickySessionType ?? old?.type) {
    case 'insert': {
      const before = old?.type === 'insert' ? old.cookieTimeoutSeconds : undefined;
      const cookieTimeoutSeconds = change.cookieTimeoutSeconds ?? before ?? reject(COMBINATION_MISSING);
      return { type: 'insert', cookieTimeoutSeconds };
    }
    case 'server': {
      const before = old?.type === 'server' ? old.cookie : undefined;
      return { type: 'server', cookie: change.cookie ?? before ?? reject(COMBINATION_MISSING) };
    }
    case undefined:
      return reject(COMBINATION_MISSING);
  }
}

export function httpSettingsFields(listener: HttpListener | HttpsListener): Fields {
  const { healthCheck, stickySession } = listener;
  return {
    ...Object.fromEntries(FORWARDED_HEADERS.map((name) => [name, onOff(listener.forwardedHeaders[name])])),
    StickySession: onOff(stickySession !== undefined),
    StickySessionType: stickySession?.type,
    Cookie: stickySession?.type === 'server' ? stickySession.cookie : undefined,
    CookieTimeout: stickySession?.type === 'insert' ? stickySession.cookieTimeoutSeconds : undefined,
    ...healthCheckFields(listener, 'HealthCheckTimeout', {
      ...httpProbeFields(healthCheck),
      HealthCheckMethod: healthCheck.method,
    }),
    Gzip: onOff(listener.gzip),
    IdleTimeout: listener.idleTimeoutSeconds,
    RequestTimeout: listener.requestTimeoutSeconds,
  };
}
