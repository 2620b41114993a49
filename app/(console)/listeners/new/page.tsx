import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { FormSkeleton } from '@/components/listeners/form/form-skeleton';
import { ListenerForm } from '@/components/listeners/form/listener-form';
import { ClientMessages } from '@/components/shell/client-messages';
import { PageScroll } from '@/components/shell/page-scroll';
import { PaintFromHere } from '@/components/shell/paint-from-here';
import { Soon } from '@/components/shell/soon';
import { PageTitle } from '@/components/ui/page-title';
import { readInstanceOptions, readRegionOptions, readRegions } from '@/lib/listeners/options';
import { createListener } from '../actions';

type Props = PageProps<'/listeners/new'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('form');
  return { title: t('title') };
}

export default function NewListenerPage({ searchParams }: Props) {
  return <Soon content={readForm(searchParams)} skeleton={<FormSkeleton />} />;
}

/** `?region=` and `?instance=` choose for the operator what the link before this page already knew. */
async function readForm(searchParams: Props['searchParams']): Promise<ReactElement> {
  const [{ region, instance }, t, regions] = await Promise.all([
    searchParams,
    getTranslations('form'),
    getLocale().then(readRegions),
  ]);
  // A region that does not exist is a broken link: the form begins blank (ux.md T1).
  const isKnown = !regions.ok || regions.value.some(({ regionId }) => regionId === region);
  const regionId = typeof region === 'string' && isKnown ? region : '';
  const loadBalancerId = typeof instance === 'string' && isKnown ? instance : '';
  const [regionOptions, instanceOptions] = await Promise.all([
    regionId === '' ? null : readRegionOptions(regionId),
    regionId === '' || loadBalancerId === '' ? null : readInstanceOptions(regionId, loadBalancerId),
  ]);

  return (
    <PageScroll>
      <div className="flex min-h-full flex-col">
        <div className="border-b border-line pb-1">
          <PageTitle
            title={t('title')}
            crumb={
              <nav aria-label={t('path')} className="flex gap-1.5">
                <Link href="/listeners" className="text-ink-2!">
                  {t('listeners')}
                </Link>
                <span aria-hidden="true">/</span>
                <span>{t('new')}</span>
              </nav>
            }
          />
        </div>
        <PaintFromHere />
        <ClientMessages namespaces={['domain', 'form']}>
          <ListenerForm
            begin={{ regionId, loadBalancerId }}
            regions={regions}
            initialReads={{
              region: regionOptions && { regionId, options: regionOptions },
              instance: instanceOptions && { regionId, loadBalancerId, options: instanceOptions },
            }}
            createListener={createListener}
          />
        </ClientMessages>
      </div>
    </PageScroll>
  );
}
