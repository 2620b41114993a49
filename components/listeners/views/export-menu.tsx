'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useListRequest } from '@/components/shell/pending-query';
import { Menu } from '@/components/ui/menu';
import { formatListQuery } from '@/lib/listeners/list/list-query';
import { ExportQuestionDialog, type ExportQuestion } from './export-question';

type Format = 'csv' | 'json';

/**
 * All matches, of all pages, as a file with the visible columns. If the file would lack a region, a dialog asks first.
 */
export function ExportMenu() {
  const t = useTranslations('query.export');
  const { shown } = useListRequest();
  const [dialog, setDialog] = useState<{ format: Format; question: ExportQuestion } | null>(null);
  const search = formatListQuery({ ...shown, page: null, marked: null, view: null });
  const href = (format: Format): string =>
    `/listeners/export${search}${search === '' ? '?' : '&'}format=${format}`;

  async function exportAs(format: Format) {
    const question = await readQuestion(search, t('noServer'));
    if (question === null) {
      setDialog(null);
      download(href(format));
    } else setDialog({ format, question });
  }

  return (
    <>
      <Menu
        label={t('label')}
        icon="download"
        iconOnly
        entries={(['csv', 'json'] as const).map((format) => ({
          kind: 'download',
          key: format,
          label: t(format),
          href: href(format),
          onSelect: () => void exportAs(format),
        }))}
      />
      {dialog && (
        <ExportQuestionDialog
          question={dialog.question}
          onConfirm={() => {
            setDialog(null);
            download(href(dialog.format));
          }}
          onRetry={async () => {
            await reloadRegions(dialog.question.reload);
            await exportAs(dialog.format);
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

async function readQuestion(search: string, noServer: string): Promise<ExportQuestion | null> {
  try {
    const answer = await fetch(`/listeners/export/question${search}`, { cache: 'no-store' });
    if (answer.ok) return (await answer.json()) as ExportQuestion | null;
  } catch {
    // Said below.
  }
  return { title: noServer, body: [], confirm: null, mayRetry: true, reload: [] };
}

/** A region that failed is not loaded again by asking for the file. */
async function reloadRegions(regions: readonly string[]): Promise<void> {
  if (regions.length === 0) return;
  try {
    await fetch('/listeners/reread', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ regions, instances: [], whole: true }),
    });
  } catch {
    // The question that follows finds that Sluice does not answer.
  }
}

/** What a click on a link to a file does. */
function download(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
