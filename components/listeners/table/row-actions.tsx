'use client';

import { useTranslations } from 'next-intl';
import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useOptimistic,
  useState,
  useTransition,
  type ReactNode,
} from 'react';
import { flushSync } from 'react-dom';
import { useAnchoredPopover } from '@/components/ui/anchored-popover';
import { MenuPanel } from '@/components/ui/menu';
import type { MenuEntry } from '@/components/ui/menu-types';
import { useToast } from '@/components/ui/toast';
import { cloneHref, editHref } from '@/lib/listeners/list/hrefs';
import { formatListenerKey } from '@/lib/listeners/list/list-query';
import type { ListenerAction } from '@/lib/model/rules';
import { useListClient } from '@/components/listeners/freshness/list-client';
import { needsConfirmation, ListenerQuestion } from './listener-question';
import { subjectOf, type RowView } from './row-view';
import { useTableRows } from './table-rows';

type RowActionsValue = {
  openMenu: (row: RowView, trigger: HTMLButtonElement, startAtEnd?: boolean) => void;
  /** Copies it, and says so at the button that was pressed. */
  copyId: (id: string, button: HTMLElement) => void;
  /** Opens the question before an action on it. */
  ask: (action: ListenerAction, row: RowView) => void;
  /** The rows, by id, on which something is being done. */
  busy: ReadonlySet<string>;
};

const ActionsContext = createContext<RowActionsValue | null>(null);
const NONE: ReadonlySet<string> = new Set();

const COPIED_MILLIS = 2000;

/**
 * The action menu all rows share, and the question before an action: a menu per row would weigh more than the rows.
 */
export function RowActions({ children }: { children: ReactNode }) {
  const t = useTranslations('list.action');
  const tTable = useTranslations('list.table');
  const rows = useTableRows();
  const { perform, tellStatuses } = useListClient();
  const toasts = useToast();
  const [, startTransition] = useTransition();
  const [busy, addBusy] = useOptimistic(NONE, (now, id: string): ReadonlySet<string> => new Set(now).add(id));
  const [shownFor, setShownFor] = useState<RowView | null>(null);
  const [startAtEnd, setStartAtEnd] = useState(false);
  const [copied, setCopied] = useState(false);
  const [question, setQuestion] = useState<{ action: ListenerAction; row: RowView } | null>(null);
  const { showBelow, setPanel, panelProps, open, hide } = useAnchoredPopover({ align: 'end' });

  const value = useMemo(
    (): RowActionsValue => ({
      openMenu: (row, trigger, atEnd = false) => {
        setShownFor(row);
        setStartAtEnd(atEnd);
        showBelow(trigger);
      },
      copyId: async (id, button) => {
        await navigator.clipboard.writeText(id);
        button.dataset.copied = '';
        setCopied(true);
        setTimeout(() => {
          delete button.dataset.copied;
          setCopied(false);
        }, COPIED_MILLIS);
      },
      ask: (action, about) => setQuestion({ action, row: about }),
      busy,
    }),
    [busy, showBelow],
  );

  function run(action: ListenerAction, row: RowView) {
    startTransition(async () => {
      addBusy(row.id);
      const subject = subjectOf(row, t);
      const done = await perform(action, subject);
      if (!needsConfirmation(action, subject)) return;
      // While the dialog is open, nothing behind it can take the focus.
      flushSync(() => setQuestion(null));
      if (action !== 'delete') return;
      // Its row goes, the table with it where it was the last, and the focus with them: the page's work stays.
      if (done) document.querySelector('main')?.focus();
    });
  }

  // What is known of the rows by now: they may have been read again since the menu or the question was opened.
  const current = rows.find(({ id }) => id === shownFor?.id);
  const subjectRow = question && (rows.find(({ id }) => id === question.row.id) ?? question.row);
  const row = current ?? shownFor;
  // Without the row, its menu has no anchor.
  const isLeft = open && current === undefined;
  const onLeft = useEffectEvent(hide);
  useEffect(() => {
    if (isLeft) onLeft();
  }, [isLeft]);

  useEffect(() => {
    const statuses = new Map(
      rows.map(({ listenerKey, status }) => [formatListenerKey(listenerKey), status] as const),
    );
    tellStatuses((name) => statuses.get(name) ?? null);
  }, [rows, tellStatuses]);

  return (
    <ActionsContext value={value}>
      {children}
      <output className="sr-only">{copied ? tTable('copied') : ''}</output>
      <MenuPanel
        panelProps={panelProps}
        setPanel={setPanel}
        label={row ? t('menu', { name: subjectOf(row, t).name }) : undefined}
        open={open}
        hide={hide}
        startAtEnd={startAtEnd}
        entries={row ? entriesOf(row) : []}
      />
      {subjectRow && (
        <ListenerQuestion
          action={question.action}
          subject={subjectOf(subjectRow, t)}
          pending={busy.has(subjectRow.id)}
          onCancel={() => setQuestion(null)}
          onConfirm={() => run(question.action, subjectRow)}
        />
      )}
    </ActionsContext>
  );

  function entriesOf(of: RowView): MenuEntry[] {
    /** One action at a time: a second click would hit the first one's effect. */
    const because = (action: ListenerAction): string | undefined =>
      busy.has(of.id) ? t('inProgress') : of.blockReasons?.[action];
    const { listenerKey } = of;
    const confirmsStart = needsConfirmation('start', subjectOf(of, t));
    const forms: MenuEntry[] =
      of.readOnly === undefined
        ? [
            { kind: 'separator', key: 'before-forms' },
            of.blockReasons?.edit === undefined
              ? {
                  kind: 'link',
                  key: 'edit',
                  icon: 'edit',
                  label: tTable('edit'),
                  href: editHref(listenerKey),
                }
              : {
                  kind: 'action',
                  key: 'edit',
                  icon: 'edit',
                  label: tTable('edit'),
                  unavailableBecause: of.blockReasons.edit,
                  onSelect: () => {},
                },
            {
              kind: 'link',
              key: 'clone',
              icon: 'duplicate',
              label: tTable('clone'),
              href: cloneHref(listenerKey),
            },
          ]
        : [];
    return [
      {
        kind: 'action',
        key: 'start',
        icon: 'play',
        label: t(confirmsStart ? 'startConfirm' : 'start'),
        unavailableBecause: because('start'),
        onSelect: () => (confirmsStart ? value.ask('start', of) : run('start', of)),
      },
      {
        kind: 'action',
        key: 'stop',
        icon: 'stop',
        label: t('stop'),
        unavailableBecause: because('stop'),
        onSelect: () => value.ask('stop', of),
      },
      ...forms,
      {
        kind: 'action',
        key: 'copy-id',
        icon: 'copy',
        label: tTable('copyInstanceId'),
        onSelect: async () => {
          const id = listenerKey.loadBalancerId;
          await navigator.clipboard.writeText(id);
          toasts.show({ kind: 'success', title: tTable('copiedId', { id }) });
        },
      },
      { kind: 'separator', key: 'before-delete' },
      {
        kind: 'action',
        key: 'delete',
        icon: 'trash',
        danger: true,
        label: t('delete'),
        unavailableBecause: because('delete'),
        onSelect: () => value.ask('delete', of),
      },
    ];
  }
}

/** What a row needs for the trigger of its menu. */
export function useRowActions(): RowActionsValue {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('A row needs the RowActions of the table');
  return actions;
}
