import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Cell, HeadCell, Row, RowHead, Table, TableSection } from '@/components/ui/table';
import { Id } from '@/components/ui/verbatim';
import { runHref, runsHref } from '@/lib/runs/run-address';
import { isInProgress, type Run } from '@/lib/runs/run-types';
import { OutcomeBar, RowStateWord } from './run-states';
import { overallState, type RunMessages } from './run-messages';
import css from './runs.module.css';

type Props = {
  runs: readonly Run[];
  messages: RunMessages;
  /** The id that older runs lie behind; null where there are none. */
  olderThan: number | null;
  isFirstPage: boolean;
};

/** The runs, the newest first. */
export async function RunsTable({ runs, messages, olderThan, isFirstPage }: Props) {
  const [t, locale] = await Promise.all([getTranslations('runs.list'), getLocale()]);
  return (
    <>
      <TableSection label={t('label')}>
        <Table
          label={t('label')}
          className={`${css.grid} ${css.runs}`}
          head={
            <Row>
              <HeadCell className={css.listener}>{t('run')}</HeadCell>
              <HeadCell className={css.state}>{t('state')}</HeadCell>
              <HeadCell className={css.detail}>{t('results')}</HeadCell>
              <HeadCell className={css.duration}>{t('duration')}</HeadCell>
              <HeadCell className={css.actor}>{t('actor')}</HeadCell>
              <HeadCell className={css.created}>{t('created')}</HeadCell>
            </Row>
          }
        >
          {runs.map((run) => (
            <Row key={run.id}>
              <RowHead className={css.listener}>
                <Link href={runHref(run.id)} className="font-medium text-ink!">
                  {messages.title(run)}
                </Link>{' '}
                <Id>#{run.id}</Id>
                {run.source !== null && (
                  <span className="block text-12 text-ink-2">{messages.source(run)}</span>
                )}
                {run.connection.is === 'other' && (
                  <span className="block text-12 text-ink-2">
                    {t('otherConnection', { connection: run.connection.name })}
                  </span>
                )}
                {run.connection.is === 'none' && isInProgress(run) && (
                  <span className="block text-12 text-ink-2">{t('noConnection')}</span>
                )}
                {messages.changed(run).map((change) => (
                  <span key={change} className="block text-12 text-ink-2">
                    {change}
                  </span>
                ))}
              </RowHead>
              <Cell className={css.state}>
                <RowStateWord state={overallState(run)}>{messages.overall(run)}</RowStateWord>
              </Cell>
              <Cell className={`${css.detail} text-ink-2`}>
                <OutcomeBar counts={run.counts} className="mb-0.5 h-2 sm:max-w-80" />
                {messages.counts(run)}
              </Cell>
              <Cell className={`${css.duration} text-ink-2`}>{messages.duration(run)}</Cell>
              <Cell className={`${css.actor} text-ink-2`}>{run.actor}</Cell>
              <Cell className={`${css.created} text-12 text-ink-2`}>
                <LocalTime at={run.createdAt} locale={locale} />
              </Cell>
            </Row>
          ))}
        </Table>
      </TableSection>
      <footer className="flex h-9 flex-none items-center gap-4 border-t border-line bg-canvas px-5 text-12 text-ink-2 max-sm:px-4">
        <span>{t('foot')}</span>
        {!isFirstPage && <Link href={runsHref(null)}>{t('newest')}</Link>}
        {olderThan !== null && <Link href={runsHref(olderThan)}>{t('older')}</Link>}
      </footer>
    </>
  );
}
