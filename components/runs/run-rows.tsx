import { getLocale, getTranslations } from 'next-intl/server';
import type { Route } from 'next';
import { RejectionBody } from '@/components/listeners/rejection';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Cell, HeadCell, Row, RowGroup, RowHead, Table, TableSection } from '@/components/ui/table';
import { Id, Mono } from '@/components/ui/verbatim';
import { rejection } from '@/lib/model/errors';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import type { RowState, Run, RunRow } from '@/lib/runs/run-types';
import { RowStateWord } from './run-states';
import type { RunMessages } from './run-messages';
import css from './runs.module.css';

type Props = {
  run: Run;
  rows: readonly RunRow[];
  messages: RunMessages;
  /** With a heading for each state. */
  grouped: boolean;
  /** Where the rows behind these are; null where these are the last. */
  nextHref: Route | null;
  /** Where the first are; null where these are they. */
  firstHref: Route | null;
};

/** The result for each listener of a run, by state: what needs somebody comes first. */
export async function RunRows({ run, rows, messages, grouped, nextHref, firstHref }: Props) {
  const [t, locale] = await Promise.all([getTranslations('runs.table'), getLocale()]);
  return (
    <>
      <TableSection label={t('label')}>
        {rows.length === 0 ? (
          <p className="px-5 py-6 text-ink-2 max-sm:px-4">{t('none')}</p>
        ) : (
          <Table
            grouped
            label={t('label')}
            className={css.grid}
            head={
              <Row>
                <HeadCell className={css.listener}>{t('listener')}</HeadCell>
                <HeadCell className={css.region}>{t('region')}</HeadCell>
                <HeadCell className={css.state}>{t('result')}</HeadCell>
                <HeadCell className={css.detail}>{t('detail')}</HeadCell>
                <HeadCell className={css.ended}>{t('ended')}</HeadCell>
              </Row>
            }
          >
            {groupsOf(rows).map(({ state, rows: alike }) => (
              <RowGroup
                key={state}
                span={5}
                heading={
                  grouped ? (
                    <>
                      {messages.state(state)} <span className="text-ink-3">{run.counts[state]}</span>
                    </>
                  ) : null
                }
              >
                {alike.map((row) => (
                  <Row key={row.position}>
                    <RowHead className={css.listener}>
                      <span className={css.two}>
                        {row.protocol === 'tcp' && isThere(row) ? (
                          <Link href={listenerHref(row.listener)} className="font-medium text-ink!">
                            {messages.name(row)}
                          </Link>
                        ) : (
                          <span className="font-medium">{messages.name(row)}</span>
                        )}
                        <Id>{row.listener.loadBalancerId}</Id>
                      </span>
                    </RowHead>
                    <Cell className={css.region}>
                      <Mono>{row.listener.regionId}</Mono>
                    </Cell>
                    <Cell className={css.state}>
                      <RowStateWord state={row.state}>{messages.state(row.state)}</RowStateWord>
                    </Cell>
                    <Cell className={`${css.detail} text-ink-2`}>
                      <RowAction words={messages.action(run, row)} />
                      {(row.state === 'failed' || row.state === 'unknown') && row.code !== null && (
                        <RejectionBody
                          error={rejection({
                            code: row.code,
                            message: row.message ?? '',
                            requestId: row.requestId,
                            outcome: row.state === 'unknown' ? 'unknown' : 'not-done',
                          })}
                        />
                      )}
                      {messages.detail(row)}
                    </Cell>
                    <Cell className={`${css.ended} text-12 text-ink-2`}>
                      {row.endedAt !== null && row.attempts > 0 && (
                        <LocalTime at={row.endedAt} locale={locale} show="time" />
                      )}
                    </Cell>
                  </Row>
                ))}
              </RowGroup>
            ))}
          </Table>
        )}
      </TableSection>
      {(nextHref !== null || firstHref !== null) && (
        <footer className="flex h-9 flex-none items-center gap-4 border-t border-line bg-canvas px-5 text-12 max-sm:px-4">
          {firstHref !== null && <Link href={firstHref}>{t('first')}</Link>}
          {nextHref !== null && <Link href={nextHref}>{t('next')}</Link>}
        </footer>
      )}
    </>
  );
}

/** What a plan does about a listener, before its outcome. */
function RowAction({ words }: { words: string | null }) {
  return words !== null && <span className="block text-ink">{words}</span>;
}

/** Whether the listener may be there to look at: one that is to be created is not, until it is. */
function isThere({ action, status, outcome }: RunRow): boolean {
  return status !== 'deleted' && (action !== 'create' || outcome !== null);
}

/** Rows of one state stand together. */
function groupsOf(rows: readonly RunRow[]): { state: RowState; rows: RunRow[] }[] {
  const groups: { state: RowState; rows: RunRow[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.state === row.state) last.rows.push(row);
    else groups.push({ state: row.state, rows: [row] });
  }
  return groups;
}
