import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ListLink } from '@/components/listeners/list-link';
import { BlockedCreate } from '@/components/listeners/form/steps/no-create';
import { SavedPlans } from '@/components/plans/saved-plans';
import { CopySource } from '@/components/plans/sources/copy-source';
import { FileSource } from '@/components/plans/sources/file-source';
import { PortsSource } from '@/components/plans/sources/ports-source';
import { SelectionSource } from '@/components/plans/sources/selection-source';
import { SourceNav } from '@/components/plans/sources/source-nav';
import { ClientMessages } from '@/components/shell/client-messages';
import { PageScroll } from '@/components/shell/page-scroll';
import { PageTitle } from '@/components/ui/page-title';
import { accessOf } from '@/lib/auth/access';
import { config } from '@/lib/config';
import { readRegions } from '@/lib/listeners/edit/options';
import { blankFormValues } from '@/lib/model/draft';
import { permissionOf } from '@/lib/model/permission';
import { planSources } from '@/lib/plans/plan-address';
import { planInstances } from '@/lib/plans/plan-instances';
import { listPlans, mayAdministerPlan } from '@/lib/plans/store';
import { requireActor } from '@/lib/web/require-actor';
import { deleteListenerPlan } from './actions';
import { createPlanFromInstance, createPlanFromRows, createPlanFromSelection } from './source-actions';

type Props = PageProps<'/listeners/plan'>;

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  const t = await getTranslations('plans.new');
  return { title: t('title') };
}

/** Where a plan is begun, from whatever describes its listeners, and the plans that were begun before. */
export default async function NewPlanPage({ searchParams }: Props) {
  const actor = await requireActor();
  const permission = permissionOf(accessOf(actor), 'edit-plan');
  if (!permission.allowed) return <BlockedCreate blockReason={permission.blockReason} />;
  const [{ from, instance }, t, plans] = await Promise.all([
    searchParams,
    getTranslations('plans.new'),
    listPlans(actor),
  ]);
  const source = planSources.find((each) => each === from) ?? 'ports';
  return (
    <PageScroll>
      <PageTitle
        title={t('title')}
        crumb={
          <>
            <ListLink className="-my-1 min-w-6 py-1 text-ink-2!">{t('listeners')}</ListLink>
            <span aria-hidden="true">/</span>
            <span>{t('crumb')}</span>
          </>
        }
      />
      <SourceNav sources={planSources} chosen={source} />
      <div className="px-5 pt-4 pb-8 max-sm:px-4">
        <ClientMessages
          paths={[
            'plans.source',
            'plans.sourceProblem',
            'plans.sourceNote',
            'plans.problem',
            'plans.head',
            'plans.ports',
            'plans.copy',
            'plans.selection',
            'edit.fixed',
            'domain',
            'form',
            'edit.consequence',
          ]}
        >
          {(source === 'csv' || source === 'json' || source === 'terraform') && (
            <FileSource key={source} format={source} />
          )}
          {source === 'ports' && <Ports />}
          {source === 'copy' && (
            <CopySource
              instances={await planInstances()}
              begin={typeof instance === 'string' ? instance : ''}
              createFromInstance={createPlanFromInstance}
            />
          )}
          {source === 'selection' && <SelectionSource createFromSelection={createPlanFromSelection} />}
        </ClientMessages>
      </div>
      <section aria-labelledby="saved-plans" className="border-t border-line">
        <div className="flex items-baseline gap-3 px-5 pt-4 pb-2 max-sm:flex-wrap max-sm:px-4">
          <h2 id="saved-plans" className="text-15 font-semibold">
            {t('saved')}
          </h2>
          <p className="text-12 text-ink-3">{t('savedHint')}</p>
        </div>
        <ClientMessages paths={['plans.head', 'plans.problem']}>
          <SavedPlans
            plans={plans.map((plan) => ({ ...plan, isAdministered: mayAdministerPlan(plan, actor) }))}
            isTeam={config().url !== null}
            remove={deleteListenerPlan}
          />
        </ClientMessages>
      </section>
    </PageScroll>
  );
}

/** The sections of the form, with what their choices need. */
async function Ports() {
  const regions = await getLocale().then(readRegions);
  return (
    <PortsSource
      begin={blankFormValues()}
      regions={regions}
      initialReads={{ region: null, instance: null, lists: [] }}
      quota={config().listenerQuota}
      createFromRows={createPlanFromRows}
    />
  );
}
