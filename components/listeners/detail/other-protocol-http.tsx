import type { ReactNode } from 'react';
import { Code, code, Id } from '@/components/ui/verbatim';
import type { OtherListenerAttributes } from '@/lib/slb/responses';
import {
  secondsText,
  switchText,
  wholeOrParts,
  type Row,
  type RowOf,
  type SettingsTranslator,
} from './other-protocol-row';

/** The headers that every HTTP listener has a switch for, as the vendor's console names them. */
const HEADERS = {
  XForwardedFor: 'X-Forwarded-For',
  XForwardedFor_SLBIP: 'SLB-IP',
  XForwardedFor_SLBID: 'SLB-ID',
  XForwardedFor_proto: 'X-Forwarded-Proto',
  XForwardedFor_SLBPORT: 'X-Forwarded-Port',
  XForwardedFor_ClientSrcPort: 'X-Forwarded-Client-srcport',
} as const;

/** Session persistence; a cookie that SLB inserts has a timeout, one that it rewrites a name. */
export function persistenceRows(
  t: SettingsTranslator,
  read: OtherListenerAttributes,
  row: RowOf,
): readonly Row[] {
  const { stickySession, stickySessionType: type, cookie, cookieTimeoutSeconds: seconds } = read;
  const onOrOff = row('persistence', 'StickySession', switchText(t, stickySession));
  if (stickySession !== 'on') return [onOrOff];
  const parts = [onOrOff, row('cookieType', 'StickySessionType', type && code(type))];
  switch (type) {
    case 'insert':
      return wholeOrParts(
        row(
          'persistence',
          ['StickySession', 'StickySessionType', 'CookieTimeout'],
          seconds === undefined ? undefined : t('cookieInserted', { seconds }),
        ),
        [...parts, row('cookieTimeout', 'CookieTimeout', undefined)],
      );
    case 'server':
      return wholeOrParts(
        row(
          'persistence',
          ['StickySession', 'StickySessionType', 'Cookie'],
          cookie && t.rich('cookieRewritten', { code, cookie }),
        ),
        [...parts, row('cookie', 'Cookie', undefined)],
      );
    default:
      return parts;
  }
}

/** The certificates of an HTTPS listener, and how it speaks TLS. */
export function tlsRows(
  t: SettingsTranslator,
  read: OtherListenerAttributes,
  row: RowOf,
  comma: string,
): Row[] {
  return [
    row(
      'serverCertificate',
      'ServerCertificateId',
      read.serverCertificateId && longId(read.serverCertificateId),
    ),
    row(
      'caCertificate',
      'CACertificateId',
      read.caCertificateId && (
        <>
          {longId(read.caCertificateId)}
          {comma + t('mutual')}
        </>
      ),
      t('oneWay'),
    ),
    row('domains', 'DomainExtensions', domainList(t, read)),
    row('tlsPolicy', 'TLSCipherPolicy', read.tlsCipherPolicy && code(read.tlsCipherPolicy)),
    row('http2', 'EnableHttp2', switchText(t, read.http2)),
  ];
}

function domainList(t: SettingsTranslator, { domains, unreadDomains }: OtherListenerAttributes): ReactNode {
  if (domains === undefined) return undefined;
  if (domains.length === 0 && unreadDomains.length === 0) return t('none');
  return (
    <ul>
      {domains.map(({ domain, serverCertificateId, unreadable }) => (
        <li key={domain}>
          {code(domain)}{' '}
          {serverCertificateId === undefined
            ? t(unreadable === undefined ? 'certificateUnreturned' : 'certificateUnreadable')
            : longId(serverCertificateId)}
        </li>
      ))}
      {unreadDomains.map((identity, index) => (
        <li key={index}>
          {Object.values(identity).map((part) => (
            <Code key={part}>{part} </Code>
          ))}
          {t('unreadable')}
        </li>
      ))}
    </ul>
  );
}

function longId(id: string) {
  return <Id className="whitespace-normal! wrap-anywhere">{id}</Id>;
}

/** Each header with what it tells the servers; further ones, such as those about client certificates, by wire name. */
export function headerRows(t: SettingsTranslator, read: OtherListenerAttributes): Row[] {
  const names = [...new Set([...Object.keys(HEADERS), ...read.forwardedHeaders.map(({ name }) => name)])];
  return names.map((name) => {
    const state = read.forwardedHeaders.find((header) => header.name === name)?.state;
    const isKnown = Object.hasOwn(HEADERS, name);
    const known = isKnown ? (name as keyof typeof HEADERS) : null;
    const why = read.unreadable.includes(name) ? 'unreadable' : 'unreturned';
    return {
      key: name,
      name: known === null ? name : HEADERS[known],
      fields: [name],
      state: state === undefined ? why : 'returned',
      value:
        state === undefined
          ? t(why)
          : state === 'on'
            ? known === null
              ? t('on')
              : t(`header.${known}`)
            : t('off'),
    };
  });
}

export function timeoutRows(t: SettingsTranslator, read: OtherListenerAttributes, row: RowOf): Row[] {
  const { requestTimeoutSeconds: requestSeconds } = read;
  return [
    row('idleTimeout', 'IdleTimeout', secondsText(t, read.idleTimeoutSeconds)),
    row(
      'requestTimeout',
      'RequestTimeout',
      requestSeconds === undefined ? undefined : t('requestTimeout', { seconds: requestSeconds }),
    ),
    row('gzip', 'Gzip', switchText(t, read.gzip)),
  ];
}
