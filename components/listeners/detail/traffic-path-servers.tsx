import { getTranslations } from 'next-intl/server';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Mono } from '@/components/ui/verbatim';
import type { OneServer, OneTcpListener } from '@/lib/listeners/detail/detail-types';
import css from './traffic-path.module.css';
import { chooseShown, cutLines, isAbnormal, reachesNone } from './shown-servers';

/** The last stop of the picture: the servers, the abnormal ones never left out, and how many more there are. */
export async function Servers({ listener }: { listener: OneTcpListener }) {
  const t = await getTranslations('listener.trafficPath');
  const { servers } = listener.group;
  if (!servers.ok || servers.value.length === 0) {
    return (
      <>
        <li aria-hidden="true" className={css.spine} data-alone="" />
        <li className={cx(css.server, css.none)}>
          <span>
            <b>{t(servers.ok ? 'noServers' : 'serversUnread')}</b>
            {servers.ok && <span className={cx(css.weight, 'block')}>{t('noServersText')}</span>}
          </span>
        </li>
      </>
    );
  }
  const { shown, hidden } = chooseShown(servers.value);
  const rows = hidden.length > 0 ? shown.length + 1 : shown.length;
  const hiddenBad = hidden.filter(isAbnormal).length;
  const cut = cutLines([
    ...shown.map(isAbnormal),
    ...(hidden.length > 0 ? [hiddenBad === hidden.length] : []),
  ]);
  return (
    <>
      <li
        aria-hidden="true"
        className={css.spine}
        data-alone={rows === 1 ? '' : undefined}
        data-dead={reachesNone(servers) ? '' : undefined}
      />
      <li>
        <ul className={css.servers}>
          {shown.map((server, index) => (
            <Server
              key={`${server.serverId} ${server.serverIp} ${server.port}`}
              server={server}
              listener={listener}
              isCut={cut[index] === true}
            />
          ))}
          {hidden.length > 0 && (
            <li
              className={css.server}
              data-bad={hiddenBad === hidden.length ? '' : undefined}
              data-cut={cut.at(-1) === true ? '' : undefined}
            >
              <span>{t('more', { count: hidden.length })}</span>
              <span className={css.health}>
                {hiddenBad > 0
                  ? t('moreAbnormal', { count: hiddenBad })
                  : listener.settings.status !== 'stopped' &&
                    hidden.every(({ health }) => health?.status === 'normal') &&
                    t('moreNormal')}
              </span>
            </li>
          )}
        </ul>
      </li>
    </>
  );
}

type ServerProps = { server: OneServer; listener: OneTcpListener; isCut: boolean };

async function Server({ server, listener, isCut }: ServerProps) {
  const [t, domain] = await Promise.all([getTranslations('listener.trafficPath'), getTranslations('domain')]);
  const bad = isAbnormal(server);
  const gets = getsNew(server, listener);
  const facts = [
    server.role !== null && t(server.role),
    server.weight !== null && t('weight', { weight: String(server.weight) }),
    gets !== 'traffic' && t(gets),
  ].filter((fact) => fact !== false);
  return (
    <li
      className={css.server}
      data-bad={bad ? '' : undefined}
      data-dry={gets === 'traffic' ? undefined : ''}
      data-cut={isCut ? '' : undefined}
    >
      <span className="min-w-0">
        <Mono className="block wrap-anywhere">{addressOf(server)}</Mono>
        <span className={css.weight}>{facts.join(domain('comma'))}</span>
      </span>
      <Health server={server} listener={listener} />
    </li>
  );
}

const HEALTH = {
  normal: { icon: 'ok', mark: 'text-ok-mark', text: '' },
  abnormal: { icon: 'bad', mark: 'text-bad-mark', text: 'text-bad' },
  other: { icon: 'todo', mark: 'text-mark-off', text: 'text-ink-2' },
} as const;

async function Health({ server, listener }: Omit<ServerProps, 'isCut'>) {
  const t = await getTranslations('listener.trafficPath');
  const isStopped = listener.settings.status === 'stopped';
  const status = isStopped ? undefined : server.health?.status;
  const style = status === 'normal' || status === 'abnormal' ? HEALTH[status] : HEALTH.other;
  return (
    <span className={cx(css.health, style.text)}>
      <Icon name={style.icon} size={14} className={style.mark} />
      {healthText()}
    </span>
  );

  function healthText(): string {
    if (isStopped) return t('unchecked');
    if (!listener.health.ok) return t('healthUnread');
    if (!listener.health.value.checked) return t('unchecked');
    switch (status) {
      case 'normal':
      case 'abnormal':
      case 'unavailable':
        return t(status);
      default:
        return status ?? t('unavailable');
    }
  }
}

/** Whether new connections come to a server; a secondary gets some only while its primary is abnormal (slb-api.md 5.6). */
function getsNew(server: OneServer, { group }: OneTcpListener): 'traffic' | 'noNew' | 'standby' {
  if (isAbnormal(server) || server.weight === 0) return 'noNew';
  if (server.role !== 'secondary' || !group.servers.ok) return 'traffic';
  const primary = group.servers.value.find(({ role }) => role === 'primary');
  return primary && isAbnormal(primary) ? 'traffic' : 'standby';
}

function addressOf({ serverId, serverIp, port }: OneServer): string {
  const host = serverIp ?? serverId;
  if (port === null) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
