import { getTranslations } from 'next-intl/server';
import type { ExportQuestion } from '@/components/listeners/views/export-question';
import { takeExportSlot } from '@/lib/export/slots';
import type { Actor } from '@/lib/model/actor';
import { trustedRoute } from '@/lib/web/trusted-route';
import { readExport } from '../read-export';

/**
 * Whether an export of the list's URL would be complete, checked before it is downloaded: null, or what to ask or tell
 * the reader.
 */
export const GET = trustedRoute(async (request, actor) => Response.json(await questionOf(request, actor)));

async function questionOf(request: Request, actor: Actor): Promise<ExportQuestion | null> {
  const [t, domain] = await Promise.all([getTranslations('export'), getTranslations('domain')]);
  const rejected = (body: string, mayRetry: boolean): ExportQuestion => ({
    title: t('question.impossible'),
    body: [body],
    confirm: null,
    mayRetry,
    reload: [],
  });
  // As expensive as the file itself, except for formatting its lines.
  const slot = takeExportSlot(actor.personId);
  if (slot === null) return rejected(t('problem.busy'), true);
  try {
    const read = await readExport(request, actor);
    if (read === null) return rejected(t('problem.nothingRead'), true);
    const { rows, coverage } = read.source;
    const { missing, partialHealth, partialServers, undecided, unidentifiedRegions } = coverage;
    const confirm = t('question.confirm', { rows: rows.length });
    const unknown = [
      ...(partialHealth === null
        ? []
        : [t('note.partialHealth', { known: partialHealth.known, total: partialHealth.total })]),
      ...(partialServers === null ? [] : [t('note.partialServers', partialServers)]),
      ...(undecided === 0 ? [] : [t('note.undecided', { count: undecided })]),
      ...(unidentifiedRegions === 0 ? [] : [t('note.unidentifiedRegions', { count: unidentifiedRegions })]),
    ];
    const title = unidentifiedRegions > 0 ? 'partialTitle' : 'unknownTitle';
    if (missing.length === 0)
      return unknown.length === 0
        ? null
        : {
            title: t(`question.${title}`),
            body: [...unknown, t('question.marked')],
            confirm,
            mayRetry: true,
            reload: [],
          };
    const reload = missing.map(({ regionId }) => regionId);
    const regions = reload.join(domain('separator'));
    const values = { regions, count: missing.length, rows: rows.length };
    const isUnread = missing.every(({ reason }) => reason === 'failed' || reason === 'reading');
    return {
      title: isUnread ? t('question.title', { regions }) : t('question.partialTitle'),
      body: [
        isUnread ? t('question.body', values) : t('question.partial', values),
        ...unknown,
        t('question.marked'),
      ],
      confirm,
      mayRetry: true,
      reload,
    };
  } finally {
    slot.release();
  }
}
