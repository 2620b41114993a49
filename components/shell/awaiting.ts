'use client';

import { useEffect } from 'react';

const waiting = new Set<object>();
const listeners = new Set<() => void>();
const notify = () => {
  for (const listener of listeners) listener();
};

/** For `useSyncExternalStore`, with `isAwaiting`. */
export function subscribeAwaiting(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const isAwaiting = (): boolean => waiting.size > 0;

const places = new Set<object>();

/** For the frame of the page, which says it unless a part of the page does. */
export const isAwaitingElsewhere = (): boolean => isAwaiting() && places.size === 0;

/** A part of the page says what it waits for, until the returned function is called. */
export function claimAwaiting(): () => void {
  const one = {};
  places.add(one);
  notify();
  return () => {
    places.delete(one);
    notify();
  };
}

function beginWaiting(): () => void {
  const one = {};
  waiting.add(one);
  notify();
  return () => {
    waiting.delete(one);
    notify();
  };
}

/** Runs a write of the user's; if it takes long, the screen says what it is waiting for. */
export async function saidWhileAwaited<T>(write: () => Promise<T>): Promise<T> {
  const end = beginWaiting();
  try {
    return await write();
  } finally {
    end();
  }
}

/** While this is rendered, the screen says what it is waiting for. */
export function SayAwaited() {
  useEffect(beginWaiting, []);
  return null;
}
