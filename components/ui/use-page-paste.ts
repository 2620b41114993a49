import { useEffect, useEffectEvent } from 'react';

/** Calls `onText` with a text that is pasted while the focus is in no field; true: it has been taken. */
export function usePagePaste(onText: (text: string) => boolean): void {
  const hear = useEffectEvent((event: ClipboardEvent) => {
    const isElsewhere =
      event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (event.defaultPrevented || isElsewhere) return;
    if (onText(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => hear(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);
}
