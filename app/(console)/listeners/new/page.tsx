import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { CloneForm } from '@/components/listeners/form/steps/clone-form';
import { BlockedCreate } from '@/components/listeners/form/steps/no-create';
import { FormPage } from '@/components/listeners/form/steps/form-page';
import { FormSkeleton } from '@/components/listeners/form/steps/form-skeleton';
import { ListenerForm } from '@/components/listeners/form/steps/listener-form';
import { ListLink } from '@/components/listeners/list-link';
import { CloneNotice, NoCloneNotice } from '@/components/listeners/form/steps/origin-notices';
import { ClientMessages } from '@/components/shell/client-messages';
import { RenderBlockingMarker } from '@/components/shell/render-blocking-marker';
import { DelayedSkeleton } from '@/components/shell/delayed-skeleton';
import { blankFormValues } from '@/lib/model/draft';
import {
  readInstanceOptions,
  readNamedLists,
  readRegionOptions,
  readRegions,
} from '@/lib/listeners/edit/options';
import { readClone } from '@/lib/listeners/edit/read-clone';
import { createListener } from '../actions';
import { permissionOf, type Access } from '@/lib/model/permission';
import { requireAccess, requireActor } from '@/lib/web/require-actor';

type Props = PageProps<'/listeners/new'>;

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  const t = await getTranslations('form');
  return { title: t('title') };
}

export default async function NewListenerPage({ searchParams }: Props) {
  const access = await requireAccess();
  const permission = permissionOf(access, 'create');
  if (!permission.allowed) return <BlockedCreate blockReason={permission.blockReason} />;
  return <DelayedSkeleton content={readForm(searchParams, access)} skeleton={<FormSkeleton />} />;
}

/**
 * `?region=` and `?instance=` preselect what the link already knew; `?from=` copies a listener, and `?restore=` its state
 * before an activity entry.
 */
async function readForm(searchParams: Props['searchParams'], access: Access): Promise<ReactElement> {
  const [{ region, instance, from, restore }, t, regions] = await Promise.all([
    searchParams,
    getTranslations('form'),
    getLocale().then(readRegions),
  ]);
  const isClone = from !== undefined || restore !== undefined;
  const copied = isClone ? await readClone(from, restore) : null;
  // A region that does not exist is a broken link: the form begins blank (ux.md T1).
  const isKnown = !regions.ok || regions.value.some(({ regionId }) => regionId === region);
  const regionId = copied?.values.regionId ?? (typeof region === 'string' && isKnown ? region : '');
  const loadBalancerId =
    copied?.values.loadBalancerId ?? (typeof instance === 'string' && isKnown ? instance : '');
  const aclId = copied?.values.acl.status === 'on' ? copied.values.acl.aclId : '';
  const [regionOptions, instanceOptions, lists] = await Promise.all([
    regionId === '' ? null : readRegionOptions(regionId, access),
    regionId === '' || loadBalancerId === '' ? null : readInstanceOptions(regionId, loadBalancerId),
    readNamedLists(regionId, aclId),
  ]);
  const form = {
    regions,
    initialReads: {
      region: regionOptions && { regionId, options: regionOptions },
      instance: instanceOptions && { regionId, loadBalancerId, options: instanceOptions },
      lists,
    },
    createListener,
  };

  return (
    <FormPage
      title={t('title')}
      crumb={
        <nav aria-label={t('path')} className="flex gap-1.5">
          <ListLink className="-my-1 min-w-6 py-1 text-ink-2!">{t('listeners')}</ListLink>
          <span aria-hidden="true">/</span>
          <span>{t('new')}</span>
        </nav>
      }
    >
      <RenderBlockingMarker />
      <ClientMessages paths={isClone ? ['code', 'domain', 'form', 'edit'] : ['code', 'domain', 'form']}>
        {copied === null ? (
          <ListenerForm
            {...form}
            begin={{ ...blankFormValues(), regionId, loadBalancerId }}
            firstField="regionId"
            notice={isClone ? <NoCloneNotice /> : null}
          />
        ) : (
          <CloneForm
            {...form}
            begin={copied.values}
            source={copied.source}
            notice={<CloneNotice source={copied.source} earlier={copied.earlier} />}
          />
        )}
      </ClientMessages>
    </FormPage>
  );
}
