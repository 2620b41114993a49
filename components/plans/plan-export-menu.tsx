'use client';

import { useTranslations } from 'next-intl';
import { Menu } from '@/components/ui/menu';

const formats = ['csv', 'json', 'terraform', 'cli', 'curl', 'typescript', 'python', 'go', 'java'] as const;

/** The kept rows of a plan as a file that a plan reads back, or as a program that creates their listeners. */
export function PlanExportMenu({ planId }: { planId: number }) {
  const t = useTranslations('plans.export');
  return (
    <Menu
      label={t('label')}
      icon="download"
      iconOnly
      entries={formats.map((format) => ({
        kind: 'download',
        key: format,
        label: t(format),
        href: `/listeners/plan/${planId}/export?format=${format}`,
      }))}
    />
  );
}
