import { getTranslations } from 'next-intl/server';
import type { CSSProperties } from 'react';
import { cx } from '@/components/ui/class-names';
import { ServerFacts } from '@/components/listeners/server-facts';
import { Link } from '@/components/ui/link';
import { listOfValueHref } from '@/lib/listeners/list/hrefs';
import type { OneServer, OneTcpListener } from '@/lib/listeners/detail/detail-types';
import css from './traffic-path.module.css';
import {
  chooseShown,
  cutLines,
  flowOf,
  flowOfAll,
  flows,
  getsNew,
  isAbnormal,
  reachesNone,
  thicknessOf,
} from './shown-servers';

/** The last stop of the picture: the servers, the abnormal ones never left out, and how many more there are. */
export async function Servers({ regionId, listener }: { regionId: string; listener: OneTcpListener }) {
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
  const hiddenFlow = flowOfAll(hidden.map((server) => flowOf(server, listener)));
  const thickness = thicknessOf(listener);
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
              regionId={regionId}
              server={server}
              listener={listener}
              pixels={thickness?.(server)}
              isCut={cut[index] === true}
            />
          ))}
          {hidden.length > 0 && (
            <li className={css.server} data-flow={hiddenFlow} data-cut={cut.at(-1) === true ? '' : undefined}>
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

type ServerProps = {
  regionId: string;
  server: OneServer;
  listener: OneTcpListener;
  /** The thickness of its line, if it differs from others'. */
  pixels: number | undefined;
  isCut: boolean;
};

async function Server({ regionId, server, listener, pixels, isCut }: ServerProps) {
  const [t, domain] = await Promise.all([getTranslations('listener.trafficPath'), getTranslations('domain')]);
  const gets = getsNew(server, listener);
  const facts = [
    server.role !== null && t(server.role),
    server.weight !== null && t('weight', { weight: String(server.weight) }),
    gets !== 'traffic' && t(gets),
  ].filter((fact) => fact !== false);
  return (
    <li
      className={css.server}
      data-flow={flowOf(server, listener)}
      data-cut={isCut ? '' : undefined}
      style={pixels === undefined ? undefined : ({ '--line': `${pixels}px` } as CSSProperties)}
    >
      <ServerFacts
        address={
          <Link href={listOfValueHref(regionId, 'server', server.serverIp ?? server.serverId)}>
            {addressOf(server)}
          </Link>
        }
        facts={facts.join(domain('comma'))}
        // Of a stopped listener nothing is checked now.
        status={listener.settings.status === 'stopped' ? null : server.health?.status}
        statusText={await healthTextOf(server, listener)}
      />
    </li>
  );
}

/** What the lines mean: of the patterns only those that are there. */
export async function Legend({ listener }: { listener: OneTcpListener }) {
  const t = await getTranslations('listener.trafficPath.legend');
  const { servers } = listener.group;
  if (!servers.ok || servers.value.length === 0) return null;
  const drawn = new Set(servers.value.map((server) => flowOf(server, listener)));
  return (
    // Of each server it is said in words.
    <ul aria-hidden="true" className={css.legend}>
      {flows
        .filter((flow) => drawn.has(flow))
        .map((flow) => (
          <li key={flow} data-flow={flow}>
            {t(flow)}
          </li>
        ))}
      {thicknessOf(listener) !== null && <li data-flow="weight">{t('weight')}</li>}
    </ul>
  );
}

async function healthTextOf(server: OneServer, listener: OneTcpListener): Promise<string> {
  const t = await getTranslations('listener.trafficPath');
  if (listener.settings.status === 'stopped') return t('unchecked');
  if (!listener.health.ok) return t('healthUnread');
  if (!listener.health.value.checked) return t('unchecked');
  const status = server.health?.status;
  switch (status) {
    case 'normal':
    case 'abnormal':
    case 'unavailable':
      return t(status);
    default:
      return status ?? t('unavailable');
  }
}

function addressOf({ serverId, serverIp, port }: OneServer): string {
  const host = serverIp ?? serverId;
  if (port === null) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
