'use client';

import { useId, type ReactNode } from 'react';
import { cx } from './class-names';

type Props = {
  /** A question that names its object. */
  title: ReactNode;
  children: ReactNode;
  /** Cancel is left of the action. The element with `ref={focusFirst}` gets the focus, else the first control. */
  actions: ReactNode;
  /** Escape was pressed. */
  onClose: () => void;
  /** A question that must be answered, not a place to work in. */
  alert?: boolean;
  className?: string;
};

/**
 * The browser's own modal dialog: everything behind it is inert and the focus goes back to where it was.
 * Render it only while it is open.
 */
export function Dialog({ title, children, actions, onClose, alert = false, className }: Props) {
  const titleId = useId();
  return (
    <dialog
      ref={openModal}
      role={alert ? 'alertdialog' : undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The caller takes it away; a dialog that closed by itself would leave the caller's state behind.
        event.preventDefault();
        onClose();
      }}
      className={cx(
        // It may be rendered in a bar whose text stays on one line.
        'whitespace-normal m-auto w-[calc(100vw-32px)] max-w-[480px] rounded-3 border border-line-2 bg-raised text-ink shadow-float backdrop:bg-veil',
        // Keeps the action visible, and the focused element above it.
        'scroll-pb-16',
        className,
      )}
    >
      <h2 id={titleId} className="px-5 pt-4 text-15 font-semibold">
        {title}
      </h2>
      {/* A column of its own width: long lines of code scroll in their place. */}
      <div className="grid grid-cols-1 gap-3 px-5 pt-2 pb-4">{children}</div>
      <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3 sticky bottom-0">
        {actions}
      </div>
    </dialog>
  );
}

/** As a `ref`: the dialog opens with the focus here. React sets no `autofocus` attribute, and focuses before the dialog is visible. */
export function focusFirst(node: HTMLElement | null): void {
  node?.setAttribute('autofocus', '');
}

/** Opens on arrival; closing before it leaves the page is what gives the focus back. */
export function openModal(dialog: HTMLDialogElement | null): (() => void) | undefined {
  if (!dialog) return undefined;
  if (!dialog.open) dialog.showModal();
  return () => dialog.close();
}
