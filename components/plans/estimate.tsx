'use client';

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the bars are drawn with boxes, there is no file to show */
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { PlanEstimate } from '@/lib/plans/plan-types';

type Instance = PlanEstimate['instances'][number];

/** What carrying out the plan takes: calls, time, and the bandwidth of each instance before and after. */
export function Estimate({ estimate }: { estimate: PlanEstimate }) {
  const t = useTranslations('plans.estimate');
  const id = useId();
  const timeText = useTimeText();
  return (
    <section aria-labelledby={id} className="grid content-start gap-3 border-t border-line px-4 py-3">
      <h2 id={id} className="text-15 font-semibold">
        {t('title')}
      </h2>
      {estimate.calls === 0 ? (
        <p className="text-ink-2">{t('nothing')}</p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-4">
            <div>
              <dt className="text-12 text-ink-3">{t('calls')}</dt>
              <dd className="text-20 font-semibold tracking-[-0.012em]">
                {estimate.calls.toLocaleString('en')}
              </dd>
            </div>
            <div>
              <dt className="text-12 text-ink-3">{t('time')}</dt>
              <dd className="text-20 font-semibold tracking-[-0.012em] whitespace-nowrap">
                {t('about', { time: timeText(estimate.seconds) })}
              </dd>
            </div>
          </dl>
          <p className="text-12 text-ink-3">{t(estimate.isSandbox ? 'rateSandbox' : 'rate')}</p>
        </>
      )}
      {estimate.instances.length > 0 && (
        <>
          <h3 className="text-12 font-medium text-ink-2">{t('bandwidth')}</h3>
          <ul className="grid gap-3">
            {estimate.instances.map((instance) => (
              <InstanceBar key={`${instance.regionId}/${instance.loadBalancerId}`} instance={instance} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** An instance's bandwidth on a scale that ends at what it has; what is beyond is hatched. */
function InstanceBar({ instance }: { instance: Instance }) {
  const t = useTranslations('plans.estimate');
  const { name, bandwidthMbps: cap, usedMbpsBefore: before, usedMbpsAfter: after } = instance;
  const over = cap === null ? 0 : Math.max(0, after - cap);
  return (
    <li className="grid gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <span className="truncate font-medium">{name}</span>
        <span className="text-12 whitespace-nowrap text-ink-3">
          {t('listeners', { before: instance.listenersBefore, after: instance.listenersAfter })}
        </span>
      </div>
      {cap !== null && cap > 0 && <Bar {...{ name, cap, before, after }} />}
      <p className={over > 0 ? 'text-12 text-warn' : 'text-12 text-ink-2'}>
        {cap === null
          ? t('none', { after })
          : before === after
            ? t('of', { after, cap })
            : t('ofBefore', { before, after, cap })}
        {over > 0 && <b className="font-medium"> · {t('over', { over })}</b>}
      </p>
    </li>
  );
}

type BarProps = { name: string; cap: number; before: number; after: number };

function Bar({ name, cap, before, after }: BarProps) {
  const t = useTranslations('plans.estimate');
  // The scale ends at four fifths, so that what is over has room.
  const percent = (mbps: number) => `${Math.min(100, (mbps / cap) * 80)}%`;
  const kept = Math.min(before, after, cap);
  const added = Math.max(0, Math.min(after, cap) - kept);
  const over = Math.max(0, after - cap);
  return (
    <div
      role="img"
      aria-label={t('bar', { name, before, after, cap })}
      className="relative h-2.5 forced-color-adjust-none"
    >
      <div className="absolute inset-y-0 left-0 w-4/5 rounded-1 border border-control bg-sunken" />
      <i className="absolute inset-y-px left-px bg-mark-off opacity-55" style={{ width: percent(kept) }} />
      <i
        className="absolute inset-y-px bg-accent-mark"
        style={{ left: percent(kept), width: percent(added) }}
      />
      {over > 0 && (
        <i
          className="absolute inset-y-0 left-4/5 border border-warn-mark bg-(image:--hatch-over)"
          style={{ width: `${Math.min(20, (over / cap) * 80)}%` }}
        />
      )}
    </div>
  );
}

/** "80 s", "12 min", "1 h 20 min". */
function useTimeText() {
  const t = useTranslations('plans.estimate');
  return (seconds: number): string => {
    if (seconds < 120) return t('seconds', { count: Math.ceil(seconds) });
    const minutes = Math.ceil(seconds / 60);
    return minutes < 120
      ? t('minutes', { count: minutes })
      : t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
