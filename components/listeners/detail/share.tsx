import { getTranslations } from 'next-intl/server';
import { Gauge } from '@/components/ui/gauge';
import type { OneListener } from '@/lib/listeners/detail/detail-types';
import { Section } from './section';

/** How much of its instance's peak the listener holds, where its listeners share one. */
export async function Share({ one: { loadBalancer, share } }: { one: OneListener }) {
  const t = await getTranslations('listener.share');
  if (share === null) return null;
  const own = Math.max(0, share.thisMbps ?? 0);
  return (
    <Section title={t('title', { instance: loadBalancer.name })}>
      <div className="pt-2">
        <Gauge
          label={t('label', {
            own: String(own),
            peak: String(share.peakMbps),
            others: String(share.othersMbps),
            left: String(share.leftMbps),
          })}
          cap={share.peakMbps}
          used={share.othersMbps}
          requested={own}
          legend={{
            used: t('others', { mbps: share.othersMbps, count: share.others }),
            requested: own > 0 ? t('own', { mbps: own }) : t('noCap'),
          }}
        />
        <p className="mt-1 text-12 text-ink-2">{t('left', { mbps: share.leftMbps })}</p>
      </div>
    </Section>
  );
}
