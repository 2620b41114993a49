import { getTranslations } from 'next-intl/server';
import { Id } from '@/components/ui/verbatim';
import type { Run } from '@/lib/runs/run-types';
import type { Pulse } from '@/lib/runs/read-pulse';
import { OutcomeBar } from './run-states';
import type { RunMessages } from './run-messages';

type Props = { run: Run; pulse: Pulse; messages: RunMessages };

/** How a run in progress gets on: its rate, the time left, and what it does on each instance. */
export async function RunPulse({ run, pulse, messages }: Props) {
  const t = await getTranslations('runs.pulse');
  const { instances, instanceCount } = pulse;
  return (
    <section aria-label={t('label')} className="grid gap-2 px-5 pb-3 max-sm:px-4">
      <p className="flex flex-wrap gap-x-4 text-12 text-ink-2">{messages.pulse(run, pulse)}</p>
      {instanceCount > 1 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-x-5 gap-y-2.5">
          {instances.map((instance) => (
            <li
              key={`${instance.regionId}/${instance.loadBalancerId}`}
              className="grid min-w-0 gap-1 text-12"
            >
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="truncate font-medium">{instance.name}</span>
                {instance.name !== instance.loadBalancerId && (
                  <span className="min-w-0 truncate text-ink-3">
                    <Id>{instance.loadBalancerId}</Id>
                  </span>
                )}
              </span>
              <OutcomeBar counts={instance.counts} className="h-1.5" />
              <span className="truncate text-ink-2">{messages.instance(instance)}</span>
            </li>
          ))}
        </ul>
      )}
      {instanceCount > instances.length && (
        <p className="text-12 text-ink-3">{t('more', { count: instanceCount - instances.length })}</p>
      )}
    </section>
  );
}
