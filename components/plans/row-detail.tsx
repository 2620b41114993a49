'use client';

import { useTranslations } from 'next-intl';
import { useFieldMessages } from '@/components/listeners/form/state/use-field-messages';
import { Link } from '@/components/ui/link';
import { Message } from '@/components/ui/message';
import { Mono } from '@/components/ui/verbatim';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import { pathOfColumn } from '@/lib/plans/column-paths';
import type { PlanColumn, PlanDifference, PlanRemarks, PlanRow, PlanVerdict } from '@/lib/plans/plan-types';
import type { ColumnTexts } from './grid/use-column-texts';
import { VerdictMark } from './grid/verdict-mark';
import { useBlockText } from './use-block-text';
import { isStarted } from './verdict-filter';

type Props = {
  row: PlanRow | null;
  number: number;
  /** Null while it is not known. */
  verdict: PlanVerdict | null;
  texts: ColumnTexts;
  numberOf: (rowId: number) => number;
  onGoTo: (column: PlanColumn) => void;
};

/** What the result of the active row means: why, the difference, and what would help. */
export function RowDetail({ row, number, verdict, texts, numberOf, onGoTo }: Props) {
  const t = useTranslations('plans.detail');
  const tVerdict = useTranslations('plans.verdict');
  if (row === null) return <p className="px-4 py-3 text-ink-2">{t('none')}</p>;
  return (
    <section aria-label={t('row', { row: number })} className="grid content-start gap-2 px-4 py-3">
      <h2 className="flex items-center justify-between gap-3 text-15 font-semibold">
        {t('row', { row: number })}
        <span className="text-13 font-normal">
          <VerdictMark verdict={verdict?.kind ?? 'checking'}>
            {tVerdict(verdict?.kind ?? 'checking')}
          </VerdictMark>
        </span>
      </h2>
      {verdict === null ? (
        <p className="text-ink-2">{t('checking')}</p>
      ) : (
        <VerdictMessages {...{ row, verdict, texts, numberOf, onGoTo }} />
      )}
    </section>
  );
}

type MessagesProps = Pick<Props, 'texts' | 'numberOf' | 'onGoTo'> & { row: PlanRow; verdict: PlanVerdict };

function VerdictMessages({ row, verdict, texts, numberOf, onGoTo }: MessagesProps) {
  const t = useTranslations('plans.detail');
  const tNote = useTranslations('plans.note');
  const tFact = useTranslations('edit.consequence');
  const field = useFieldMessages();
  const blockText = useBlockText(texts, numberOf);
  const { ListenerPort: port = '', RegionId: regionId = '', LoadBalancerId: loadBalancerId = '' } = row.cells;
  const exists = verdict.kind === 'equal' || verdict.kind === 'update' || verdict.kind === 'skip';
  const differences =
    verdict.kind === 'update' || verdict.kind === 'skip'
      ? verdict.differences
      : verdict.kind === 'blocked' && verdict.block.reason === 'exists'
        ? verdict.block.differences
        : [];
  const remarks: PlanRemarks = verdict.kind === 'create' || verdict.kind === 'update' ? verdict : {};
  const blocked = verdict.kind === 'blocked' ? blockText(verdict.block) : null;
  return (
    <>
      {blocked === null ? (
        <p className="text-ink-2">
          {verdict.kind === 'create'
            ? t(isStarted(row.cells.Start) ? 'createStart' : 'create')
            : verdict.kind === 'equal'
              ? t('equal')
              : verdict.kind === 'invalid'
                ? t('invalid', { count: verdict.issues.length })
                : t(verdict.kind === 'update' ? 'update' : 'skip', { count: differences.length })}
        </p>
      ) : (
        <>
          <p className="wrap-anywhere">{blocked.fact}</p>
          <p className="text-ink-2 wrap-anywhere">{blocked.help}</p>
        </>
      )}
      {verdict.kind === 'invalid' && (
        <ul className="grid gap-1">
          {verdict.issues.map(({ column, issue }) => (
            <li key={column}>
              <button
                type="button"
                onClick={() => onGoTo(column)}
                title={t('goTo', { column: texts.label(column) })}
                className="cursor-pointer py-0.5 text-left text-accent hover:underline"
              >
                {texts.label(column)}
              </button>
              <Message kind="bad">{field.issue(pathOfColumn(column), issue)}</Message>
            </li>
          ))}
        </ul>
      )}
      {differences.length > 0 && <Differences {...{ differences, texts }} />}
      {remarks.consequences?.map((consequence) => (
        <Message key={consequence} kind="warn">
          {tFact(`${consequence}.fact`)}
        </Message>
      ))}
      {remarks.notes?.map((note) => (
        <Message key={note} kind="warn">
          {tNote(note)}
        </Message>
      ))}
      {exists && (
        <p>
          <Link href={listenerHref({ regionId, loadBalancerId, listenerPort: Number(port) })}>
            {t('open', { port })}
          </Link>
        </p>
      )}
    </>
  );
}

/** "Bandwidth: 10 → 20": what the listener has now, and what the plan wants. */
function Differences({ differences, texts }: { differences: readonly PlanDifference[]; texts: ColumnTexts }) {
  const t = useTranslations('plans.detail');
  const tValue = useTranslations('plans.value');
  const shown = (column: PlanColumn, text: string | null) =>
    text === null || text === '' ? tValue('blank') : texts.value(column, text);
  return (
    <dl className="grid gap-1.5">
      {differences.map(({ column, planned, found }) => (
        <div key={column}>
          <dt className="text-12 text-ink-3">{texts.label(column)}</dt>
          <dd className="wrap-anywhere">
            <span className="sr-only">{t('found')} </span>
            <del className="text-ink-3">
              <Mono>{shown(column, found)}</Mono>
            </del>
            <span aria-hidden="true" className="text-ink-3">
              {' → '}
            </span>
            <span className="sr-only"> {t('planned')} </span>
            <ins className="font-medium no-underline">
              <Mono>{shown(column, planned)}</Mono>
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
