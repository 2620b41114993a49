import { getTranslations } from 'next-intl/server';
import { Fragment, type ComponentProps } from 'react';
import { Chip } from '@/components/ui/chip';
import { Link } from '@/components/ui/link';
import { Id } from '@/components/ui/verbatim';
import type { OneListener } from '@/lib/listeners/detail/detail-types';
import { accessConsequence } from '@/lib/model/advice';
import { familyOf } from '@/lib/model/address-block';
import { isAccessKnown } from '@/lib/model/setting-states';
import type { ReachReason } from '@/lib/model/reach';
import type { EvaluatedAccess } from '@/lib/listeners/detail/evaluate-acl';
import { listOfValueHref } from '@/lib/listeners/list/hrefs';
import { AddressTest } from './address-test';
import { accessOf, type OneAccess } from './detail-access';
import { ReadFailure } from './read-failure';
import { Section } from './section';

/** Who may connect: the lists with their entries, and whether an address would pass. */
export async function Access({ one }: { one: OneListener }) {
  const [t, domain] = await Promise.all([getTranslations('listener.access'), getTranslations('domain')]);
  const { listener } = one;
  const access = accessOf(one, listener);
  const unread = listener.accessControlLists.flatMap(({ aclId, list }) =>
    list.ok ? [] : [{ aclId, error: list.error }],
  );
  const isBound = access.kind !== 'off' && access.kind !== 'unknown';
  const consequence = accessConsequence(access.reach);
  const { because } = access.reach;
  return (
    <Section
      title={t('title')}
      mark={<AccessChip access={access} />}
      end={
        isBound && (
          <span className="[&>a]:-my-1 [&>a]:py-1">
            {listener.accessControlLists.map(({ aclId }, index) => (
              <Fragment key={aclId}>
                {index > 0 && domain('separator')}
                <Link href={listOfValueHref(one.key.regionId, 'access', aclId)}>
                  {access.names[index] ?? aclId}
                </Link>
              </Fragment>
            ))}{' '}
            <Id className="whitespace-normal! wrap-anywhere">
              {listener.settings.aclIds.join(domain('separator'))}
            </Id>
          </span>
        )
      }
    >
      {access.kind === 'unknown' && <p className="pt-2 text-warn">{t('unknownText')}</p>}
      {access.kind === 'off' && <p className="pt-2 text-ink-2">{t('off', { from: access.reach.from })}</p>}
      {isBound && isCountable(access.addressCount) && (access.entryCount ?? 0) > 0 && (
        <p className="pt-2 text-ink-2">
          {t('covers', { entries: access.entryCount ?? 0, addresses: Number(access.addressCount) })}
        </p>
      )}
      {consequence !== undefined && (
        <p className="pt-2 text-warn">{t(`consequence.${consequence}`, { from: access.reach.from })}</p>
      )}
      {isUnclear(because) && <p className="pt-2 text-warn">{t(`unclear.${because}`)}</p>}
      {unread.map(({ aclId, error }) => (
        <ReadFailure key={aclId} words={t('unread', { list: aclId })} error={error} />
      ))}
      <AddressTest
        access={evaluatedOf(listener)}
        family={familyOf(one.loadBalancer.addressIpVersion)}
        running={one.status === 'running'}
      />
    </Section>
  );
}

const UNCLEAR = ['unread-entry', 'unknown-ip-version', 'other-ip-version', 'unknown-type'] as const;

/** Why it is not known who gets through; of a list that was not read its own failure is shown. */
function isUnclear(because: ReachReason): because is (typeof UNCLEAR)[number] {
  return UNCLEAR.some((reason) => reason === because);
}

/** A number that a reader can make something of: blocks of IPv6 hold more than that. */
function isCountable(addressCount: bigint | null): boolean {
  return addressCount !== null && addressCount <= Number.MAX_SAFE_INTEGER;
}

async function AccessChip({ access }: { access: OneAccess }) {
  const t = await getTranslations('listener.access');
  const chip = (): ComponentProps<typeof Chip> => {
    switch (access.kind) {
      case 'off':
        return { kind: 'bare', icon: 'globe', children: t('open', { from: access.reach.from }) };
      case 'unknown':
        return { kind: 'dashed', icon: 'list', children: t('unknown') };
      case 'other':
        return { icon: 'list', children: access.type };
      default:
    }
    const { entryCount: count, reach } = access;
    const isAllowed = access.kind === 'white';
    const warned = (children: string) => ({ kind: 'warn', icon: 'warn', children }) as const;
    if (reach.who === 'everyone' && !isAllowed) return warned(t('denyNobody'));
    if (reach.who === 'everyone')
      return warned(count === null ? t('allowOpenUncounted') : t('allowOpen', { count }));
    if (reach.who === 'nobody' && !isAllowed)
      return warned(count === null ? t('denyAllUncounted') : t('denyAll', { count }));
    return isAllowed
      ? { icon: 'allow', children: count === null ? t('allowUnread') : t('allow', { count }) }
      : { kind: 'dashed', icon: 'deny', children: count === null ? t('denyUnread') : t('deny', { count }) };
  };
  return <Chip {...chip()} />;
}

function evaluatedOf({ settings, accessControlLists }: OneListener['listener']): EvaluatedAccess {
  if (settings.aclStatus === 'off') return { status: 'off' };
  if (!isAccessKnown(settings)) return { status: 'unknown' };
  return {
    status: 'on',
    type: settings.aclType ?? '',
    lists: accessControlLists.map(({ aclId, list }) => ({
      aclId,
      name: list.ok ? list.value.name : aclId,
      entries: list.ok ? list.value.entries : null,
    })),
  };
}
