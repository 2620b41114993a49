import { getTranslations } from 'next-intl/server';
import type { Run } from '@/lib/runs/run-types';
import { OutcomeBar, OutcomeKey } from './run-states';
import { statesOf, type RunMessages } from './run-messages';

/** A run's progress and outcomes: a stacked bar, and the same as text. */
export async function RunProgress({ run, messages }: { run: Run; messages: RunMessages }) {
  const t = await getTranslations('runs');
  const { counts } = run;
  const of = t('progress.of', { finished: counts.finished, total: counts.total });
  return (
    <div className="grid gap-2 px-5 pt-1 pb-3 max-sm:px-4">
      <div className="flex items-center gap-3">
        <progress
          aria-label={t('progress.label')}
          max={counts.total}
          value={counts.finished}
          aria-valuetext={of}
          className="sr-only"
        />
        <OutcomeBar counts={counts} className="h-3 min-w-0 flex-1" />
        <span className="flex-none text-12 font-medium">{of}</span>
      </div>
      <p className="flex min-h-4 flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2">
        {statesOf(counts).map((state) => (
          <span key={state} className="inline-flex items-center gap-1.5">
            <OutcomeKey state={state} />
            {messages.count(state, counts)}
          </span>
        ))}
      </p>
    </div>
  );
}
