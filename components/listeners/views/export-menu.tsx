'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { rereadScreen } from '@/components/listeners/freshness/reread-screen';
import { fetchJson } from '@/components/shell/fetch-json';
import { useListRequest } from '@/components/shell/pending-query';
import { Menu } from '@/components/ui/menu';
import { formatListQuery } from '@/lib/listeners/list/list-query';
import { ExportQuestionDialog, type ExportQuestion } from './export-question';

const formats = ['csv', 'json', 'plan-csv', 'plan-json', 'plan-terraform'] as const;
type Format = (typeof formats)[number];

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
        entries={[
          ...formats.map((format) => ({
            kind: 'download' as const,
            key: format,
            label: t(format),
            href: href(format),
            onSelect: () => void exportAs(format),
          })),
          {
            kind: 'action',
            key: 'print',
            label: t('print'),
            onSelect: () => void window.open(`/listeners/print${search}`, '_blank', 'noopener'),
          },
        ]}
      />
      {dialog && (
        <ExportQuestionDialog
          question={dialog.question}
          onConfirm={() => {
            setDialog(null);
            download(href(dialog.format));
          }}
          onRetry={async () => {
            // A region that failed is not loaded again by asking for the file.
            const regions = dialog.question.reload;
            if (regions.length > 0) await rereadScreen({ regions, instances: [] }, true);
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
    return await fetchJson(`/listeners/export/question${search}`, { cache: 'no-store' });
  } catch {
    return { title: noServer, body: [], confirm: null, mayRetry: true, reload: [] };
  }
}

/** What a click on a link to a file does. */
function download(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
