import { z } from 'zod';
import {
  timeoutFieldOf,
  type CommonSettings,
  type OtherListenerAttributes,
  type OtherProtocol,
} from '@/lib/slb/responses';
import { fields, rows } from './lenient';
import { commonSettings, commonWire } from './listeners';
import { boolean, number, onOff, text, word } from './values';

const FORWARDED_HEADERS = [
  'XForwardedFor',
  'XForwardedFor_SLBIP',
  'XForwardedFor_SLBID',
  'XForwardedFor_proto',
  'XForwardedFor_SLBPORT',
  'XForwardedFor_ClientSrcPort',
  'XForwardedFor_ClientCertSubjectDN',
  'XForwardedFor_ClientCertIssuerDN',
  'XForwardedFor_ClientCertFingerprint',
  'XForwardedFor_ClientCertClientVerify',
] as const;

const wire = {
  ...commonWire,
  MasterSlaveServerGroupId: text,
  ProxyProtocolV2Enabled: boolean,
  ListenerForward: onOff,
  ForwardPort: number,
  HealthCheck: onOff,
  HealthCheckConnectPort: number,
  HealthCheckConnectTimeout: number,
  HealthCheckTimeout: number,
  HealthCheckInterval: number,
  HealthyThreshold: number,
  UnhealthyThreshold: number,
  HealthCheckDomain: text,
  HealthCheckURI: text,
  HealthCheckHttpCode: text,
  HealthCheckMethod: word,
  HealthCheckReq: text,
  HealthCheckExp: text,
  StickySession: onOff,
  StickySessionType: word,
  Cookie: text,
  CookieTimeout: number,
  ...(Object.fromEntries(FORWARDED_HEADERS.map((name) => [name, onOff])) as Record<
    (typeof FORWARDED_HEADERS)[number],
    typeof onOff
  >),
  Gzip: onOff,
  IdleTimeout: number,
  RequestTimeout: number,
  ServerCertificateId: text,
  CACertificateId: text,
  DomainExtensions: rows(fields({ Domain: text, ServerCertificateId: text }, ['Domain']), {
    wrapper: 'DomainExtension',
    names: ['DomainExtensionId', 'Domain'],
  }),
  EnableHttp2: onOff,
  TLSCipherPolicy: text,
};

/** The fields that are not empty, as text; lists and objects, such as forwarding rules, as JSON. */
function returnedFields(answer: unknown): { name: string; text: string }[] {
  const entries = z.record(z.string(), z.unknown()).safeParse(answer).data ?? {};
  return Object.entries(entries).flatMap(([name, value]) =>
    isEmpty(value) ? [] : [{ name, text: text.safeParse(value).data ?? JSON.stringify(value) }],
  );
}

/** Also a wrapper of nothing: `{"Rule": []}`. */
function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isEmpty);
  return value === null || value === undefined || value === '';
}

/** So that it can be laid over what the list returned. */
function onlyReturned(common: CommonSettings): CommonSettings {
  return Object.fromEntries(Object.entries(common).filter(([, value]) => value !== undefined));
}

/** The response about one UDP, HTTP or HTTPS listener. A field that is missing or cannot be parsed hides only itself. */
export function otherListenerAnswer(protocol: OtherProtocol) {
  const known = fields(wire);
  return z.unknown().transform((answer, context): OtherListenerAttributes => {
    const parsed = known.safeParse(answer);
    if (!parsed.success) {
      context.addIssue({ code: 'custom', message: 'not an object' });
      return z.NEVER;
    }
    const read = parsed.data;
    const common = commonSettings(read);
    return {
      protocol,
      common: onlyReturned({
        ...common,
        status: read.Status,
        aclIds: common.aclIds.length > 0 ? common.aclIds : undefined,
        primarySecondaryServerGroupId: read.MasterSlaveServerGroupId,
      }),
      proxyProtocolV2Enabled: read.ProxyProtocolV2Enabled,
      listenerForward: read.ListenerForward,
      forwardPort: read.ForwardPort,
      healthCheck: read.HealthCheck,
      healthCheckConnectPort: read.HealthCheckConnectPort,
      healthCheckTimeoutSeconds: read[timeoutFieldOf(protocol)],
      healthCheckIntervalSeconds: read.HealthCheckInterval,
      healthyThreshold: read.HealthyThreshold,
      unhealthyThreshold: read.UnhealthyThreshold,
      healthCheckDomain: read.HealthCheckDomain,
      healthCheckUri: read.HealthCheckURI,
      healthCheckHttpCode: read.HealthCheckHttpCode,
      healthCheckMethod: read.HealthCheckMethod,
      healthCheckRequest: read.HealthCheckReq,
      healthCheckResponse: read.HealthCheckExp,
      stickySession: read.StickySession,
      stickySessionType: read.StickySessionType,
      cookie: read.Cookie,
      cookieTimeoutSeconds: read.CookieTimeout,
      forwardedHeaders: FORWARDED_HEADERS.flatMap((name) => {
        const state = read[name];
        return state === undefined ? [] : [{ name, state }];
      }),
      gzip: read.Gzip,
      idleTimeoutSeconds: read.IdleTimeout,
      requestTimeoutSeconds: read.RequestTimeout,
      serverCertificateId: read.ServerCertificateId,
      caCertificateId: read.CACertificateId,
      domains: read.DomainExtensions?.items.map((extension) => ({
        domain: extension.Domain,
        serverCertificateId: extension.ServerCertificateId,
        ...(extension.unreadable.length > 0 && { unreadable: extension.unreadable }),
      })),
      unreadDomains: read.DomainExtensions?.unread ?? [],
      http2: read.EnableHttp2,
      tlsCipherPolicy: read.TLSCipherPolicy,
      returned: returnedFields(answer),
      unreadable: read.unreadable,
    };
  });
}
