'use client';

import { useRef, type KeyboardEvent } from 'react';
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
  /** What was typed in its place; null: the cell's own text is edited. */
  typed: string | null;
  texts: ColumnTexts;
  /** Is told the control while it is there. */
  setEditor: (node: EditorElement | null) => void;
  act: (action: GridAction) => void;
  /** The focus went elsewhere: what is typed is kept. */
  onLeave: () => void;
};

/** The control in a cell while it is edited: Enter and Tab keep what is typed and move on, Escape drops it. */
export function CellEditor({ column, label, text, typed, texts, setEditor, act, onLeave }: Props) {
  const shape = shapeOf(column);
  const hadFocus = useRef(false);
  const begin = (node: EditorElement | null): void => {
    setEditor(node);
    if (node === null || hadFocus.current) return;
    hadFocus.current = true;
    node.focus({ preventScroll: true });
    if (node instanceof HTMLInputElement && typed === null) node.select();
  };

  function onKeyDown(event: KeyboardEvent<EditorElement>) {
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

  const common = { 'aria-label': label, onKeyDown, onBlur: onLeave, className: css.editor };
  if (shape.kind !== 'choice')
    return (
      <input
        {...common}
        ref={begin}
        defaultValue={typed ?? text}
        autoComplete="off"
        spellCheck={shape.kind === 'text'}
        inputMode={shape.kind === 'number' ? 'numeric' : undefined}
        className={cx(css.editor, shape.kind === 'number' && 'text-right', shape.kind !== 'text' && 'mono')}
      />
    );
  // A text that is no choice stays one, until another is chosen.
  const others = text === '' || shape.choices.includes(text) ? [] : [text];
  const begun = shape.choices.find(
    (choice) => typed !== null && beginsWith(choice, texts.value(column, choice), typed),
  );
  return (
    <select {...common} ref={begin} defaultValue={begun ?? text}>
      <option value="">{texts.blank}</option>
      {[...others, ...shape.choices].map((choice) => (
        <option key={choice} value={choice}>
          {texts.value(column, choice)}
        </option>
      ))}
    </select>
  );
}

function beginsWith(choice: string, label: string, typed: string): boolean {
  const wanted = typed.toLowerCase();
  return choice.startsWith(wanted) || label.toLowerCase().startsWith(wanted);
}
