import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { CallerFacts, ClockFact } from '@/components/connection/caller';
import { CheckAgain } from '@/components/connection/check-again';
import { Fact, Facts, PendingFacts } from '@/components/connection/facts';
import { Permissions } from '@/components/connection/permissions';
import { Policy } from '@/components/connection/policy';
import { Regions } from '@/components/connection/regions';
import { ReadFailure } from '@/components/listeners/detail/read-failure';
import { Section } from '@/components/listeners/detail/section';
import { PageTitle } from '@/components/ui/page-title';
import { Skeleton } from '@/components/ui/skeleton';
import { Code } from '@/components/ui/verbatim';
import { config } from '@/lib/config';
import type { CloudConnection } from '@/lib/cloud-settings';
import { operatorPolicy, readOnlyPolicy } from '@/lib/connection/actions';
import { probePermissions, probeRegions, readCaller, type Caller } from '@/lib/connection/probe';
import { endpointOf } from '@/lib/slb/endpoints';
import { describeRegions } from '@/lib/slb/operations/regions';
import { proxyAddress } from '@/lib/slb/proxy';
import { requireActor } from '@/lib/web/require-actor';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  const t = await getTranslations('connection');
  return { title: t('title') };
}

/** What Sluice is connected to: who calls, which hosts answer, what is missing, and what to do about it. */
export default async function ConnectionPage() {
  await requireActor();
  const t = await getTranslations('connection');
  const { connection } = config();
  // Asked once; each part of the page shows its answer when it is there.
  const regions = probedRegions();
  const caller = connection.mode === 'cloud' ? readCaller(connection) : null;
  return (
    <div className="min-h-0 flex-1 overflow-auto max-sm:overflow-visible">
      <PageTitle title={t('title')} actions={<CheckAgain label={t('checkAgain')} />} />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-8 gap-y-6 border-t border-line px-5 py-4 max-lg:grid-cols-1 max-sm:px-4">
        {connection.mode === 'cloud' && caller !== null ? (
          <CloudFacts connection={connection} caller={caller} />
        ) : (
          <Section title={t('sandbox.title')}>
            <p className="py-2">{t('sandbox.text')}</p>
            <Facts>
              <Fact name={t('sandbox.endpoint')}>
                <Code>{`http://${endpointOf(connection, null).host}`}</Code>
              </Fact>
            </Facts>
          </Section>
        )}
        <div className="col-span-full min-w-0">
          <Section title={t('regions.title')}>
            <Suspense fallback={<PendingFacts label={t('regions.checking')} count={3} />}>
              <RegionPart regions={regions} />
            </Suspense>
          </Section>
        </div>
        {caller !== null && (
          <>
            <div className="col-span-full min-w-0">
              <Section title={t('permissions.title')}>
                <Suspense fallback={<PendingFacts label={t('permissions.checking')} count={6} />}>
                  <PermissionPart regions={regions} />
                </Suspense>
              </Section>
            </div>
            <div className="col-span-full min-w-0">
              <Section title={t('policies.title')}>
                <p className="py-2 text-ink-2">{t('policies.text')}</p>
                <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-8 max-lg:grid-cols-1">
                  <Policy kind="readOnly" text={readOnlyPolicy} />
                  <Suspense fallback={<Policy kind="operator" text={operatorPolicy(null)} />}>
                    <OperatorPolicy caller={caller} />
                  </Suspense>
                </div>
              </Section>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

type CloudProps = { connection: CloudConnection; caller: Promise<Caller> };

async function CloudFacts({ connection, caller }: CloudProps) {
  const t = await getTranslations('connection');
  const { proxy, role, stsHost } = connection;
  return (
    <>
      <Section title={t('caller.title')}>
        <Suspense fallback={<PendingFacts label={t('caller.checking')} count={4} />}>
          <CallerFacts caller={caller} role={role} />
        </Suspense>
      </Section>
      <Section title={t('network.title')}>
        <Facts>
          <Fact name={t('network.slb')}>
            <Code>{endpointOf(connection, null).host}</Code>
          </Fact>
          <Fact name={t('network.sts')}>
            <Code>{stsHost}</Code>
          </Fact>
          <Fact name={t('network.proxy')}>
            {proxy === null ? t('network.noProxy') : <Code>{proxyAddress(proxy)}</Code>}
          </Fact>
          <Fact name={t('network.clock')}>
            <Suspense fallback={<Skeleton width={120} />}>
              <ClockFact caller={caller} />
            </Suspense>
          </Fact>
        </Facts>
      </Section>
    </>
  );
}

async function OperatorPolicy({ caller: reading }: Pick<CloudProps, 'caller'>) {
  const caller = await reading;
  return <Policy kind="operator" text={operatorPolicy(caller.ok ? caller.identity.accountId : null)} />;
}

type ProbedRegions = ReturnType<typeof probedRegions>;

/** The regions that SLB lists, each with a read that has begun. */
async function probedRegions() {
  const acceptLanguage = (await getLocale()) === 'zh-CN' ? 'zh-CN' : 'en-US';
  const listed = await describeRegions({ acceptLanguage });
  if (!listed.ok) return listed;
  const { connection } = config();
  const probes = probeRegions(listed.value);
  const regions = probes.map(({ regionId, localName, probe }) => ({
    regionId,
    localName,
    host: endpointOf(connection, regionId).host,
    probe,
  }));
  return { ok: true, regions } as const;
}

async function RegionPart({ regions: reading }: { regions: ProbedRegions }) {
  const [t, listed] = await Promise.all([getTranslations('connection.regions'), reading]);
  return listed.ok ? (
    <Regions regions={listed.regions} />
  ) : (
    <ReadFailure words={t('failed')} error={listed.error} />
  );
}

async function PermissionPart({ regions: reading }: { regions: ProbedRegions }) {
  const listed = await reading;
  const probes = listed.ok
    ? listed.regions.map(async ({ regionId, probe }) => ({ regionId, probe: await probe }))
    : [];
  return <Permissions permissions={Promise.all(probes).then(probePermissions)} />;
}
