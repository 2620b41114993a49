import { getTranslations } from 'next-intl/server';
import { Chip } from '@/components/ui/chip';
import type { OneListener, OneTcpListener } from '@/lib/listeners/one-listener-types';
import { familyOf } from '@/lib/listeners/address-block';
import type { JudgedAccess } from '@/lib/listeners/would-pass';
import { AddressTest } from './address-test';
import { accessOf, type OneAccess } from './one-access';
import { ReadFailure } from './read-failure';
import { Section } from './section';

/** Who may connect: the lists with their entries, and whether an address would pass. */
export async function Access({ one, listener }: { one: OneListener; listener: OneTcpListener }) {
  const t = await getTranslations('listener.access');
  const access = accessOf(listener);
  const unread = listener.accessControlLists.flatMap(({ aclId, list }) =>
    list.ok ? [] : [{ aclId, error: list.error }],
  );
  const hasLists = access.kind !== 'off' && access.kind !== 'unknown';
  const isEmpty = hasLists && access.entryCount === 0;
  return (
    <Section
      title={t('title')}
      mark={<AccessChip access={access} />}
      end={
        hasLists && (
          <span>
            {access.names}{' '}
            <span className="id whitespace-normal! wrap-anywhere">{listener.settings.aclIds.join(', ')}</span>
          </span>
        )
      }
    >
      {access.kind === 'off' && <p className="pt-2 text-ink-2">{t('off')}</p>}
      {access.kind === 'unknown' && <p className="pt-2 text-warn">{t('unknownText')}</p>}
      {isEmpty && (access.kind === 'white' || access.kind === 'black') && (
        <p className="pt-2 text-warn">{t(access.kind === 'white' ? 'emptyAllow' : 'emptyDeny')}</p>
      )}
      {unread.map(({ aclId, error }) => (
        <ReadFailure key={aclId} words={t('unread', { list: aclId })} error={error} />
      ))}
      <AddressTest
        access={judgedOf(listener)}
        family={familyOf(one.loadBalancer.addressIpVersion) ?? 'ipv4'}
        running={one.status === 'running'}
      />
    </Section>
  );
}

async function AccessChip({ access }: { access: OneAccess }) {
  const t = await getTranslations('listener.access');
  switch (access.kind) {
    case 'off':
      return (
        <Chip kind="bare" icon="globe">
          {t('open')}
        </Chip>
      );
    case 'unknown':
      return (
        <Chip kind="dashed" icon="list">
          {t('unknown')}
        </Chip>
      );
    case 'other':
      return <Chip icon="list">{access.type}</Chip>;
    case 'white':
      if (access.entryCount === 0)
        return (
          <Chip kind="warn" icon="warn">
            {t('allowOpen')}
          </Chip>
        );
      return (
        <Chip icon="allow">
          {access.entryCount === null ? t('allowUnread') : t('allow', { count: access.entryCount })}
        </Chip>
      );
    case 'black':
      if (access.entryCount === 0)
        return (
          <Chip kind="warn" icon="warn">
            {t('denyNobody')}
          </Chip>
        );
      return (
        <Chip kind="dashed" icon="deny">
          {access.entryCount === null ? t('denyUnread') : t('deny', { count: access.entryCount })}
        </Chip>
      );
  }
}

function judgedOf({ settings, accessControlLists }: OneTcpListener): JudgedAccess {
  if (settings.aclStatus === 'off') return { status: 'off' };
  return {
    status: 'on',
    // Without a kind, or with none that is known, nobody can say who passes.
    type: settings.aclStatus === 'on' && settings.aclIds.length > 0 ? (settings.aclType ?? '') : '',
    lists: accessControlLists.map(({ aclId, list }) => ({
      aclId,
      name: list.ok ? list.value.name : aclId,
      entries: list.ok ? list.value.entries : null,
    })),
  };
}
