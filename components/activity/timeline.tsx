import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { bold } from '@/components/ui/bold';
import { CopyButton } from '@/components/ui/copy-button';
import { cx } from '@/components/ui/class-names';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Code } from '@/components/ui/verbatim';
import { changesOf, hasStateToRestore } from '@/lib/activity/change-set';
import type { RecordedActivity } from '@/lib/activity/list';
import { activityEntryHref, entryNumbers } from '@/lib/activity/query';
import { Duration } from './activity-table';
import { Changes } from './changes';
import { operationKey } from './operation-key';
import { OutcomeMark } from './outcome-mark';

type Props = {
  /** The newest first, as `listActivity` gives them. */
  lines: readonly RecordedActivity[];
  /** Where to restore the state before a write; null offers it nowhere. */
  restoreHref: ((line: RecordedActivity) => Route) | null;
};

/** What was done to one listener: a dot for done, a hollow red square for rejected, and the changes. */
export async function Timeline({ lines, restoreHref }: Props) {
  const t = await getTranslations('activity.timeline');
  if (lines.length === 0) return <p className="py-2 text-ink-2">{t('none')}</p>;
  return (
    <ol>
      {lines.map((line, index) => (
        <li
          key={line.id}
          className={cx(
            'relative border-b border-line py-2.5 pl-5',
            index < lines.length - 1 &&
              'before:absolute before:top-6 before:-bottom-2.5 before:left-[5px] before:w-px before:bg-line-2',
          )}
        >
          <OutcomeMark outcome={line.outcome} className="absolute top-[15px] left-0" />
          <TimelineEntry line={line} restoreHref={hasStateToRestore(line) ? restoreHref : null} />
        </li>
      ))}
    </ol>
  );
}

async function TimelineEntry({ line, restoreHref }: { line: RecordedActivity } & Pick<Props, 'restoreHref'>) {
  const [t, domain, locale] = await Promise.all([
    getTranslations('activity'),
    getTranslations('domain'),
    getLocale(),
  ]);
  const changes = changesOf(line);
  // All settings of a listener that comes or goes are on the entry's page.
  const shown = line.before === null || line.after === null ? [] : changes;
  return (
    <div className="grid gap-1">
      <p>{t.rich(`write.${operationKey(line.operation)}.${line.outcome}`, { ...bold, actor: line.actor })}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-12 text-ink-2 [&>a]:-my-1 [&>a]:min-w-6 [&>a]:py-1">
        <Link href={activityEntryHref(line.id) as Route}>
          <span className="sr-only">{t('entryTitle', { id: entryNumbers(line) }) + domain('comma')}</span>
          <LocalTime zoned at={line.begunAt ?? line.at} locale={locale} />
        </Link>
        {line.code !== null && <Code className="wrap-anywhere">{line.code}</Code>}
        {line.settledAs !== null && <span>{t(`settled.${line.settledAs}`)}</span>}
        <Duration millis={line.durationMillis} />
        {line.requestId !== null && (
          <CopyButton
            value={line.requestId}
            label={t('copyRequestId')}
            done={t('copied')}
            text={t('column.requestId')}
          />
        )}
        {restoreHref !== null && <Link href={restoreHref(line)}>{t('timeline.restore')}</Link>}
      </p>
      {shown.length > 0 && <Changes changes={shown} />}
    </div>
  );
}
