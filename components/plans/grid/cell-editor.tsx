'use client';

import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { cx } from '@/components/ui/class-names';
import { shapeOf } from './columns';
import type { PlanColumn } from '@/lib/plans/plan-types';
import type { GridAction } from './grid-state';
import type { ColumnTexts } from './use-column-texts';
import css from './grid.module.css';

export type EditorElement = HTMLInputElement | HTMLSelectElement;

type Props = {
  column: PlanColumn;
  label: string;
  /** What is in the cell. */
  text: string;
  /** With what the edit began; `text` null: with the cell's own text. Null: the cell is not edited. */
  editing: { readonly text: string | null } | null;
  texts: ColumnTexts;
  /** Why the text is invalid. */
  issueId: string | undefined;
  /** Is told the control while the cell is edited. */
  setEditor: (node: EditorElement | null) => void;
  act: (action: GridAction) => void;
  /** The focus went elsewhere: what is typed is kept. */
  onLeave: () => void;
};

/**
 * The text box of the active cell. It is there before the cell is edited, invisible and with all of its text selected: an
 * input method composes only in a text box that has the focus. What is typed replaces the text, and begins the edit.
 */
export function CellInput({ column, label, text, editing, issueId, setEditor, act, onLeave }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { kind } = shapeOf(column);
  const isEdited = editing !== null;
  const isOpened = editing?.text === null;

  useLayoutEffect(() => {
    const node = input.current;
    if (node === null || isEdited) return;
    node.value = text;
    node.select();
  }, [isEdited, text]);
  useLayoutEffect(() => {
    if (!isEdited) return undefined;
    setEditor(input.current);
    if (isOpened) {
      input.current?.focus({ preventScroll: true });
      input.current?.select();
    }
    return () => setEditor(null);
  }, [isEdited, isOpened, setEditor]);

  const begin = (): void => {
    if (!isEdited) act({ type: 'edit', text: '' });
  };
  // A finger chooses a cell before it edits: until then, the keyboard on the screen would hide the rows.
  const isQuiet = !isEdited && matchMedia('(pointer: coarse)').matches;
  return (
    <input
      // The keyboard on the screen opens with the focus, which a text box that has it already does not get.
      key={isOpened ? 'opened' : 'ready'}
      ref={input}
      aria-label={label}
      aria-invalid={issueId === undefined ? undefined : true}
      aria-describedby={issueId}
      defaultValue={text}
      autoComplete="off"
      spellCheck={isEdited && kind === 'text'}
      inputMode={isQuiet ? 'none' : kind === 'number' ? 'numeric' : undefined}
      onInput={begin}
      onCompositionStart={begin}
      onKeyDown={(event) => isEdited && editorKeys(event, act)}
      onBlur={onLeave}
      className={cx(
        css.editor,
        !isEdited && css.ready,
        kind === 'number' && 'text-right',
        kind !== 'text' && 'mono',
      )}
    />
  );
}

/** The values of a cell that has one of a few, while it is edited. */
export function CellChoice({ column, label, text, editing, texts, setEditor, act, onLeave }: Props) {
  const select = useRef<HTMLSelectElement>(null);
  useLayoutEffect(() => {
    setEditor(select.current);
    select.current?.focus({ preventScroll: true });
    return () => setEditor(null);
  }, [setEditor]);

  const shape = shapeOf(column);
  const choices = shape.kind === 'choice' ? shape.choices : [];
  const typed = editing?.text ?? null;
  // A text that is no choice stays one, until another is chosen.
  const others = text === '' || choices.includes(text) ? [] : [text];
  const begun = choices.find(
    (choice) => typed !== null && beginsWith(choice, texts.value(column, choice), typed),
  );
  return (
    <select
      ref={select}
      aria-label={label}
      defaultValue={begun ?? text}
      onKeyDown={(event) => editorKeys(event, act)}
      onBlur={onLeave}
      className={css.editor}
    >
      <option value="">{texts.blank}</option>
      {[...others, ...choices].map((choice) => (
        <option key={choice} value={choice}>
          {texts.value(column, choice)}
        </option>
      ))}
    </select>
  );
}

/** Enter and Tab keep what is typed and move on, Escape drops it; every other key is the control's. */
function editorKeys(event: KeyboardEvent<EditorElement>, act: Props['act']): void {
  const { key, shiftKey } = event;
  event.stopPropagation();
  if (key === 'Escape') act({ type: 'cancel' });
  else if (key === 'Enter' || key === 'Tab')
    act({
      type: 'commit',
      text: event.currentTarget.value,
      go: key === 'Enter' ? (shiftKey ? 'up' : 'down') : shiftKey ? 'previous' : 'next',
    });
  else return;
  event.preventDefault();
}

function beginsWith(choice: string, label: string, typed: string): boolean {
  const wanted = typed.toLowerCase();
  return choice.startsWith(wanted) || label.toLowerCase().startsWith(wanted);
}
