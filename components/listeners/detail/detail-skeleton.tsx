import { getTranslations } from 'next-intl/server';
import { Skeleton } from '@/components/ui/skeleton';
import { Mono } from '@/components/ui/verbatim';
import type { ListenerKey } from '@/lib/model/outcome';
import { Column, Columns } from './columns';
import { Crumb } from './detail-head';
import css from './traffic-path.module.css';
import { Section } from './section';

/** The very shape of the page, before its first answer. */
export async function OneSkeleton({ listenerKey: key }: { listenerKey: ListenerKey }) {
  const t = await getTranslations('listener');
  return (
    <div aria-busy="true">
      <Crumb listenerKey={key} instance={key.loadBalancerId} />
      <div className="flex min-h-[38px] items-center gap-3 px-5 py-1 max-sm:min-h-[102px] max-sm:items-start max-sm:px-4">
        <h1 className="text-20 font-semibold tracking-[-0.012em]">
          <span translate="no" className="font-mono font-medium">
            {key.listenerPort}
          </span>{' '}
          TCP
        </h1>
        <output className="text-12 text-ink-2">{t('loading')}</output>
      </div>
      <div className="flex min-h-6 items-center gap-4 px-5 pb-3 max-sm:px-4">
        <Mono className="leading-6 text-ink-2">{key.loadBalancerId}</Mono>
        <Skeleton width={88} />
        <Skeleton width={150} />
      </div>
      <div className={css.frame} aria-hidden="true">
        <div className={css.path}>
          <SkeletonNode />
          <div className={css.pipe} />
          <SkeletonNode />
          <div className={css.pipe} />
          <SkeletonNode />
          <div className={css.spine} />
          <div className={css.servers}>
            {[0, 1, 2, 3].map((row) => (
              <div key={row} className={css.server}>
                <Skeleton width={110} />
              </div>
            ))}
          </div>
        </div>
        <div className={css.legend} />
      </div>
      <Columns>
        <Column>
          <Section title={t('health.title')}>
            <SkeletonRows count={8} />
          </Section>
        </Column>
        <Column>
          <Section title={t('access.title')}>
            <SkeletonRows count={8} />
          </Section>
        </Column>
      </Columns>
      <Columns ruled>
        <Column>
          <Section title={t('activity.title')}>
            <SkeletonRows count={4} />
          </Section>
        </Column>
        <Column>
          <Section title={t('settings.title')}>
            <SkeletonRows count={8} />
          </Section>
        </Column>
      </Columns>
    </div>
  );
}

function SkeletonNode() {
  return (
    <div className={css.node}>
      <p>
        <Skeleton width={52} thin />
      </p>
      <p>
        <Skeleton width={96} />
      </p>
      <p>
        <Skeleton width={120} thin />
      </p>
    </div>
  );
}

function SkeletonRows({ count }: { count: number }) {
  return Array.from({ length: count }, (_, row) => (
    <div key={row} className="flex h-[27px] items-center gap-8 border-b border-line">
      <Skeleton width={92 + (row % 3) * 14} />
      <Skeleton width={70 + (row % 4) * 18} />
    </div>
  ));
}
