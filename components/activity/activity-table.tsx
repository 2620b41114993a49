import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { CopyButton } from '@/components/ui/copy-button';
import { cx } from '@/components/ui/class-names';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Cell, HeadCell, Row, RowHead, Table, TableSection } from '@/components/ui/table';
import { Id, Mono } from '@/components/ui/verbatim';
import { changesOf } from '@/lib/activity/change-set';
import type { RecordedActivity } from '@/lib/activity/list';
import { activityEntryHref, entryNumbers, isAboutRun } from '@/lib/activity/query';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import { portName } from '@/lib/model/protocol';
import { runHref } from '@/lib/runs/run-address';
import css from './activity.module.css';
import { NarrowChange } from './changes';
import { recordedOperationKey } from './operation-key';
import { Outcome } from './outcome-mark';

const COLUMNS = [
  'entry',
  'when',
  'who',
  'operation',
  'listener',
  'change',
  'outcome',
  'requestId',
  'duration',
] as const;

type Props = {
  lines: readonly RecordedActivity[];
  /** Of their instances, by id, as far as they are known. */
  names: ReadonlyMap<string, string>;
};

export async function ActivityTable({ lines, names }: Props) {
  const t = await getTranslations('activity');
  return (
    <TableSection label={t('table')}>
      <Table
        label={t('table')}
        className={css.grid}
        head={
          <Row>
            {COLUMNS.map((column) => (
              <HeadCell key={column} className={css[column]}>
                {t(`column.${column}`)}
              </HeadCell>
            ))}
          </Row>
        }
      >
        {lines.map((line) => (
          <Line key={line.id} line={line} instance={names.get(line.loadBalancerId)} />
        ))}
      </Table>
    </TableSection>
  );
}

async function Line({ line, instance }: { line: RecordedActivity; instance: string | undefined }) {
  const [t, locale] = await Promise.all([getTranslations('activity'), getLocale()]);
  return (
    <Row>
      <RowHead className={css.entry}>
        <Link href={activityEntryHref(line.id) as Route}>
          <span className="sr-only">{t('entry')} </span>
          {entryNumbers(line)}
        </Link>
      </RowHead>
      <Cell className={css.when}>
        <LocalTime zoned at={line.begunAt ?? line.at} locale={locale} show="stacked" />
      </Cell>
      <Cell className={cx(css.who, css.two)}>
        <span>{line.actor}</span>
        {line.from !== null && <Id>{line.from}</Id>}
      </Cell>
      <Cell className={cx(css.operation, css.two)}>
        <span className="font-medium">{t(`operation.${recordedOperationKey(line.operation)}`)}</span>
        <Id>{line.operation}</Id>
      </Cell>
      <Cell className={cx(css.listener, css.two)}>
        {isAboutRun(line) ? (
          <Link href={runHref(line.runId)}>{t('aboutRun', { id: line.runId })}</Link>
        ) : (
          <>
            <Link href={listenerHref(line)}>
              <Mono>{portName(line)}</Mono>
              {instance !== undefined && <span className="text-ink"> {instance}</span>}
              <Mono className="text-ink-3"> · {line.regionId}</Mono>
            </Link>
            <Id>{line.loadBalancerId}</Id>
          </>
        )}
      </Cell>
      <Cell className={css.change}>
        <LineChanges line={line} />
      </Cell>
      <Cell className={cx(css.outcome, css.two)}>
        <span>
          <Outcome outcome={line.outcome} words={t(`outcome.${line.outcome}`)} />
        </span>
        {line.code !== null && <span className={cx('id', css.code)}>{line.code}</span>}
        {line.settledAs !== null && (
          <span className="text-12 text-ink-2">{t(`settled.${line.settledAs}`)}</span>
        )}
      </Cell>
      <Cell className={css.requestId}>
        {line.requestId !== null && (
          <span className="flex items-center gap-1">
            <span className={cx('id', css.request)}>{line.requestId}</span>
            <CopyButton value={line.requestId} label={t('copyRequestId')} done={t('copied')} />
          </span>
        )}
      </Cell>
      <Cell className={css.duration}>
        <Duration millis={line.durationMillis} />
      </Cell>
    </Row>
  );
}

/** As much as fits into two lines; all of it is on the page of the entry. */
async function LineChanges({ line }: { line: RecordedActivity }) {
  const t = await getTranslations('activity.change');
  const changes = changesOf(line);
  // A listener that comes or goes has as many changes as it has settings.
  if (changes.length > 2 && (line.before === null || line.after === null))
    return <span className="text-ink-2">{t('created', { count: changes.length })}</span>;
  const shown = changes.length > 2 ? changes.slice(0, 1) : changes;
  return (
    <ul>
      {shown.map((change) => (
        <li key={change.name}>
          <NarrowChange change={change} />
        </li>
      ))}
      {changes.length > shown.length && (
        <li className="text-12 text-ink-3">{t('more', { count: changes.length - shown.length })}</li>
      )}
    </ul>
  );
}

export async function Duration({ millis }: { millis: number | null }) {
  const t = await getTranslations('activity');
  if (millis === null) return null;
  return millis < 10_000
    ? t('millis', { count: millis })
    : t('seconds', { count: Math.round(millis / 1000) });
}
