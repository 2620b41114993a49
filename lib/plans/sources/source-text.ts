import type { Translator } from '@/lib/i18n/translator';
import type { SourceNote, SourceProblem } from './source-types';

/** A problem as a sentence, with its place in the text. */
export function problemText(problem: SourceProblem, t: Translator<'plans.sourceProblem'>): string {
  return placed(problem, t(problem.code, problem.values), t);
}

/** The same for a note. */
export function noteText(
  note: SourceNote,
  t: Translator<'plans.sourceNote'>,
  place: Translator<'plans.sourceProblem'>,
): string {
  return placed(note, t(note.code, note.values), place);
}

function placed(
  { line, column }: SourceProblem | SourceNote,
  problem: string,
  t: Translator<'plans.sourceProblem'>,
): string {
  if (line === null) return problem;
  return column === null ? t('atLine', { line, problem }) : t('at', { line, column, problem });
}
