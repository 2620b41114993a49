'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { ComboboxField } from '@/components/form/combobox-field';
import { bold } from '@/components/ui/bold';
import { Button } from '@/components/ui/button';
import { Mono } from '@/components/ui/verbatim';
import { accessConsequence } from '@/lib/model/advice';
import { namesSeveralLists, type AccessControlListOptions } from '@/lib/listeners/edit/form-options';
import { normalizeTyped } from '@/lib/text/typed-text';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { ReadNote } from './read-note';
import { useVersionText } from './use-version-text';
import { useChosenInstance, useReach } from '@/components/listeners/form/state/use-problems';
import { listOf } from '@/components/listeners/form/state/use-reads';

type Props = {
  /** What a list does that its kind does not promise, with its tick. */
  consequence: ReactNode;
};

/** The access control list, with what is on it. */
export function AccessControlListField({ consequence }: Props) {
  const t = useTranslations('form');
  const domain = useTranslations('domain');
  const version = useVersionText();
  const { form, reads, choices, originOf } = useListenerForm();
  const field = useField();
  const [regionId, acl] = useWatch({ control: form.control, name: ['regionId', 'acl'] });
  const { choice: instance } = useChosenInstance();
  const aclId = normalizeTyped(acl.aclId);

  const region = reads.region(regionId);
  const lists = region.value?.accessControlLists;
  const chosen = listOf(lists).find((list) => list.aclId === aclId);
  const detail = reads.accessControlList(regionId, aclId);
  const entries = detail.value;
  const count = entries?.ok ? entries.value.entries.length : undefined;
  const addressIpVersion = entries?.ok ? entries.value.addressIpVersion : chosen?.addressIpVersion;
  const follows = accessConsequence(useReach());

  // If one of the two was not returned, SLB decides.
  const fits = (list: { addressIpVersion: string | undefined }): boolean =>
    !list.addressIpVersion ||
    !instance?.addressIpVersion ||
    list.addressIpVersion === instance.addressIpVersion;

  const warning = (): ReactNode => {
    if (addressIpVersion && instance !== undefined && !fits({ addressIpVersion }))
      return t.rich('acl.versionMismatch', {
        ...bold,
        aclVersion: version(addressIpVersion),
        instance: instance.name,
        instanceVersion: version(instance.addressIpVersion),
      });
    if (follows === 'denylist-blocks-nobody') return t('acl.emptyBlack');
    if (lists?.ok !== true || chosen !== undefined) return undefined;
    // They are kept as they are, which is said below; each may be there.
    if (namesSeveralLists(aclId)) return undefined;
    if (aclId !== '') return t('acl.unknown', { id: aclId, region: regionId });
    return lists.value.length === 0 ? t('acl.none', { region: regionId }) : undefined;
  };

  return (
    <ComboboxField
      {...field('acl.aclId')}
      range={
        count !== undefined && addressIpVersion !== undefined
          ? t('range.aclEntries', { version: version(addressIpVersion), count })
          : t(detail.isLoading ? 'read.loading' : 'range.aclId')
      }
      items={[...listOf(lists).filter(fits), ...listOf(lists).filter((list) => !fits(list))].map((list) => ({
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
      }))}
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
          <ReadNote read={entries} onRetry={() => reads.readAccessControlList(regionId, aclId, true)}>
            {t('read.entries')}
          </ReadNote>
          {originOf('acl.aclId')}
          {consequence}
          {entries?.ok && entries.value.entries.length > 0 && (
            <Entries key={aclId} entries={entries.value.entries} />
          )}
        </>
      }
    />
  );
}

type Entry = Extract<AccessControlListOptions, { ok: true }>['value']['entries'][number];

function Entries({ entries }: { entries: readonly Entry[] }) {
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
        {t('entries', { count: entries.length })}
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
