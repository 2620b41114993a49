import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ReadFailure } from '@/components/listeners/detail/read-failure';
import { Skeleton } from '@/components/ui/skeleton';
import { Cell, HeadCell, Row, RowHead, Table } from '@/components/ui/table';
import { Code, Mono } from '@/components/ui/verbatim';
import type { RegionProbe } from '@/lib/connection/probe';
import css from './connection.module.css';

export type ProbedRegion = { regionId: string; localName: string; host: string; probe: Promise<RegionProbe> };

/** One read of each region, with the host that answers and how long it took. */
export async function Regions({ regions }: { regions: readonly ProbedRegion[] }) {
  const t = await getTranslations('connection.regions');
  return (
    <Table
      label={t('title')}
      className={css.regions}
      head={
        <Row>
          <HeadCell>{t('region')}</HeadCell>
          <HeadCell>{t('host')}</HeadCell>
          <HeadCell>{t('result')}</HeadCell>
          <HeadCell className={css.number}>{t('latency')}</HeadCell>
        </Row>
      }
    >
      {regions.map(({ regionId, localName, host, probe }) => (
        <Row key={regionId}>
          <RowHead>
            <Mono>{regionId}</Mono> <span className="text-ink-2">{localName}</span>
          </RowHead>
          <Cell>
            <Code>{host}</Code>
          </Cell>
          <Suspense
            fallback={
              <>
                <Cell aria-busy="true">
                  <Skeleton width={90} />
                  <span className="sr-only">{t('checking')}</span>
                </Cell>
                <Cell className={css.number} />
              </>
            }
          >
            <Probed probe={probe} />
          </Suspense>
        </Row>
      ))}
    </Table>
  );
}

async function Probed({ probe: probing }: { probe: Promise<RegionProbe> }) {
  const [t, probe] = await Promise.all([getTranslations('connection.regions'), probing]);
  if (!probe.ok)
    return (
      <Cell colSpan={2}>
        <ReadFailure error={probe.error} />
      </Cell>
    );
  return (
    <>
      <Cell>{t('instances', { count: probe.instanceCount })}</Cell>
      <Cell className={css.number}>{t('millis', { millis: probe.millis })}</Cell>
    </>
  );
}
