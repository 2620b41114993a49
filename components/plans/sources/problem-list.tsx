'use client';

import { useTranslations } from 'next-intl';
import { useId, type Ref } from 'react';
import { Icon } from '@/components/ui/icon';
import type { SourceProblem } from '@/lib/plans/sources/source-types';
import { useSourceTexts } from './use-source-texts';

type Props = {
  ref?: Ref<HTMLElement>;
  problems: readonly SourceProblem[];
  /** The text that the places are in; null where it cannot be shown. */
  text: string | null;
};

/** Of many problems the first are shown. */
const MOST = 50;
/** Of a long line, what is around the place. */
const AROUND = 60;

/** Why a source was refused: nothing of it was read. Each problem with its line, and the text there. */
export function ProblemList({ ref, problems, text }: Props) {
  const t = useTranslations('plans.source');
  const texts = useSourceTexts();
  const id = useId();
  const lines = text?.split(/\r\n|[\r\n]/) ?? [];
  return (
    <section
      ref={ref}
      aria-labelledby={id}
      tabIndex={-1}
      className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 rounded-2 border border-bad-line bg-bad-tint p-3 outline-none"
    >
      <Icon name="bad" className="mt-0.5 text-bad-mark" />
      <div className="grid gap-2">
        <h3 id={id} className="font-semibold">
          {t('refused', { count: problems.length })}
        </h3>
        <ul className="grid gap-2">
          {problems.slice(0, MOST).map((problem) => (
            <li key={`${problem.line}/${problem.column}/${problem.code}`} className="grid gap-1">
              <span className="wrap-anywhere">{texts.problem(problem)}</span>
              {problem.line !== null && lines[problem.line - 1] !== undefined && (
                <Excerpt line={lines[problem.line - 1] ?? ''} column={problem.column} />
              )}
            </li>
          ))}
        </ul>
        {problems.length > MOST && (
          <p className="text-ink-2">{t('moreProblems', { count: problems.length - MOST })}</p>
        )}
      </div>
    </section>
  );
}

/** The text of a line, with what begins at the column marked. */
function Excerpt({ line, column }: { line: string; column: number | null }) {
  const signs = [...line];
  const at = column === null ? 0 : column - 1;
  const from = Math.max(0, at - AROUND);
  const to = at + AROUND;
  return (
    <code
      translate="no"
      className="mono block overflow-x-auto rounded-1 border border-line bg-surface px-2 py-1 whitespace-pre"
    >
      {from > 0 && '…'}
      {signs.slice(from, at).join('')}
      {column !== null && (
        <mark className="border-b-2 border-bad-mark bg-transparent text-bad">
          {signs.slice(at, at + 1).join('') || ' '}
        </mark>
      )}
      {signs.slice(column === null ? at : at + 1, to).join('')}
      {signs.length > to && '…'}
    </code>
  );
}
