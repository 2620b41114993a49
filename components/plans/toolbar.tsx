'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { CheckList } from '@/components/ui/check-list';
import { Icon } from '@/components/ui/icon';
import { PanelButton } from '@/components/ui/panel-button';
import { PLAN_ROWS_MAX, planColumns, type PlanColumn, type PlanMode } from '@/lib/plans/plan-types';
import { keyColumns } from './grid/columns';
import { rangeOf, type GridView } from './grid/grid-places';
import type { GridAction, GridState } from './grid/grid-state';
import type { ColumnTexts } from './grid/use-column-texts';
import { KeyList } from './key-list';
import { SetColumn } from './set-column';

type Props = {
  grid: GridState;
  view: GridView;
  texts: ColumnTexts;
  act: (action: GridAction) => void;
  onColumnsChange: (columns: readonly PlanColumn[]) => void;
  mode: PlanMode;
  /** On a phone behind a button of the toolbar: what is above the results elsewhere. */
  options: () => ReactNode;
};

const quiet = { variant: 'quiet', size: 'small' } as const;

/** What can be done with the rows besides typing; most of it has a key in the grid. */
export function Toolbar({ grid, view, texts, act, onColumnsChange, mode, options }: Props) {
  const t = useTranslations('plans.toolbar');
  const tHead = useTranslations('plans.head');
  const tMode = useTranslations('plans.mode');
  const range = rangeOf(grid, view);
  const selected = range === null ? 0 : range.bottom - range.top + 1;
  const column = grid.active?.column ?? 'verdict';
  return (
    <div className="flex flex-none items-center gap-1 px-3 py-1.5 max-sm:flex-wrap max-sm:gap-y-0 max-sm:px-2 max-sm:py-1">
      <fieldset aria-label={t('label')} className="contents">
        <Button {...quiet} icon="plus" onClick={() => act({ type: 'insertRow' })}>
          <Words>{t('add')}</Words>
        </Button>
        {selected > 0 && (
          <>
            <Button {...quiet} icon="trash" onClick={() => act({ type: 'deleteRows' })}>
              <Words>{t('delete', { count: selected })}</Words>
            </Button>
            <Button {...quiet} icon="arrow-down" onClick={() => act({ type: 'fillDown' })}>
              <Words>{t('fill')}</Words>
            </Button>
          </>
        )}
        {view.rowIds.length > 0 && (
          <PanelButton
            {...quiet}
            face={
              <>
                <Icon name="edit" size={14} />
                <Words>{t('set')}</Words>
              </>
            }
            name={t('setName')}
            align="start"
            panelClassName="w-72"
          >
            {(hide) => (
              <SetColumn
                begin={column === 'verdict' ? 'Bandwidth' : column}
                rowCount={view.rowIds.length}
                texts={texts}
                onSet={(chosen, text) => {
                  act({ type: 'setAll', column: chosen, text });
                  hide();
                }}
              />
            )}
          </PanelButton>
        )}
        {grid.undo.length > 0 && (
          <Button {...quiet} icon="history" onClick={() => act({ type: 'undo' })}>
            <Words>{t('undo')}</Words>
          </Button>
        )}
        {grid.redo.length > 0 && (
          <Button {...quiet} icon="refresh" onClick={() => act({ type: 'redo' })}>
            <Words>{t('redo')}</Words>
          </Button>
        )}
      </fieldset>
      <span
        role="alert"
        className="min-w-0 flex-1 px-2 text-12 text-warn max-sm:not-empty:order-last max-sm:not-empty:basis-full"
      >
        {grid.notice !== null && t(grid.notice, { max: PLAN_ROWS_MAX })}
      </span>
      <PanelButton
        {...quiet}
        face={
          <>
            <Icon name="columns" size={14} />
            <Words>{t('columns')}</Words>
          </>
        }
        name={t('columnsName')}
        panelClassName="w-72"
      >
        {() => (
          <CheckList
            name={t('columnsName')}
            options={planColumns
              .filter((each) => !keyColumns.includes(each))
              .map((value) => ({ value, label: texts.label(value) }))}
            selected={view.columns}
            onSelectedChange={(chosen) =>
              onColumnsChange(planColumns.filter((each) => chosen.includes(each)))
            }
            searchWords={{ label: t('search'), none: t('noneFound') }}
            takesFocus
          />
        )}
      </PanelButton>
      <PanelButton
        {...quiet}
        face={<Icon name="keyboard" size={14} />}
        title={t('keys')}
        className="max-sm:hidden"
        name={t('keysTitle')}
      >
        {() => <KeyList />}
      </PanelButton>
      <PanelButton
        {...quiet}
        face={
          <>
            <span className="sr-only">{tHead('mode')}</span>
            {tMode(mode)}
            <Icon name="chevron-down" size={14} />
          </>
        }
        name={t('options')}
        className="sm:hidden"
        panelClassName="w-80"
      >
        {() => <div className="grid gap-4 p-4">{options()}</div>}
      </PanelButton>
    </div>
  );
}

/** On a phone the icon is enough to see, and the words are read out. */
function Words({ children }: { children: ReactNode }) {
  return <span className="max-sm:sr-only">{children}</span>;
}
