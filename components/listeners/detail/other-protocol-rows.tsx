import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { Code, Id } from '@/components/ui/verbatim';
import type { OneListener, OneOtherListener } from '@/lib/listeners/detail/detail-types';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import type { OtherListenerAttributes } from '@/lib/slb/responses';
import { namesOf } from './detail-head';
import { checkRows } from './other-protocol-check';
import { nameOf, switchText, type Row, type RowOf, type SettingsTranslator } from './other-protocol-row';
import { bandwidthText, isKnownScheduler } from './setting-row';

export type RowGroup = { heading: string; rows: Row[] };

const code = (words: ReactNode) => <Code>{words}</Code>;

/** The headers that every HTTP listener has a switch for, as the vendor's console names them. */
const HEADERS = {
  XForwardedFor: 'X-Forwarded-For',
  XForwardedFor_SLBIP: 'SLB-IP',
  XForwardedFor_SLBID: 'SLB-ID',
  XForwardedFor_proto: 'X-Forwarded-Proto',
  XForwardedFor_SLBPORT: 'X-Forwarded-Port',
  XForwardedFor_ClientSrcPort: 'X-Forwarded-Client-srcport',
} as const;

/** The groups of settings, in the order of the page; the first has no heading. A group without rows is left out. */
export async function otherProtocolGroups(
  one: OneListener,
  { settings, attributes }: OneOtherListener,
): Promise<RowGroup[]> {
  const [t, domain] = await Promise.all([getTranslations('listener.settings'), getTranslations('domain')]);
  const read = attributes?.ok ? attributes.value : null;
  /** A row about a field; one without a value says why. */
  const row: RowOf = (name, wireName, value) => {
    const unreadable = [...(settings.unreadable ?? []), ...(read?.unreadable ?? [])];
    const state =
      value !== undefined ? 'returned' : unreadable.includes(wireName) ? 'unreadable' : 'unreturned';
    return { key: name, name: nameOf(t, name), state, value: state === 'returned' ? value : t(state) };
  };
  const isRedirect = read?.listenerForward === 'on';
  const tags = settings.tags.map(({ key, value }) => (value === '' ? key : `${key}: ${value}`));

  const basics = [
    row('listenerPort', 'ListenerPort', t('protocol', namesOf(one))),
    ...(isRedirect ? [row('redirect', 'ForwardPort', redirectText(t, one, read))] : []),
    ...(isRedirect
      ? []
      : [
          row(
            'bandwidth',
            'Bandwidth',
            settings.bandwidthMbps === undefined ? undefined : bandwidthText(t, settings.bandwidthMbps),
          ),
        ]),
    row('description', 'Description', settings.description ?? t('none')),
    row('tags', 'Tags', tags.length === 0 ? t('none') : tags.join(domain('separator'))),
  ];
  const scheduling = [
    row(
      'scheduler',
      'Scheduler',
      settings.scheduler === undefined ? undefined : (
        <>
          {code(settings.scheduler)}
          {isKnownScheduler(settings.scheduler) && domain('comma') + t(`scheduler.${settings.scheduler}`)}
        </>
      ),
    ),
    row(
      'group',
      'VServerGroupId',
      groupText(t, settings.vServerGroupId ?? read?.primarySecondaryServerGroupId),
    ),
    ...(settings.vServerGroupId === undefined
      ? [row('backendPort', 'BackendServerPort', settings.backendServerPort?.toString())]
      : []),
  ];
  const groups: RowGroup[] = [{ heading: '', rows: basics }];
  const add = (heading: Parameters<typeof t>[0], rows: Row[]) => groups.push({ heading: t(heading), rows });
  if (isRedirect) return groups;
  if (read === null) {
    add('heading.scheduling', scheduling);
    return groups;
  }

  const isHttp = read.protocol !== 'udp';
  add(isHttp ? 'heading.session' : 'heading.scheduling', [
    ...scheduling,
    isHttp
      ? row('persistence', 'StickySession', stickySessionText(t, read))
      : row(
          'proxyProtocol',
          'ProxyProtocolV2Enabled',
          read.proxyProtocolV2Enabled === undefined
            ? undefined
            : read.proxyProtocolV2Enabled
              ? t('proxyV2')
              : t('off'),
        ),
  ]);
  add('healthCheck', [
    row('check', 'HealthCheck', switchText(t, read.healthCheck, t('checkOff'))),
    ...(read.healthCheck === 'on' ? checkRows(t, read, settings.vServerGroupId !== undefined, row) : []),
  ]);
  if (read.protocol === 'https')
    add('heading.tls', [
      row(
        'serverCertificate',
        'ServerCertificateId',
        read.serverCertificateId && longId(read.serverCertificateId),
      ),
      row(
        'caCertificate',
        'CACertificateId',
        read.caCertificateId === undefined ? (
          t('oneWay')
        ) : (
          <>
            {longId(read.caCertificateId)}
            {domain('comma') + t('mutual')}
          </>
        ),
      ),
      ...(read.domains === undefined || read.domains.length === 0
        ? []
        : [row('domains', 'DomainExtensions', domainList(read.domains))]),
      row('tlsPolicy', 'TLSCipherPolicy', read.tlsCipherPolicy && code(read.tlsCipherPolicy)),
      row('http2', 'EnableHttp2', switchText(t, read.http2)),
    ]);
  if (isHttp) {
    add('heading.headers', headerRows(t, read));
    add('heading.timeouts', [
      row('idleTimeout', 'IdleTimeout', secondsText(t, 'seconds', read.idleTimeoutSeconds)),
      row('requestTimeout', 'RequestTimeout', secondsText(t, 'requestTimeout', read.requestTimeoutSeconds)),
      row('gzip', 'Gzip', switchText(t, read.gzip)),
    ]);
  }
  add(
    'heading.further',
    read.further.map(({ name, value }) => ({ key: name, name, state: 'returned', value: code(value) })),
  );
  return groups;
}

function domainList(domains: NonNullable<OtherListenerAttributes['domains']>) {
  return (
    <ul>
      {domains.map(({ domain, serverCertificateId }) => (
        <li key={domain}>
          {code(domain)} {serverCertificateId && longId(serverCertificateId)}
        </li>
      ))}
    </ul>
  );
}

function longId(id: string) {
  return <Id className="whitespace-normal! wrap-anywhere">{id}</Id>;
}

function secondsText(
  t: SettingsTranslator,
  message: 'seconds' | 'requestTimeout',
  seconds: number | undefined,
): string | undefined {
  return seconds === undefined ? undefined : t(message, { seconds });
}

function groupText(t: SettingsTranslator, groupId: string | undefined): ReactNode {
  return groupId === undefined ? t('defaultGroup') : <Id>{groupId}</Id>;
}

/** Where it redirects to: a link, for that listener is on the same instance. */
function redirectText(
  t: SettingsTranslator,
  { key }: OneListener,
  { forwardPort }: OtherListenerAttributes,
): ReactNode {
  if (forwardPort === undefined) return undefined;
  const href = listenerHref({ ...key, listenerPort: forwardPort }, 'https');
  return t.rich('redirect', {
    port: String(forwardPort),
    link: (words) => <Link href={href}>{words}</Link>,
  });
}

function stickySessionText(
  t: SettingsTranslator,
  { stickySession, stickySessionType, cookie, cookieTimeoutSeconds }: OtherListenerAttributes,
): ReactNode {
  if (stickySession !== 'on') return switchText(t, stickySession);
  if (stickySessionType === 'insert' && cookieTimeoutSeconds !== undefined)
    return t('cookieInserted', { seconds: cookieTimeoutSeconds });
  if (stickySessionType === 'server' && cookie !== undefined)
    return t.rich('cookieRewritten', { code, cookie });
  return stickySessionType === undefined ? t('on') : code(stickySessionType);
}

/** Each header with what it tells the servers; further ones, such as those about client certificates, by wire name. */
function headerRows(t: SettingsTranslator, read: OtherListenerAttributes): Row[] {
  const names = [...new Set([...Object.keys(HEADERS), ...read.forwardedHeaders.map(({ name }) => name)])];
  return names.map((name) => {
    const state = read.forwardedHeaders.find((header) => header.name === name)?.state;
    const isKnown = Object.hasOwn(HEADERS, name);
    const known = isKnown ? (name as keyof typeof HEADERS) : null;
    const why = read.unreadable.includes(name) ? 'unreadable' : 'unreturned';
    return {
      key: name,
      name: known === null ? name : HEADERS[known],
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
