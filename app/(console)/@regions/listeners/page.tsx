import { getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { readRegionChoice } from '@/app/(console)/listeners/read-list';
import { REGIONS_COOKIE } from '@/components/listeners/preferences';
import { ClientMessages } from '@/components/shell/client-messages';
import { RegionPicker } from '@/components/shell/region-picker';
import { RegionPickerSkeleton } from '@/components/shell/region-picker-skeleton';
import { DelayedSkeleton } from '@/components/shell/delayed-skeleton';
import { parseListQuery, type SearchParams } from '@/lib/listeners/list/list-query';
import { requireActor } from '@/lib/web/require-actor';

type Props = { searchParams: Promise<SearchParams> };

/** The region picker in the header of the list. */
export default async function ListenersRegions({ searchParams }: Props) {
  await requireActor();
  return <DelayedSkeleton content={readPicker(searchParams)} skeleton={<RegionPickerSkeleton />} />;
}

async function readPicker(searchParams: Props['searchParams']): Promise<ReactElement> {
  const query = parseListQuery(await searchParams);
  const [t, { known, chosen }] = await Promise.all([
    getTranslations('list.regions'),
    readRegionChoice(query),
  ]);
  const regions = known.ok
    ? [
        // Selected regions come first: they are the ones people change.
        ...known.value.filter(({ regionId }) => chosen.includes(regionId)),
        ...known.value.filter(({ regionId }) => !chosen.includes(regionId)),
      ].map(({ regionId, localName }) => ({
        value: regionId,
        label: regionId,
        mono: 'label' as const,
        ...(localName === '' ? {} : { hint: localName }),
      }))
    : chosen.map((regionId) => ({ value: regionId, label: regionId, mono: 'label' as const }));
  return (
    <ClientMessages paths={['list.regions']}>
      <RegionPicker
        query={query}
        regions={regions}
        chosen={chosen}
        cookie={REGIONS_COOKIE}
        label={
          known.ok
            ? t('button', { chosen: chosen.length, all: regions.length })
            : t('buttonUnknown', { chosen: chosen.length })
        }
      />
    </ClientMessages>
  );
}
