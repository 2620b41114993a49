'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Gauge } from '@/components/ui/gauge';
import { healthCheckTimes } from '@/lib/model/advice';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { unclearReasonOf } from '@/lib/model/reach';
import { entryCountOf } from '@/components/listeners/form/state/confirmations';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { Timeline } from './check-timeline';
import { useBandwidthShare } from '@/components/listeners/form/state/use-bandwidth-share';
import { useChosenInstance, useChosenLists, useReach } from '@/components/listeners/form/state/use-problems';

/** What the typed values will do: the bandwidth, the time a dead server stays in, who may connect. */
export function Meanings() {
  const t = useTranslations('form.means');
  return (
    <section
      aria-labelledby="means-title"
      className="grid gap-4 border-t border-line px-4 pt-3 pb-4 max-lg:order-first max-lg:border-t-0 max-lg:border-b"
    >
      <h2 id="means-title" className="font-semibold">
        {t('title')}
      </h2>
      <BandwidthMeaning />
      <TimeMeaning />
      <WhoMeaning />
    </section>
  );
}

type MeaningProps = {
  name: ReactNode;
  value: ReactNode;
  tone?: 'warn' | undefined;
  children: ReactNode;
};

function Meaning({ name, value, tone, children }: MeaningProps) {
  return (
    <div className="text-12 text-ink-2">
      <h3 className="flex justify-between gap-2 text-13 leading-[18px] font-medium text-ink">
        <span>{name}</span>
        <b className={cx('text-right', tone === 'warn' && 'text-warn')}>{value}</b>
      </h3>
      {children}
    </div>
  );
}

function BandwidthMeaning() {
  const t = useTranslations('form.means');
  const { form } = useListenerForm();
  const { kind, mbps } = useWatch({ control: form.control, name: 'bandwidth' });
  const { choice, name } = useChosenInstance();
  const share = useBandwidthShare();

  if (share !== undefined) {
    const {
      peakMbps: peak,
      heldMbps: held,
      holders,
      leftMbps,
      requestedMbps: requested,
      overMbps: over,
    } = share;
    return (
      <Meaning
        name={t('bandwidthOn', { instance: name })}
        value={over > 0 ? t('tooMany', { mbps: over }) : t('left', { mbps: leftMbps - requested })}
        tone={over > 0 ? 'warn' : undefined}
      >
        <Gauge
          label={t(over > 0 ? 'gaugeOver' : 'gauge', { peak, held, holders, requested, over })}
          cap={peak}
          used={held}
          requested={requested}
          legend={{
            used: t('used', { held, holders }),
            requested: t('thisListener', { requested: Math.min(requested, leftMbps) }),
            over: t('legendOver', { over }),
          }}
        />
      </Meaning>
    );
  }
  if (kind === 'unlimited')
    return (
      <Meaning name={t('bandwidth')} value={t('noCap')}>
        <p>{t('noCapText')}</p>
      </Meaning>
    );
  const requested = integerIn(mbps, limits.bandwidthMbps);
  if (requested === null) return null;
  return (
    <Meaning name={t('bandwidth')} value={t('cap', { mbps: requested })}>
      <p>{choice === undefined ? t('capTextAny') : t('capText', { instance: name })}</p>
    </Meaning>
  );
}

function TimeMeaning() {
  const t = useTranslations('form.means');
  const { form } = useListenerForm();
  const healthCheck = useWatch({ control: form.control, name: 'healthCheck' });
  const times = healthCheckTimes(healthCheck);
  if (healthCheck.status === '')
    return (
      <Meaning name={t('outAfter')} value={t('unclear')} tone="warn">
        <p>{t('notReturned')}</p>
      </Meaning>
    );
  if (healthCheck.status === 'off')
    return (
      <Meaning name={t('outAfter')} value={t('never')} tone="warn">
        <p>{t('neverText')}</p>
      </Meaning>
    );
  if (times === undefined) return null;
  const { effectiveTimeoutSeconds, intervalSeconds, unhealthyThreshold, outAfterSeconds, backAfterSeconds } =
    times;
  return (
    <Meaning name={t('outAfter')} value={t('estimate', { seconds: outAfterSeconds })}>
      <Timeline
        label={t('timeline', {
          checks: unhealthyThreshold,
          timeout: effectiveTimeoutSeconds,
          pauses: unhealthyThreshold - 1,
          interval: intervalSeconds,
        })}
        checkSeconds={effectiveTimeoutSeconds}
        pauseSeconds={intervalSeconds}
        checks={unhealthyThreshold}
      />
      <p className="mt-1.5">
        {t('outText', {
          checks: unhealthyThreshold,
          timeout: effectiveTimeoutSeconds,
          interval: intervalSeconds,
          back: backAfterSeconds,
        })}
      </p>
    </Meaning>
  );
}

function WhoMeaning() {
  const t = useTranslations('form.means');
  const domain = useTranslations('domain');
  const { form } = useListenerForm();
  const acl = useWatch({ control: form.control, name: 'acl' });
  const chosen = useChosenLists();
  const count = entryCountOf(chosen.map(({ value }) => value)) ?? 0;
  const reach = useReach();
  const named = { list: chosen.map(({ name }) => name).join(domain('separator')), lists: chosen.length };

  const meaning = (): Pick<MeaningProps, 'value' | 'tone' | 'children'> => {
    if (acl.status === '') return { value: t('unclear'), tone: 'warn', children: t('notReturned') };
    if (acl.status === 'off') return { value: t('everyAddress'), children: t('noRestriction') };
    if (acl.type === '' || chosen.length === 0)
      return { value: t('chooseList'), children: t('chooseListText') };
    switch (reach.who) {
      case 'everyone': {
        const because = reach.because === 'full-allowlist' ? 'fullList' : 'emptyList';
        return { value: t('everyAddress'), tone: 'warn', children: t(because, named) };
      }
      case 'nobody':
        return { value: t('noAddress'), tone: 'warn', children: t('fullList', named) };
      case 'unknown': {
        const because = t(`because.${unclearReasonOf(reach.because)}`, named);
        return { value: t('unclear'), tone: 'warn', children: because };
      }
      default: {
        const kind = acl.type === 'white' ? 'onlyListed' : 'allButListed';
        return { value: t(kind, { count }), children: t(`${kind}Text`, named) };
      }
    }
  };
  const { children, ...head } = meaning();
  return (
    <Meaning name={t('who')} {...head}>
      <p>{children}</p>
    </Meaning>
  );
}
