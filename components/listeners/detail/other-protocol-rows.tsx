import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { code, Id } from '@/components/ui/verbatim';
import type { OneListener, OneOtherListener } from '@/lib/listeners/detail/detail-types';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import type { OtherListenerAttributes } from '@/lib/slb/responses';
import { namesOf } from './detail-head';
import { checkRows, type ServerPorts } from './other-protocol-check';
import { headerRows, persistenceRows, timeoutRows, tlsRows } from './other-protocol-http';
import { rowsAbout, switchText, type Row, type RowOf, type SettingsTranslator } from './other-protocol-row';
import { bandwidthText, isKnownScheduler } from './setting-row';

export type RowGroup = { heading: string; rows: readonly Row[] };

/** Fields that are no settings, and those of access control, which has a section of its own. */
const ELSEWHERE: readonly string[] = [
  'RequestId',
  'LoadBalancerId',
  'ListenerPort',
  'ListenerProtocol',
  'Status',
  'AclStatus',
  'AclType',
  'AclId',
  'AclIds',
];

/**
 * The groups of settings, in the order of the page; the first has no heading. A group without rows is left out. Whatever
 * SLB returned that no row shows is in the last group.
 */
export async function otherProtocolGroups(
  one: OneListener,
  { settings, attributes }: OneOtherListener,
): Promise<RowGroup[]> {
  const [t, domain] = await Promise.all([getTranslations('listener.settings'), getTranslations('domain')]);
  const read = attributes?.ok ? attributes.value : null;
  const row = rowsAbout(t, [...(settings.unreadable ?? []), ...(read?.unreadable ?? [])]);
  const isRedirect = read?.listenerForward === 'on';
  const tags = settings.tags?.map(({ key, value }) => (value === '' ? key : `${key}: ${value}`));

  const basics = [
    row('listenerPort', 'ListenerPort', t('protocol', namesOf(one))),
    ...(read?.protocol === 'http' ? [redirectRow(t, one, read, row)] : []),
    ...(isRedirect
      ? []
      : [
          row(
            'bandwidth',
            'Bandwidth',
            settings.bandwidthMbps === undefined ? undefined : bandwidthText(t, settings.bandwidthMbps),
          ),
        ]),
    row('description', 'Description', settings.description, t('none')),
    row('tags', 'Tags', tags && (tags.length === 0 ? t('none') : tags.join(domain('separator')))),
  ];
  const groups: RowGroup[] = [{ heading: '', rows: basics }];
  const add = (heading: Parameters<typeof t>[0], rows: readonly Row[]) =>
    groups.push({ heading: t(heading), rows });

  if (!isRedirect) {
    const isHttp = read !== null && read.protocol !== 'udp';
    const servers = serverRows(t, settings, read !== null, row);
    add(isHttp ? 'heading.session' : 'heading.scheduling', [
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
      ...servers.rows,
      ...(isHttp ? persistenceRows(t, read, row) : []),
      ...(read?.protocol === 'udp' ? [proxyProtocolRow(t, read, row)] : []),
    ]);
    if (read !== null) add('healthCheck', checkRows(t, read, servers.ports, row));
    if (read?.protocol === 'https') add('heading.tls', tlsRows(t, read, row, domain('comma')));
    if (isHttp) {
      add('heading.headers', headerRows(t, read));
      add('heading.timeouts', timeoutRows(t, read, row));
    }
  }
  const shown = [...ELSEWHERE, ...groups.flatMap(({ rows }) => rows.flatMap(({ fields }) => fields))];
  add(
    'heading.further',
    (read?.returned ?? [])
      .filter(({ name }) => !shown.includes(name))
      .map(({ name, text }) => ({ key: name, name, fields: [name], state: 'returned', value: code(text) })),
  );
  return groups;
}

/**
 * The group and the port of its servers. That no group was returned means the default group, but only the response for
 * this listener has every kind of group.
 */
function serverRows(
  t: SettingsTranslator,
  settings: OneOtherListener['settings'],
  isRead: boolean,
  row: RowOf,
): { rows: Row[]; ports: ServerPorts } {
  const groupId = settings.vServerGroupId ?? settings.primarySecondaryServerGroupId;
  const group = row(
    'group',
    ['VServerGroupId', 'MasterSlaveServerGroupId'],
    groupId && <Id>{groupId}</Id>,
    isRead ? t('defaultGroup') : undefined,
  );
  const ports = groupId !== undefined ? 'own' : group.state === 'returned' ? 'shared' : null;
  const port = settings.backendServerPort?.toString();
  const text = { own: 'backendPortUnused', shared: 'backendPortUsed' } as const;
  const backendPort = row(
    'backendPort',
    'BackendServerPort',
    port && (ports === null ? code(port) : t(text[ports], { port })),
  );
  // Each server of a group has its own port (slb-api.md 5.6), and then none is returned (3.9).
  const isUnneeded = ports === 'own' && backendPort.state === 'unreturned';
  return { rows: isUnneeded ? [group] : [group, backendPort], ports };
}

function proxyProtocolRow(
  t: SettingsTranslator,
  { proxyProtocolV2Enabled: isEnabled }: OtherListenerAttributes,
  row: RowOf,
): Row {
  const text = isEnabled === undefined ? undefined : isEnabled ? t('proxyV2') : t('off');
  return row('proxyProtocol', 'ProxyProtocolV2Enabled', text);
}

/** Where it redirects to: a link, for that listener is on the same instance. */
function redirectRow(
  t: SettingsTranslator,
  { key }: OneListener,
  { listenerForward, forwardPort }: OtherListenerAttributes,
  row: RowOf,
): Row {
  if (listenerForward !== 'on') return row('redirect', 'ListenerForward', switchText(t, listenerForward));
  return row(
    'redirect',
    ['ListenerForward', 'ForwardPort'],
    forwardPort &&
      t.rich('redirect', {
        port: String(forwardPort),
        link: (words) => (
          <Link href={listenerHref({ ...key, listenerPort: forwardPort, protocol: 'https' })}>{words}</Link>
        ),
      }),
  );
}
