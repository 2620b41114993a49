import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { ListLink } from '@/components/listeners/list-link';
import type { ReactElement, ReactNode } from 'react';
import { EditForm } from '@/components/listeners/form/steps/edit-form';
import { FormPage } from '@/components/listeners/form/steps/form-page';
import { FormSkeleton } from '@/components/listeners/form/steps/form-skeleton';
import { BlockedEdit, MissingListener, UnreadableListener } from '@/components/listeners/form/steps/no-edit';
import { OwnerNotice, RestoreNotice } from '@/components/listeners/form/steps/origin-notices';
import { ownerMessages } from '@/components/listeners/owner-text';
import { MissingPage } from '@/components/shell/missing-page';
import { ClientMessages } from '@/components/shell/client-messages';
import { RenderBlockingMarker } from '@/components/shell/render-blocking-marker';
import { DelayedSkeleton } from '@/components/shell/delayed-skeleton';
import { Link } from '@/components/ui/link';
import { Mono } from '@/components/ui/verbatim';
import { readEarlierState } from '@/lib/listeners/edit/earlier-state';
import { listenerHref, recreateHref } from '@/lib/listeners/list/hrefs';
import {
  readInstanceOptions,
  readNamedLists,
  readRegionOptions,
  readRegions,
} from '@/lib/listeners/edit/options';
import type { ListenerKey } from '@/lib/model/outcome';
import { listenerKeyOf } from '@/lib/listeners/detail/page-address';
import { readEditable } from '@/lib/listeners/edit/read-edit';
import { withoutGuesses } from '@/lib/model/settings';
import { requireAccess, requireActor } from '@/lib/web/require-actor';
import { answerNotFound } from '@/lib/web/answer-status';
import { updateListener } from '../../../../actions';

type Props = PageProps<'/listeners/[regionId]/[loadBalancerId]/[listenerPort]/edit'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor();
  const [t, { listenerPort }] = await Promise.all([getTranslations('edit'), params]);
  return { title: t('title', { port: decodeURIComponent(listenerPort) }) };
}

export default async function EditListenerPage({ params, searchParams }: Props) {
  await requireActor();
  const listener = listenerKeyOf(await params);
  if (listener === null) {
    answerNotFound();
    return <MissingPage />;
  }
  const t = await getTranslations('edit');
  const title = t('title', { port: String(listener.listenerPort) });
  return (
    <DelayedSkeleton content={readForm(listener, searchParams)} skeleton={<FormSkeleton title={title} />} />
  );
}

/** `?restore=` is the activity entry whose earlier state the form begins with. */
async function readForm(listener: ListenerKey, searchParams: Props['searchParams']): Promise<ReactElement> {
  const readAt = new Date().toISOString();
  const access = await requireAccess();
  const restoreId = activityIdOf((await searchParams)['restore']);
  const [editable, earlier, regions, regionOptions, instanceOptions] = await Promise.all([
    readEditable(listener, access),
    restoreId === null ? null : readEarlierState(restoreId),
    getLocale().then(readRegions),
    readRegionOptions(listener.regionId, access),
    readInstanceOptions(listener.regionId, listener.loadBalancerId),
  ]);
  // An entry of another listener has nothing to say here.
  const restored =
    earlier !== null && JSON.stringify(earlier.listener) === JSON.stringify(listener) ? earlier : null;

  switch (editable.kind) {
    case 'gone':
      // What is to be restored is no more: it is recreated, without a page in between that only says so.
      if (restored !== null && restoreId !== null) redirect(recreateHref(restoreId));
      answerNotFound();
      return <MissingListener listener={listener} />;
    case 'unreadable':
      return <UnreadableListener listener={listener} error={editable.error} />;
    case 'there':
      break;
  }
  if (editable.blockReason !== null)
    return (
      <Frame listener={listener} instanceName={editable.instanceName}>
        <BlockedEdit listener={listener} instanceName={editable.instanceName} {...editable.blockReason} />
      </Frame>
    );

  const ownerWarning =
    editable.owner && ownerMessages(editable.owner, await getTranslations('domain')).warning;
  const { AclId = '' } = restored?.settings ?? editable.settings;
  const lists = await readNamedLists(listener.regionId, AclId);
  return (
    <Frame listener={listener} instanceName={editable.instanceName}>
      <RenderBlockingMarker />
      <ClientMessages paths={['code', 'domain', 'form', 'edit']}>
        <EditForm
          listener={listener}
          instanceName={editable.instanceName}
          ownerWarning={ownerWarning}
          backendServerPort={editable.backendServerPort}
          settings={editable.settings}
          readAt={readAt}
          kept={editable.kept}
          unreturned={editable.unreturned}
          restored={restored === null ? null : withoutGuesses(restored.settings, editable.settings)}
          notice={
            <>
              {ownerWarning !== null && <OwnerNotice warning={ownerWarning} />}
              {restoreId !== null && (
                <RestoreNotice
                  activityId={restoreId}
                  earlier={restored}
                  now={{ settings: editable.settings, backendServerPort: editable.backendServerPort }}
                />
              )}
            </>
          }
          regions={regions}
          initialReads={{
            region: { regionId: listener.regionId, options: regionOptions },
            instance: { ...listener, options: instanceOptions },
            lists,
          }}
          updateListener={updateListener}
        />
      </ClientMessages>
    </Frame>
  );
}

function activityIdOf(text: string | string[] | undefined): number | null {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

type FrameProps = { listener: ListenerKey; instanceName: string; children: ReactNode };

async function Frame({ listener, instanceName, children }: FrameProps) {
  const [t, form] = await Promise.all([getTranslations('edit'), getTranslations('form')]);
  return (
    <FormPage
      title={t('title', { port: String(listener.listenerPort) })}
      crumb={
        <nav aria-label={form('path')} className="flex min-w-0 flex-wrap gap-1.5">
          <ListLink className="-my-1 min-w-6 py-1 text-ink-2!">{form('listeners')}</ListLink>
          <span aria-hidden="true">/</span>
          <Link href={listenerHref(listener)} className="-my-1 min-w-6 py-1 text-ink-2!">
            {instanceName} <Mono>{listener.listenerPort}</Mono>
          </Link>
          <span aria-hidden="true">/</span>
          <span>{t('crumb')}</span>
        </nav>
      }
    >
      {children}
    </FormPage>
  );
}
