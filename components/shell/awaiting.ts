'use client';

import { useEffect } from 'react';

const waiting = new Set<object>();
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** For `useSyncExternalStore`: whether a write is awaited that the screen should tell of. */
export function subscribeAwaiting(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const isAwaiting = (): boolean => waiting.size > 0;

function beginWaiting(): () => void {
  const one = {};
  waiting.add(one);
  tell();
  return () => {
    waiting.delete(one);
    tell();
  };
}

/** Does a write of the reader's, and has the screen say what is waited for where it takes its time. */
export async function saidWhileAwaited<T>(write: () => Promise<T>): Promise<T> {
  const end = beginWaiting();
  try {
    return await write();
  } finally {
    end();
  }
}

/** Has the screen say what is waited for as long as this is shown. */
export function SayAwaited() {
  useEffect(beginWaiting, []);
  return null;
}
