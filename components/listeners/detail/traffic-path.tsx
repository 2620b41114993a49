import { getTranslations } from 'next-intl/server';
import { Fragment, type ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { Status } from '@/components/ui/status';
import { Mono } from '@/components/ui/verbatim';
import type { Translator } from '@/lib/i18n/translator';
import { UNLIMITED_BANDWIDTH } from '@/lib/model/limits';
import { listOfValueHref } from '@/lib/listeners/list/hrefs';
import type { OneListener, OneTcpListener } from '@/lib/listeners/detail/detail-types';
import { accessOf, type OneAccess } from './detail-access';
import { isKnownScheduler } from './setting-row';
import css from './traffic-path.module.css';
import { Legend, Servers } from './traffic-path-servers';
import { forwards, reachesNone } from './shown-servers';

type Props = { one: OneListener; listener: OneTcpListener; statusText: string };

/**
 * Client, listener, group, servers: the path of a connection, as a list that reads the same without the graphics. Each
 * line says who is let through, or how a server is chosen. The line is broken if every server is abnormal.
 */
export async function TrafficPath({ one, listener, statusText }: Props) {
  const [t, domain] = await Promise.all([getTranslations('listener.trafficPath'), getTranslations('domain')]);
  const { settings, group } = listener;
  const access = accessOf(one, listener);
  const clients = clientMessages(access, t);
  const { regionId } = one.key;
  const scheduler = group.kind === 'primary-secondary-group' ? null : settings.scheduler;

  return (
    <div className={css.frame} data-flow={forwards(one.status) ? 'on' : 'off'}>
      <ol aria-label={t('label')} className={css.path}>
        <li className={css.node}>
          <p className={css.kind}>{t('clients')}</p>
          <p>{clients.who}</p>
          <p className={cx(css.detail, clients.care && 'text-warn')}>{clients.consequence}</p>
        </li>
        <li className={css.pipe}>
          <span>
            {access.kind === 'off' ? (
              t('openLine')
            ) : access.kind === 'unknown' ? (
              t('unreturned')
            ) : access.kind === 'other' ? (
              access.type
            ) : (
              <>
                <Icon name={access.kind === 'white' ? 'allow' : 'deny'} size={14} className="mr-1" />
                {t(access.kind === 'white' ? 'allowlist' : 'denylist')}
              </>
            )}
          </span>
          {access.kind !== 'off' && access.kind !== 'unknown' && (
            <span className={css.below} title={access.names.join(domain('separator'))}>
              {listener.accessControlLists.map(({ aclId }, index) => (
                <Fragment key={aclId}>
                  {index > 0 && domain('separator')}
                  <Link href={listOfValueHref(regionId, 'access', aclId)}>
                    {access.names[index] ?? aclId}
                  </Link>
                </Fragment>
              ))}
            </span>
          )}
        </li>
        <li className={cx(css.node, css.gate)}>
          <p className={css.kind}>{t('listener')}</p>
          <p>
            <Status status={one.status}>
              <span className="sr-only">{statusText + domain('comma')}</span>
              <span className={css.port}>{one.key.listenerPort}</span>
            </Status>{' '}
            <Mono className="text-ink-3">TCP</Mono>
          </p>
          <p className={css.detail}>
            {settings.bandwidthMbps === undefined
              ? t('bandwidthUnreturned')
              : settings.bandwidthMbps === UNLIMITED_BANDWIDTH
                ? t('noCap')
                : t('cap', { mbps: settings.bandwidthMbps })}
          </p>
          {one.status === 'stopped' && <p className={css.detail}>{t('closed')}</p>}
        </li>
        <li className={css.pipe} data-dead={reachesNone(group.servers) ? '' : undefined}>
          <span className={scheduler ? 'font-mono' : undefined}>
            {scheduler === undefined ? t('unreturned') : (scheduler ?? t('toPrimary'))}
          </span>
          {scheduler && isKnownScheduler(scheduler) && <span className={css.below}>{t(scheduler)}</span>}
        </li>
        <li className={css.node}>
          <p className={css.kind}>{t(group.kind)}</p>
          <p>
            {group.groupId === null ? (
              t(group.kind === 'unknown' ? 'unreturned' : 'ofInstance')
            ) : (
              <Link href={listOfValueHref(regionId, 'backend', group.groupId)}>
                {group.name ?? group.groupId}
              </Link>
            )}
          </p>
          {group.groupId !== null && group.name !== null && group.name !== group.groupId && (
            <p translate="no" className="id">
              {group.groupId}
            </p>
          )}
          {group.kind === 'port' && settings.backendServerPort !== undefined && (
            <p className={css.detail}>{t('backendPort', { port: String(settings.backendServerPort) })}</p>
          )}
        </li>
        <Servers regionId={regionId} listener={listener} />
      </ol>
      <Legend listener={listener} />
    </div>
  );
}

/** Who gets through, and what happens to the others. */
function clientMessages(
  access: OneAccess,
  t: Translator<'listener.trafficPath'>,
): { who: ReactNode; consequence: string; care: boolean } {
  const plain = (who: string, consequence: string) => ({ who, consequence, care: false });
  const care = (who: string, consequence: string) => ({ who, consequence, care: true });
  const { who, because, from } = access.reach;
  const everyone = t('everyone', { from });
  if (access.kind === 'off') return plain(everyone, t('noControl'));
  switch (because) {
    case 'empty-allowlist':
      return care(everyone, t('emptyAllow'));
    case 'full-allowlist':
      return care(everyone, t('fullAllow'));
    case 'empty-denylist':
      return care(everyone, t('emptyDeny'));
    case 'full-denylist':
      return care(t('noOne'), t('fullDeny'));
    default:
  }
  switch (access.kind) {
    case 'unknown':
      return care(t('clients'), t('accessUnreturned'));
    case 'other':
      return care(t('clients'), t('otherType', { type: access.type }));
    case 'white':
    case 'black': {
      const isAllowed = access.kind === 'white';
      if (access.entryCount === null) return care(t(isAllowed ? 'onLists' : 'notOnLists'), t('listUnread'));
      const listed = t(isAllowed ? 'ranges' : 'allBut', { count: access.entryCount });
      return who === 'unknown'
        ? care(listed, t('unclear'))
        : plain(listed, t(isAllowed ? 'othersDropped' : 'listedDropped'));
    }
  }
}
