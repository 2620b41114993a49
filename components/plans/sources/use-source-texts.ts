'use client';

import { useTranslations } from 'next-intl';
import { noteText, problemText } from '@/lib/plans/sources/source-text';
import type { SourceNote, SourceProblem } from '@/lib/plans/sources/source-types';

/** What is wrong with a source and where, and what was done about what it did not say. */
export function useSourceTexts() {
  const t = useTranslations('plans.sourceProblem');
  const tNote = useTranslations('plans.sourceNote');
  return {
    problem: (problem: SourceProblem): string => problemText(problem, t),
    note: (note: SourceNote): string => noteText(note, tNote, t),
  };
}
