'use client';

import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { keepKeysOfInputMethods } from '@/components/ui/input-method';
import { letUsersLeave } from '@/components/ui/leaving';
import { isSingleKey } from '@/components/ui/single-key';
import { surviveTranslation } from '@/components/ui/translation';
import { usePageKeys } from '@/components/ui/use-page-keys';
import { watchAnswers } from './answers';
import { SINGLE_KEYS_COOKIE } from './keys-cookie';
import { remember } from './preference';
import { KeysContext, type BufferedKeys, type Keys } from './use-keys';

type Open = { kind: 'help' | 'palette'; dialog: ReactNode };

type Props = {
  /** As this browser remembers it. */
  single: boolean;
  children: ReactNode;
};

/** Takes a key that is meant for the palette's box; false where it is none. */
function typeEarly(early: BufferedKeys, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || early.take) return false;
  if (key === 'Enter') early.take = early.text !== '';
  else if (key === 'Backspace') early.text = [...early.text].slice(0, -1).join('');
  else if ([...key].length === 1) early.text += key;
  else return false;
  return true;
}

/**
 * The keys available on every page: `?` for the list of shortcuts, Ctrl+K for the palette. What they open is loaded on
 * first use, with its messages: most visits open neither.
 */
export function KeysProvider({ single: remembered, children }: Props) {
  const [single, setSingleState] = useState(remembered);
  const [open, setOpen] = useState<Open | null>(null);
  const refreshOfPage = useRef<(() => void) | null>(null);
  /** What is typed for the palette while it is still being fetched; null where it is not. */
  const early = useRef<BufferedKeys | null>(null);
  const close = useCallback(() => setOpen(null), []);

  const setSingle = useCallback((on: boolean) => {
    setSingleState(on);
    remember(SINGLE_KEYS_COOKIE, on ? 'on' : 'off');
  }, []);
  const openHelp = useCallback(async () => {
    const { loadKeyHelp } = await import('./key-help');
    setOpen({ kind: 'help', dialog: await loadKeyHelp(close) });
  }, [close]);
  const openPalette = useCallback(async () => {
    early.current ??= { text: '', take: false };
    try {
      const { loadPalette } = await import('./palette');
      const dialog = await loadPalette({
        refresh: refreshOfPage.current,
        early: () => early.current,
        onStand: () => (early.current = null),
        onClose: close,
      });
      setOpen({ kind: 'palette', dialog });
    } catch (error) {
      early.current = null;
      throw error;
    }
  }, [close]);

  useEffect(keepKeysOfInputMethods, []);
  useEffect(surviveTranslation, []);
  useEffect(letUsersLeave, []);
  useEffect(watchAnswers, []);
  usePageKeys(
    (event) => {
      if (early.current !== null && typeEarly(early.current, event)) event.preventDefault();
    },
    // They are no commands of the page: `k` would go to a row, and Enter open it.
    { first: true },
  );
  usePageKeys((event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey) {
      // An open dialog comes first.
      if (open?.kind !== 'palette' && document.querySelector('dialog:modal') !== null) return;
      event.preventDefault();
      if (open?.kind === 'palette') close();
      else void openPalette();
    } else if (key === '?' && single && isSingleKey(event)) {
      event.preventDefault();
      void openHelp();
    }
  });

  const keys = useMemo(
    (): Keys => ({
      single,
      setSingle,
      openHelp: () => void openHelp(),
      openPalette: () => void openPalette(),
      offerRefresh: (refresh) => {
        refreshOfPage.current = refresh;
        return () => {
          if (refreshOfPage.current === refresh) refreshOfPage.current = null;
        };
      },
    }),
    [single, setSingle, openHelp, openPalette],
  );
  return (
    <KeysContext value={keys}>
      {children}
      {open?.dialog}
    </KeysContext>
  );
}
