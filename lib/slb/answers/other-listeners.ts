import { z } from 'zod';
import type { OtherListenerAttributes, OtherProtocol } from '@/lib/slb/responses';
import { fields, list } from './lenient';
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
  BackendServerPort: number,
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
  DomainExtensions: list(fields({ Domain: text, ServerCertificateId: text }, ['Domain']), {
    wrapper: 'DomainExtension',
  }),
  EnableHttp2: onOff,
  TLSCipherPolicy: text,
};

/** What the list returns as well, and is read from there. */
const LISTED: ReadonlySet<string> = new Set([
  'RequestId',
  'LoadBalancerId',
  'ListenerPort',
  'Status',
  'Bandwidth',
  'Scheduler',
  'Description',
  'VServerGroupId',
  'AclStatus',
  'AclType',
  'AclId',
]);

/** Fields of no known name; lists and objects, such as rules, are left out. */
function furtherFields(answer: unknown): { name: string; value: string }[] {
  const entries = z.record(z.string(), z.unknown()).safeParse(answer).data ?? {};
  return Object.entries(entries).flatMap(([name, raw]) => {
    if (Object.hasOwn(wire, name) || LISTED.has(name)) return [];
    const value = text.safeParse(raw).data ?? '';
    return value === '' ? [] : [{ name, value }];
  });
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
    return {
      protocol,
      backendServerPort: read.BackendServerPort,
      primarySecondaryServerGroupId: read.MasterSlaveServerGroupId,
      proxyProtocolV2Enabled: read.ProxyProtocolV2Enabled,
      listenerForward: read.ListenerForward,
      forwardPort: read.ForwardPort,
      healthCheck: read.HealthCheck,
      healthCheckConnectPort: read.HealthCheckConnectPort,
      // UDP has the name of TCP.
      healthCheckTimeoutSeconds: read.HealthCheckTimeout ?? read.HealthCheckConnectTimeout,
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
      domains: read.DomainExtensions?.map((extension) => ({
        domain: extension.Domain,
        serverCertificateId: extension.ServerCertificateId,
      })),
      http2: read.EnableHttp2,
      tlsCipherPolicy: read.TLSCipherPolicy,
      further: furtherFields(answer),
      unreadable: read.unreadable,
    };
  });
}
