import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Route } from 'next';
import { ownersWarnings } from '@/components/listeners/owner-text';
import { ClientMessages } from '@/components/shell/client-messages';
import { EmptyState } from '@/components/ui/empty-state';
import { ButtonLink } from '@/components/ui/button-link';
import { Link } from '@/components/ui/link';
import { PageTitle } from '@/components/ui/page-title';
import { SentenceGap } from '@/components/ui/sentence-gap';
import { Cell, HeadCell, Row, RowGroup, RowHead, Table, TableSection } from '@/components/ui/table';
import { Id, Mono } from '@/components/ui/verbatim';
import { activityEntryHref } from '@/lib/activity/query';
import { listenerHref, recreateHref } from '@/lib/listeners/list/hrefs';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import type { Owner } from '@/lib/model/owner';
import type { UndoRow } from '@/lib/runs/plan-undo';
import { runHref, runsHref } from '@/lib/runs/run-address';
import type { Confirmed, FollowUp, Run, RunKind } from '@/lib/runs/run-types';
import { FollowUpForm, type StartFollowUp } from './follow-up-form';
import { deletionsIn, followUpTitle } from './follow-up-title';
import { RunChange } from './run-change';
import type { RunMessages } from './run-messages';
import css from './runs.module.css';

type Plan = {
  kind: RunKind;
  rows: readonly UndoRow[];
  untouched: number;
  isRead: boolean;
  unread: number;
  owners: readonly { owner: Owner; count: number }[];
};

type Props = {
  run: Run;
  how: FollowUp;
  plan: Plan;
  /** What starting it approves. */
  confirmed: Confirmed;
  serious: readonly { consequence: SeriousConsequence; count: number }[];
  messages: RunMessages;
  start: StartFollowUp;
};

/** Of many rows the first are shown. */
const ROWS = 200;

/** What a run that follows another would do: row by row, with what it skips and why, and the button that starts it. */
export async function FollowUpPreview({ run, how, plan, confirmed, serious, messages, start }: Props) {
  const [t, domain] = await Promise.all([getTranslations('runs'), getTranslations('domain')]);
  const touched = plan.rows.filter(({ skip }) => skip === null);
  const skipped = plan.rows.filter(({ skip }) => skip !== null);
  const groups = [
    { key: 'touched', rows: touched },
    { key: 'skipped', rows: skipped },
  ] as const;
  const { deleted, deletesAll } = deletionsIn(plan);
  // A run of a plan that only deletes is what its button says it is.
  const kind = deletesAll ? 'delete' : plan.kind;
  const isDeletion = how === 'undo' && deletesAll;
  const back = <ButtonLink href={runHref(run.id)}>{t('followUp.back')}</ButtonLink>;
  return (
    <ClientMessages paths={['domain.failedRequest', 'runs.followUp']}>
      <PageTitle
        crumb={
          <>
            <Link href={runsHref(null)}>{t('title')}</Link>
            <span aria-hidden="true">/</span>
            <Link href={runHref(run.id)}>{t('crumb', { id: String(run.id) })}</Link>
            <span aria-hidden="true">/</span>
            <span>{t(`followUp.crumb.${how}`)}</span>
          </>
        }
        title={await followUpTitle(run, how, plan, messages)}
      />
      <p className="max-w-[110ch] px-5 pb-3 text-ink-2 max-sm:px-4">
        {t(`followUp.what.${isDeletion ? 'undoByDeletion' : how}`, { id: run.id })}
        {how === 'undo' && deleted > 0 && !isDeletion && (
          <>
            <SentenceGap />
            <b className="text-ink">{t('followUp.deletes', { count: deleted })}</b>
          </>
        )}
        <SentenceGap />
        {how === 'undo' && run.kind !== 'delete' && (
          <>
            {plan.unread > 0
              ? t('followUp.asPartlyRead', { count: plan.unread })
              : t(plan.isRead ? 'followUp.asRead' : 'followUp.asListed')}
            <SentenceGap />
          </>
        )}
        {plan.untouched > 0 && t('followUp.untouched', { count: plan.untouched })}
      </p>
      {how === 'cancelled' && (
        <RunChange
          label={t('changed.label')}
          changed={messages.changed(run)}
          parameters={messages.parameters(run)}
        />
      )}
      {touched.length > 0 ? (
        <FollowUpForm
          runId={run.id}
          how={how}
          kind={kind}
          deletes={deleted > 0}
          count={touched.length}
          wantsTyping={touched.some(
            ({ action = plan.kind, onlyIfStopped }) => action === 'delete' && !onlyIfStopped,
          )}
          confirmed={confirmed}
          ownerWarnings={ownersWarnings(plan.owners, domain)}
          serious={serious}
          start={start}
          back={back}
        />
      ) : (
        <EmptyState title={t(`followUp.nothing.${how}`)} actions={back}>
          {t('followUp.nothingText')}
        </EmptyState>
      )}
      <TableSection label={t('followUp.table')}>
        <Table
          grouped
          label={t('followUp.table')}
          className={`${css.grid} ${css.preview}`}
          head={
            <Row>
              <HeadCell className={css.listener}>{t('followUp.listener')}</HeadCell>
              <HeadCell className={css.region}>{t('table.region')}</HeadCell>
              <HeadCell className={css.detail}>{t('followUp.will')}</HeadCell>
              <HeadCell className={css.ended}>{t('activity')}</HeadCell>
            </Row>
          }
        >
          {groups.map(
            ({ key, rows }) =>
              rows.length > 0 && (
                <RowGroup
                  key={key}
                  span={4}
                  heading={
                    <>
                      {t(`followUp.group.${key}`)} <span className="text-ink-3">{rows.length}</span>
                    </>
                  }
                >
                  {rows.slice(0, ROWS).map((row) => (
                    <PreviewRow
                      key={`${row.listener.loadBalancerId}/${row.listener.listenerPort}`}
                      {...{ row, plan, messages }}
                    />
                  ))}
                  {rows.length > ROWS && (
                    <Row>
                      <Cell colSpan={4} className="text-ink-2">
                        {t('followUp.more', { count: rows.length - ROWS })}
                      </Cell>
                    </Row>
                  )}
                </RowGroup>
              ),
          )}
        </Table>
      </TableSection>
    </ClientMessages>
  );
}

async function PreviewRow({ row, plan, messages }: { row: UndoRow; plan: Plan; messages: RunMessages }) {
  const t = await getTranslations('runs.followUp');
  const { listener, skip, changes, entryId, action: does = plan.kind } = row;
  return (
    <Row>
      <RowHead className={css.listener}>
        <span className={css.two}>
          <Link href={listenerHref(listener)} className="font-medium text-ink!">
            {messages.name(row)}
          </Link>
          <Id>{listener.loadBalancerId}</Id>
        </span>
      </RowHead>
      <Cell className={css.region}>
        <Mono>{listener.regionId}</Mono>
      </Cell>
      <Cell className={css.detail}>
        {skip !== null ? (
          <span className="text-ink-2">
            {messages.skipped(skip.blockReason, skip.reason)}{' '}
            {skip.blockReason === 'cannot-recreate' && entryId !== null && (
              <Link href={recreateHref(entryId)}>{t('recreate')}</Link>
            )}
          </span>
        ) : changes.length === 0 ? (
          does !== 'plan' && t(`does.${does}`)
        ) : (
          <ul>
            {changes.map((change) => (
              <WillBe key={change.name} {...messages.undoChange(change)} />
            ))}
          </ul>
        )}
      </Cell>
      <Cell className={css.ended}>
        {entryId !== null && (
          <Link href={activityEntryHref(entryId) as Route}>{t('entry', { id: entryId })}</Link>
        )}
      </Cell>
    </Row>
  );
}

/** "Established timeout: 600 s → 900 s". */
async function WillBe({ label, before, after }: { label: string; before: string; after: string }) {
  const t = await getTranslations('activity.change');
  return (
    <li className="wrap-anywhere">
      <Part>{label}</Part> <span className="sr-only">{t('before')} </span>
      <del className="text-ink-3">{before}</del>
      <span aria-hidden="true" className="text-ink-3">
        {' → '}
      </span>
      <span className="sr-only"> {t('after')} </span>
      <ins className="font-medium no-underline">{after}</ins>
    </li>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <span className="text-ink-2">{children}</span>;
}
