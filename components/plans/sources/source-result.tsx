'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { focusHere } from '@/components/ui/anchored-popover';
import { ButtonLink } from '@/components/ui/button-link';
import { Icon } from '@/components/ui/icon';
import { Message } from '@/components/ui/message';
import { planHref } from '@/lib/plans/plan-address';
import { useProblemText } from '../use-problem-text';
import { ProblemList } from './problem-list';
import type { SourceOutcome } from './source-outcome';
import { useSourceTexts } from './use-source-texts';

type Props = { outcome: SourceOutcome | 'no-server' | null; text: string | null };

/** The outcome of a source. A plan without notes opens at once; with notes, what was done is read first. */
export function SourceResult({ outcome, text }: Props) {
  const t = useTranslations('plans.source');
  const problemText = useProblemText();
  const texts = useSourceTexts();
  const router = useRouter();
  const done = outcome !== null && outcome !== 'no-server' && outcome.ok ? outcome : null;
  const href = done !== null && done.notes.length === 0 ? planHref(done.planId) : null;
  useEffect(() => {
    if (href !== null) router.push(href);
  }, [href, router]);

  if (outcome === null || href !== null) return null;
  if (outcome === 'no-server' || 'problem' in outcome)
    return (
      <div role="alert">
        <Message kind="bad">{problemText(outcome === 'no-server' ? outcome : outcome.problem)}</Message>
      </div>
    );
  if (!outcome.ok) return <ProblemList ref={focusHere} problems={outcome.problems} text={text} />;
  return (
    <section
      ref={focusHere}
      tabIndex={-1}
      aria-label={t('done')}
      className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 rounded-2 border border-line-2 bg-raised p-3 outline-none"
    >
      <Icon name="info" className="mt-0.5 text-accent-mark" />
      <div className="grid gap-2">
        <h3 className="font-semibold">{t('done')}</h3>
        <ul className="grid list-disc gap-1 pl-4 text-ink-2">
          {outcome.notes.map((note) => (
            <li key={JSON.stringify(note)} className="wrap-anywhere">
              {texts.note(note)}
            </li>
          ))}
        </ul>
        <ButtonLink href={planHref(outcome.planId)} variant="primary" className="justify-self-start">
          {t('open')}
        </ButtonLink>
      </div>
    </section>
  );
}
