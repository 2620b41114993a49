'use client';

import { useTranslations } from 'next-intl';
import type { Ref } from 'react';
import { focusField } from '@/components/listeners/form/state/focus-field';
import { fieldId } from '@/components/listeners/form/state/sections';
import { useProblems, useValues } from '@/components/listeners/form/state/use-problems';
import { ErrorSummary } from '@/components/ui/error-summary';
import type { Ports } from './use-ports';
import { useSourceTexts } from './use-source-texts';

/** After a submit that failed: a link per invalid field. The form's port and backend port are here the ports and their rule. */
export function PortsSummary({ ref, ports }: { ref: Ref<HTMLDivElement>; ports: Ports }) {
  const t = useTranslations('plans.ports');
  const tSummary = useTranslations('form.summary');
  const texts = useSourceTexts();
  const problems = useProblems(useValues()).filter(
    ({ path }) => path !== 'listenerPort' && (path !== 'backend.backendServerPort' || ports.kind === 'fixed'),
  );
  const [problem] = ports.problems;
  const entries = problems.map(({ path, label, words }) => ({
    fieldId: fieldId(path),
    words: tSummary('entry', { label, words }),
  }));
  if (ports.ports.length === 0)
    entries.unshift({
      fieldId: fieldId('listenerPort'),
      words: tSummary('entry', {
        label: t('ports'),
        words: problem === undefined ? t('missing') : texts.problem({ ...problem, line: null, column: null }),
      }),
    });
  if (ports.rule === null)
    entries.push({
      fieldId: 'ports-offset',
      words: tSummary('entry', { label: t('backendPorts'), words: t('offsetMissing') }),
    });
  if (entries.length === 0) return null;
  return (
    <ErrorSummary
      ref={ref}
      title={t('fix', { count: entries.length })}
      entries={entries}
      onFollow={focusField}
    />
  );
}
