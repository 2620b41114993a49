'use client';

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only the rows in sight are in the document: no table could place them */
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { cx } from '@/components/ui/class-names';
import { Id } from '@/components/ui/verbatim';
import type { PlanColumn, PlanRow } from '@/lib/plans/plan-types';
import { CellChoice, CellInput, type EditorElement } from './cell-editor';
import { shapeOf } from './columns';
import type { GridColumn } from './grid-places';
import type { GridAction, GridState } from './grid-state';
import type { ColumnTexts } from './use-column-texts';
import { VerdictMark, type ShownVerdict } from './verdict-mark';
import css from './grid.module.css';

/** What is said at a cell that cannot be as it is. */
export type CellIssues = Partial<Record<PlanColumn, string>>;

type Props = {
  row: PlanRow;
  /** Its place among all rows of the plan, from 1. */
  number: number;
  /** Its place among the rows on screen, from 0. */
  index: number;
  top: number;
  columns: readonly PlanColumn[];
  texts: ColumnTexts;
  verdict: ShownVerdict;
  issues: CellIssues | null;
  /** Why it is blocked, in a few words; '' for any other row. */
  reason: string;
  /** The name of its instance, if that is known. */
  instanceName: string | undefined;
  /** The active cell, if it is in this row. */
  active: GridColumn | null;
  editing: GridState['editing'];
  /** Indexes of the selected columns. */
  selected: { left: number; right: number } | null;
  setEditor: (node: EditorElement | null) => void;
  act: (action: GridAction) => void;
  onLeave: () => void;
};

/** One row: its verdict, then its cells. Drawn again only if something of it changes. */
export const GridRow = memo(function GridRow({
  row,
  number,
  index,
  top,
  columns,
  texts,
  verdict,
  issues,
  reason,
  instanceName,
  active,
  editing,
  selected,
  setEditor,
  act,
  onLeave,
}: Props) {
  const t = useTranslations('plans.grid');
  const tVerdict = useTranslations('plans.verdict');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={row.id}
      data-verdict={verdict}
      className={css.row}
      style={{ top }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        aria-selected={selected !== null && selected.left === 0 && selected.right === columns.length - 1}
        tabIndex={active === 'verdict' ? 0 : -1}
        data-column="verdict"
        className={cx(css.cell, css.verdict)}
      >
        <span className={css.number}>{number}</span>
        <VerdictMark verdict={verdict}>
          {reason === '' ? tVerdict(verdict) : <Blocked word={tVerdict(verdict)} reason={reason} />}
        </VerdictMark>
      </div>
      {columns.map((column, at) => {
        const text = row.cells[column] ?? '';
        const isActive = active === column;
        const issue = issues?.[column];
        const issueId = issue === undefined ? undefined : `issue-${row.id}-${column}`;
        const { kind } = shapeOf(column);
        const Control = !isActive
          ? null
          : kind !== 'choice'
            ? CellInput
            : editing !== null
              ? CellChoice
              : null;
        // What is in its text box is not read out twice.
        const isCovered = Control === null ? undefined : true;
        return (
          <div
            key={column}
            role="gridcell"
            aria-colindex={at + 2}
            aria-selected={selected !== null && selected.left <= at && at <= selected.right}
            aria-invalid={issue === undefined ? undefined : true}
            aria-describedby={issueId}
            tabIndex={isActive && Control === null ? 0 : -1}
            data-column={column}
            title={issue}
            translate={kind === 'number' || kind === 'id' ? 'no' : undefined}
            className={cx(css.cell, kind === 'number' && css.digits, kind === 'id' && css.code)}
          >
            {column === 'LoadBalancerId' && instanceName !== undefined && instanceName !== text ? (
              <span className={css.two} aria-hidden={isCovered}>
                <span className={css.name}>{instanceName}</span> <Id>{text}</Id>
              </span>
            ) : (
              <span className={css.clip} aria-hidden={isCovered}>
                {texts.value(column, text)}
              </span>
            )}
            {Control !== null && (
              <Control
                column={column}
                label={t('cell', { column: texts.label(column), row: number })}
                text={text}
                editing={editing}
                texts={texts}
                issueId={issueId}
                setEditor={setEditor}
                act={act}
                onLeave={onLeave}
              />
            )}
            {issueId !== undefined && (
              <span id={issueId} hidden>
                {issue}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
});

/** The result, and below it why. */
function Blocked({ word, reason }: { word: string; reason: string }) {
  return (
    <span className={css.two}>
      <span>{word}</span> <span className={css.reason}>{reason}</span>
    </span>
  );
}
