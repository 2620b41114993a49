'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ServerFacts } from '@/components/listeners/server-facts';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import type { DefaultServer } from '@/lib/listeners/edit/form-options';

/** So many are shown at first. */
const SHORT = 6;

/** The servers of the default server group, as the last checks of listeners that use them found them. */
export function DefaultServers({ servers }: { servers: readonly DefaultServer[] }) {
  const t = useTranslations('form.servers');
  const [whole, setWhole] = useState(false);
  const isAbnormal = ({ health }: DefaultServer): boolean => health === 'abnormal';
  // What is wrong is not folded.
  const ordered = [...servers.filter(isAbnormal), ...servers.filter((server) => !isAbnormal(server))];
  const shown = whole || servers.length <= SHORT + 1 ? servers : ordered.slice(0, SHORT);
  return (
    <>
      <ul
        aria-label={t('label')}
        className="grid w-full grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-1 pt-1"
      >
        {shown.map((server) => (
          <li
            key={`${server.serverId} ${server.serverIp}`}
            className={cx(
              'grid min-h-10 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-2 border px-3 py-0.5',
              isAbnormal(server) ? 'border-bad-line bg-bad-tint' : 'border-line-2 bg-surface',
            )}
          >
            <ServerFacts
              address={server.serverIp ?? server.serverId}
              facts={factsOf(server)}
              status={server.health}
              statusText={statusTextOf(server)}
            />
          </li>
        ))}
      </ul>
      {shown.length < servers.length && (
        <Button variant="quiet" size="small" icon="chevron-down" onClick={() => setWhole(true)}>
          {t('more', { count: servers.length - shown.length })}
        </Button>
      )}
    </>
  );

  function factsOf({ weight }: DefaultServer): string {
    if (weight === null) return t('weightUnknown');
    return weight === 0 ? t('noNew') : t('weight', { weight: String(weight) });
  }
  function statusTextOf({ health }: DefaultServer): string {
    return health === 'normal' || health === 'abnormal' || health === 'unavailable'
      ? t(health)
      : (health ?? t('unknown'));
  }
}
