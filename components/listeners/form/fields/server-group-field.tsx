'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { ComboboxField } from '@/components/form/combobox-field';
import { ServerDots } from '@/components/ui/server-dots';
import type { GroupChoice } from '@/lib/listeners/edit/form-options';
import { normalizeTyped } from '@/lib/text/typed-text';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { ReadNote } from './read-note';
import { useChosenInstance } from '@/components/listeners/form/state/use-problems';
import { listOf } from '@/components/listeners/form/state/use-reads';

type Props = { name: 'backend.vServerGroupId' | 'backend.primarySecondaryServerGroupId' };

/** A server group of the chosen instance, of either kind. */
export function ServerGroupField({ name }: Props) {
  const t = useTranslations('form');
  const { form, reads, originOf } = useListenerForm();
  const field = useField();
  const typed = normalizeTyped(useWatch({ control: form.control, name }));
  const { regionId, loadBalancerId, name: instance, facts, loading } = useChosenInstance();
  const isVServer = name === 'backend.vServerGroupId';
  const read = isVServer ? facts?.vServerGroups : facts?.primarySecondaryServerGroups;
  const groups = listOf(read);
  const chosen = groups.find(({ groupId }) => groupId === typed);

  const warning = (): string | undefined => {
    if (chosen?.serverCount === 0) return t('backend.emptyGroup', { group: chosen.name });
    if (chosen !== undefined || read?.ok !== true) return undefined;
    if (typed !== '') return t('backend.unknownGroup', { id: typed, instance });
    return groups.length === 0 ? t('backend.noGroup', { instance }) : undefined;
  };
  const range = (): string => {
    if (!isVServer) return t('range.primarySecondaryServerGroupId');
    const count = chosen?.serverCount ?? null;
    return count === null ? t('range.vServerGroupId') : t('range.vServerGroupServers', { count });
  };

  return (
    <ComboboxField
      // One field each: what was chosen of one kind is kept while the other is shown.
      key={name}
      {...field(name)}
      range={range()}
      longRange
      items={groups.map((group) => ({
        value: group.groupId,
        label: group.name,
        id: group.groupId,
        hint: <GroupHint group={group} />,
      }))}
      messages={{
        placeholder: t(isVServer ? 'choice.vServerGroup' : 'choice.primarySecondaryServerGroup'),
        search: t('combobox.searchNameOrId'),
        none: loading
          ? t('read.loading')
          : loadBalancerId === ''
            ? t('backend.chooseInstance')
            : t('combobox.noMatch'),
        takeTyped: (id) => t('combobox.useTyped', { id }),
        more: (count) => t('combobox.more', { count }),
      }}
      warn={warning()}
      below={
        <>
          <ReadNote read={read} onRetry={() => reads.readInstance(regionId, loadBalancerId, true)}>
            {t('read.groups')}
          </ReadNote>
          {originOf(name)}
        </>
      }
    />
  );
}

/** How many servers it has, how they are, and how many listeners use it; what is not known is called so. */
function GroupHint({ group: { serverCount, health, usedBy } }: { group: GroupChoice }) {
  const t = useTranslations('form.backend');
  const domain = useTranslations('domain');
  return (
    <>
      {serverCount === null ? t('serversUnknown') : t('servers', { count: serverCount })}
      {domain('comma')}
      {health !== null && (
        <span className="mr-1">
          <ServerDots counts={{ good: health.normal, bad: health.abnormal, unknown: health.unknown }} />
        </span>
      )}
      {healthText()}
      {domain('comma')}
      {usedBy === null ? t('useUnknown') : t('usedBy', { count: usedBy })}
    </>
  );

  function healthText(): string {
    if (health === null || health.all === health.unknown) return t('healthUnknown');
    const { all, normal, abnormal } = health;
    return abnormal > 0 ? t('abnormal', { count: abnormal, all }) : t('normal', { count: normal, all });
  }
}
