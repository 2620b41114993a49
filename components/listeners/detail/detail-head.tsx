import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { RefreshButton } from '@/components/listeners/freshness/freshness';
import { ListLink } from '../list-link';
import { Chip } from '@/components/ui/chip';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { Status } from '@/components/ui/status';
import { Mono } from '@/components/ui/verbatim';
import { OneMarks } from './marks';
import { tallyOf } from '@/lib/model/health-types';
import { listOfHref } from '@/lib/listeners/list/hrefs';
import { isTcp, type OneListener } from '@/lib/listeners/detail/detail-types';
import type { ListenerKey } from '@/lib/model/outcome';
import css from './detail-head.module.css';

type Props = {
  one: OneListener;
  statusText: string;
  /** The instance's protections as text; empty if it has none. */
  protection: string;
  age: ReactNode;
  actions: ReactNode;
};

function mono(words: ReactNode): ReactNode {
  return (
    <span translate="no" className="font-mono font-medium">
      {words}
    </span>
  );
}

/**
 * Its name, its status, and separately how many of its backends are unhealthy: red if all are, as in the list. They and
 * the actions stay while the page scrolls, each in its place whatever the status is.
 */
export async function OneHead({ one, statusText, protection, age, actions }: Props) {
  const t = await getTranslations('listener');
  const { key, loadBalancer, listener } = one;
  const description = listener.settings.description;
  return (
    <>
      <Crumb listenerKey={key} instance={loadBalancer.name} />
      <div className={css.bar}>
        <div className={css.row}>
          <div className={css.names}>
            <h1 className="text-20 font-semibold tracking-[-0.012em] wrap-anywhere">
              {t.rich('heading', {
                mono,
                ...namesOf(one),
              })}
            </h1>
            <div className="flex flex-wrap items-center gap-x-3">
              <span className={css.status}>
                <Status status={one.status}>{statusText}</Status>
              </span>
              <BackendsDown one={one} />
              {protection !== '' && (
                <span className="inline-flex items-center gap-1 text-12 text-ink-2">
                  <Icon name="lock" size={14} />
                  {protection}
                </span>
              )}
            </div>
          </div>
          <div className="flex flex-none gap-2">
            <RefreshButton label={t('refresh')} />
            {actions}
          </div>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-5 pb-3 text-ink-2 max-sm:px-4">
        <Mono className="inline-flex items-center">
          {key.loadBalancerId}
          <CopyButton value={key.loadBalancerId} label={t('copyId')} done={t('copied')} />
        </Mono>
        {loadBalancer.address === '' ? (
          <span className="text-ink-3">{t('addressUnreturned')}</span>
        ) : (
          <Mono className="inline-flex items-center">
            {loadBalancer.address}
            <CopyButton value={loadBalancer.address} label={t('copyAddress')} done={t('copied')} />
          </Mono>
        )}
        {description !== undefined && (
          <span {...(/\p{Script=Han}/u.test(description) ? { lang: 'zh-CN' } : {})}>{description}</span>
        )}
        {/* The age is known in the browser only: on a phone it has a line of its own, and its place is held. */}
        <span className="flex min-h-6 flex-wrap items-center gap-x-2 text-12 text-ink-3 max-sm:w-full [&>span:last-of-type]:min-w-36! [&>span:not(:last-of-type)]:order-last">
          {age}
        </span>
      </div>
      <OneMarks one={one} />
      {!isTcp(listener) && (
        <p className="px-5 pb-3 text-12 text-ink-2 max-sm:px-4">{t('readOnlyProtocol')}</p>
      )}
    </>
  );
}

/** The listener's location: its region, its instance, its port. */
export async function Crumb({ listenerKey, instance }: { listenerKey: ListenerKey; instance: string }) {
  const t = await getTranslations('listener');
  const { regionId, listenerPort } = listenerKey;
  return (
    <nav
      aria-label={t('path')}
      className="flex flex-wrap gap-x-1.5 gap-y-2 px-5 pt-3 text-12 text-ink-3 max-sm:px-4 [&_a]:-my-1 [&_a]:min-w-6 [&_a]:py-1 [&_a]:text-ink-2"
    >
      <ListLink>{t('listeners')}</ListLink>
      <span aria-hidden="true">/</span>
      <Link href={listOfHref({ regionId })}>{regionId}</Link>
      <span aria-hidden="true">/</span>
      <Link href={listOfHref(listenerKey)}>{instance}</Link>
      <span aria-hidden="true">/</span>
      <span aria-current="page">{listenerPort}</span>
    </nav>
  );
}

async function BackendsDown({ one: { listener } }: { one: OneListener }) {
  const t = await getTranslations('listener');
  // Of a stopped listener nothing is checked now.
  if (!isTcp(listener) || listener.settings.status === 'stopped') return null;
  if (!listener.health.ok) return <Chip icon="todo">{t('healthUnread')}</Chip>;
  const { normal, abnormal, all } = tallyOf(listener.health.value);
  if (abnormal === 0) return null;
  const kind = normal === 0 ? 'bad' : 'warn';
  return (
    <Chip kind={kind} icon={kind}>
      {t('backendsDown', { down: abnormal, all })}
    </Chip>
  );
}

/** The places of its title. */
export function namesOf({ key, listener, loadBalancer }: OneListener): {
  port: string;
  protocol: string;
  instance: string;
} {
  return {
    port: String(key.listenerPort),
    protocol: listener.protocol.toUpperCase(),
    instance: loadBalancer.name,
  };
}
