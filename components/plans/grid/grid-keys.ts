import type { KeyboardEvent } from 'react';
import type { GridAction } from './grid-state';

/** Rows that Page Up and Page Down go. */
type Page = { pageRows: number };

/**
 * What a key does while no cell is edited (ARIA grid pattern, and the keys of spreadsheets); null: it is the browser's.
 * Copy and paste are events of their own.
 */
export function actionOfKey(
  {
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
  }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  { pageRows }: Page,
): GridAction | null {
  const command = ctrlKey || metaKey;
  const move = (rows: number, columns: number): GridAction => ({
    type: 'move',
    rows,
    columns,
    extend: shiftKey,
  });
  if (altKey) return null;
  switch (key) {
    case 'ArrowUp':
      return move(command ? -Infinity : -1, 0);
    case 'ArrowDown':
      return move(command ? Infinity : 1, 0);
    case 'ArrowLeft':
      return move(0, command ? -Infinity : -1);
    case 'ArrowRight':
      return move(0, command ? Infinity : 1);
    case 'PageUp':
      return command ? null : move(-pageRows, 0);
    case 'PageDown':
      return command ? null : move(pageRows, 0);
    case 'Home':
      return { type: 'jump', to: command ? 'start' : 'row-start', extend: shiftKey };
    case 'End':
      return { type: 'jump', to: command ? 'end' : 'row-end', extend: shiftKey };
    case 'F2':
      return { type: 'edit', text: null };
    case 'Enter':
      return command ? null : { type: 'edit', text: null };
    case 'Backspace':
      return command ? null : { type: 'clear' };
    case 'Delete':
      return command ? { type: 'deleteRows' } : { type: 'clear' };
    case 'Insert':
      return command || shiftKey ? null : { type: 'insertRow' };
    case ' ':
      if (shiftKey) return { type: 'chooseRows' };
      break;
  }
  if (!command) return [...key].length === 1 ? { type: 'edit', text: key } : null;
  switch (key.toLowerCase()) {
    case 'a':
      return { type: 'chooseAll' };
    case 'd':
      return { type: 'fillDown' };
    case 'z':
      return { type: shiftKey ? 'redo' : 'undo' };
    case 'y':
      return { type: 'redo' };
    default:
      return null;
  }
}
