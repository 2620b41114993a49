'use client';

import { useTranslations } from 'next-intl';
import { Mono } from '@/components/ui/verbatim';
import type { PlanColumn, PlanVerdict } from '@/lib/plans/plan-types';
import { useColumnTexts } from './grid/use-column-texts';
import { verdictOf, type PlanInHand } from './plan-store';
import { shownVerdicts } from './verdict-filter';

/** Of many changes the most frequent are shown; the rows have all of them. */
const MOST = 12;

/** "Bandwidth 10 → 20, 12 listeners": what the updates change, the same changes together. */
export function ReviewChanges({ plan }: { plan: PlanInHand }) {
  const t = useTranslations('plans.review');
  const texts = useColumnTexts();
  const changes = changesIn(plan);
  if (changes.length === 0) return null;
  const shown = (column: PlanColumn, text: string | null) =>
    text === null || text === '' ? texts.blank : texts.value(column, text);
  return (
    <section aria-label={t('changes')} className="grid gap-1">
      <h3 className="text-12 font-medium text-ink-2">{t('changes')}</h3>
      <ul className="grid gap-1">
        {changes.slice(0, MOST).map(({ column, found, planned, count }) => (
          <li key={JSON.stringify([column, found, planned])} className="wrap-anywhere">
            <span className="text-ink-2">{texts.label(column)}</span>{' '}
            <span className="sr-only">{t('before')} </span>
            <del className="text-ink-3">
              <Mono>{shown(column, found)}</Mono>
            </del>
            <span aria-hidden="true" className="text-ink-3">
              {' → '}
            </span>
            <span className="sr-only"> {t('after')} </span>
            <ins className="font-medium no-underline">
              <Mono>{shown(column, planned)}</Mono>
            </ins>{' '}
            <span className="text-12 text-ink-3">{t('on', { count })}</span>
          </li>
        ))}
      </ul>
      {changes.length > MOST && (
        <p className="text-12 text-ink-3">{t('moreChanges', { count: changes.length - MOST })}</p>
      )}
    </section>
  );
}

/** How many rows are not sent, and why. */
export function ReviewLeft({ plan }: { plan: PlanInHand }) {
  const t = useTranslations('plans.review');
  const tSummary = useTranslations('plans.summary');
  const tReason = useTranslations('plans.reason');
  const left = leftIn(plan);
  if (left.length === 0) return null;
  return (
    <section className="grid gap-1 text-ink-2">
      <p>{t('left', { count: left.reduce((sum, { count }) => sum + count, 0) })}</p>
      <ul className="grid list-disc gap-0.5 pl-4">
        {left.map(({ kind, reason, count }) => (
          <li key={`${kind} ${reason ?? ''}`}>
            {reason === null ? tSummary(kind, { count }) : t('blocked', { count, reason: tReason(reason) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Change = { column: PlanColumn; found: string | null; planned: string; count: number };

function changesIn(plan: PlanInHand): Change[] {
  const changes = new Map<string, Change>();
  for (const row of plan.grid.rows) {
    const verdict = verdictOf(plan, row);
    for (const { column, found, planned } of verdict?.kind === 'update' ? verdict.differences : []) {
      const key = JSON.stringify([column, found, planned]);
      const change = changes.get(key) ?? { column, found, planned, count: 0 };
      changes.set(key, { ...change, count: change.count + 1 });
    }
  }
  return [...changes.values()].toSorted((one, other) => other.count - one.count);
}

type LeftKind = Exclude<PlanVerdict['kind'], 'create' | 'update'> | 'checking';
type Block = Extract<PlanVerdict, { kind: 'blocked' }>['block'];
type Left = { kind: LeftKind; reason: Block['reason'] | null; count: number };

function leftIn(plan: PlanInHand): Left[] {
  const left = new Map<string, Left>();
  for (const row of plan.grid.rows) {
    const verdict = verdictOf(plan, row);
    const kind = verdict?.kind ?? 'checking';
    if (kind === 'create' || kind === 'update') continue;
    const reason = verdict?.kind === 'blocked' ? verdict.block.reason : null;
    const key = `${kind} ${reason ?? ''}`;
    left.set(key, { kind, reason, count: (left.get(key)?.count ?? 0) + 1 });
  }
  const rank = ({ kind }: Left): number => shownVerdicts.indexOf(kind);
  return [...left.values()].toSorted((one, other) => rank(one) - rank(other));
}
