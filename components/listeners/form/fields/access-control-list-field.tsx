'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { ComboboxField } from '@/components/form/combobox-field';
import { bold } from '@/components/ui/bold';
import { Button } from '@/components/ui/button';
import { Mono } from '@/components/ui/verbatim';
import { accessConsequence } from '@/lib/model/advice';
import type { AccessControlListOptions } from '@/lib/listeners/edit/form-options';
import { entryCountOf } from '@/components/listeners/form/state/confirmations';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { ReadNote } from './read-note';
import { useVersionText } from './use-version-text';
import { useChosenInstance, useChosenLists, useReach } from '@/components/listeners/form/state/use-problems';
import { listOf } from '@/components/listeners/form/state/use-reads';

type Props = {
  /** What a list does that its kind does not promise, with its tick. */
  consequence: ReactNode;
};

/** The access control list, or those that another client bound, with what is on each. */
export function AccessControlListField({ consequence }: Props) {
  const t = useTranslations('form');
  const domain = useTranslations('domain');
  const version = useVersionText();
  const { form, reads, choices, originOf } = useListenerForm();
  const field = useField();
  const [regionId, aclId] = useWatch({ control: form.control, name: ['regionId', 'acl.aclId'] });
  const { choice: instance } = useChosenInstance();

  const region = reads.region(regionId);
  const lists = region.value?.accessControlLists;
  const chosen = useChosenLists();
  const isSeveral = chosen.length > 1;
  const count = entryCountOf(chosen.map(({ value }) => value));
  const versions = chosen.map(({ value, listed }) =>
    value?.ok ? value.value.addressIpVersion : listed?.addressIpVersion,
  );
  const [addressIpVersion] = versions;
  const follows = accessConsequence(useReach());

  // If one of the two was not returned, SLB decides.
  const fits = (list: { addressIpVersion: string | undefined }): boolean =>
    !list.addressIpVersion ||
    !instance?.addressIpVersion ||
    list.addressIpVersion === instance.addressIpVersion;

  const warning = (): ReactNode => {
    const unfit = versions.find((one) => !fits({ addressIpVersion: one }));
    if (unfit && instance !== undefined)
      return t.rich('acl.versionMismatch', {
        ...bold,
        aclVersion: version(unfit),
        instance: instance.name,
        instanceVersion: version(instance.addressIpVersion),
      });
    if (follows === 'denylist-blocks-nobody') return t('acl.emptyBlack');
    if (lists?.ok !== true) return undefined;
    const unknown = chosen.find(({ listed }) => listed === undefined);
    if (unknown !== undefined) return t('acl.unknown', { id: unknown.aclId, region: regionId });
    const isNone = chosen.length === 0 && lists.value.length === 0;
    return isNone ? t('acl.none', { region: regionId }) : undefined;
  };

  return (
    <ComboboxField
      {...field('acl.aclId')}
      range={
        count !== undefined && addressIpVersion !== undefined
          ? t('range.aclEntries', { version: version(addressIpVersion), count })
          : t(chosen.some(({ isLoading }) => isLoading) ? 'read.loading' : 'range.aclId')
      }
      items={[
        // Several are one value, which the form can keep but not put together.
        ...(isSeveral
          ? [{ value: aclId, label: chosen.map(({ name }) => name).join(domain('separator')), id: aclId }]
          : []),
        ...[...listOf(lists).filter(fits), ...listOf(lists).filter((list) => !fits(list))].map((list) => ({
          value: list.aclId,
          label: list.name,
          id: list.aclId,
          hint: [
            version(list.addressIpVersion),
            list.entryCount === null
              ? t('acl.entriesUnknown')
              : t('acl.entryCount', { count: list.entryCount }),
            list.usedBy === null ? t('backend.useUnknown') : t('backend.usedBy', { count: list.usedBy }),
          ].join(domain('comma')),
          ...(!fits(list) &&
            instance !== undefined && {
              badge: t('acl.otherVersion', { version: version(instance.addressIpVersion) }),
            }),
        })),
      ]}
      messages={{
        placeholder: t('choice.acl'),
        search: t('combobox.searchNameOrId'),
        none: region.isLoading ? t('read.loading') : t('combobox.noMatch'),
        takeTyped: (id) => t('combobox.useTyped', { id }),
        more: (hidden) => t('combobox.more', { count: hidden }),
      }}
      onChosen={choices.accessControlListChosen}
      warn={warning()}
      below={
        <>
          <ReadNote read={lists} onRetry={() => reads.readRegion(regionId, true)}>
            {t('read.accessControlLists')}
          </ReadNote>
          {chosen.map(({ aclId: id, name, value }) => (
            <ReadNote key={id} read={value} onRetry={() => reads.readAccessControlLists(regionId, id, true)}>
              {isSeveral ? t('read.entriesOf', { list: name }) : t('read.entries')}
            </ReadNote>
          ))}
          {originOf('acl.aclId')}
          {consequence}
          {chosen.map(
            ({ aclId: id, name, value }) =>
              value?.ok &&
              value.value.entries.length > 0 && (
                <Entries key={id} of={isSeveral ? name : null} entries={value.value.entries} />
              ),
          )}
        </>
      }
    />
  );
}

type Entry = Extract<AccessControlListOptions, { ok: true }>['value']['entries'][number];

/** `of` is the name of the list where there are several. */
function Entries({ of, entries }: { of: string | null; entries: readonly Entry[] }) {
  const t = useTranslations('form.acl');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        icon={open ? 'chevron-down' : 'chevron-right'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {of === null
          ? t('entries', { count: entries.length })
          : t('entriesOf', { list: of, count: entries.length })}
      </Button>
      {open && (
        <ul className="max-h-48 w-full overflow-y-auto rounded-2 border border-line bg-sunken px-2 py-1">
          {entries.map(({ entry, comment }) => (
            <li key={entry} className="flex flex-wrap gap-x-3 py-0.5">
              <Mono>{entry}</Mono>
              {comment !== null && <span className="text-12 leading-5 text-ink-2">{comment}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
