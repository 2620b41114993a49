import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import { runResultsHref } from '@/lib/runs/run-address';

/** The results of a run as files. */
export async function RunDownloads({ runId }: { runId: number }) {
  const t = await getTranslations('runs.download');
  return (
    <fieldset aria-label={t('label')} className="flex gap-2">
      {(['csv', 'json'] as const).map((format) => (
        <a
          key={format}
          download
          href={runResultsHref(runId, format)}
          aria-label={t('as', { format: t(format) })}
          className={buttonClass({}, 'text-ink!')}
        >
          <Icon name="download" />
          {t(format)}
        </a>
      ))}
    </fieldset>
  );
}
