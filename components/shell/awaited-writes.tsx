'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { LocalTime } from '@/components/ui/local-time';
import type { AwaitedAnswer } from '@/lib/listeners/commands/awaited';

/** A screen that waits for a short time says nothing of it. */
const PATIENCE_MILLIS = 5_000;
const CHECK_MILLIS = 2_000;

const waiting = new Set<object>();
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

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

type Props = {
  locale: string;
  words: {
    /** With the places `{write}`, `{port}`, `{instance}` and `{time}`. */
    waiting: string;
    /** By the wire's name of the call. */
    writes: Record<string, string>;
  };
};

/** Which answers of SLB are waited for, and until when; shown once the reader has waited for some seconds. */
export function AwaitedWrites({ locale, words }: Props) {
  const isWaiting = useSyncExternalStore(
    subscribe,
    () => waiting.size > 0,
    () => false,
  );
  return isWaiting ? <Awaited locale={locale} words={words} /> : null;
}

function Awaited({ locale, words }: Props) {
  const [writes, setWrites] = useState<readonly AwaitedAnswer[]>([]);
  useEffect(() => {
    const away = new AbortController();
    const check = async () => {
      try {
        const answer = await fetch('/listeners/awaited', { signal: away.signal });
        setWrites(answer.ok ? ((await answer.json()) as AwaitedAnswer[]) : []);
      } catch {
        // Sluice does not answer: that is said elsewhere.
        setWrites([]);
      }
    };
    const again = async () => {
      await check();
      if (!away.signal.aborted) timer = setTimeout(() => void again(), CHECK_MILLIS);
    };
    let timer = setTimeout(() => void again(), PATIENCE_MILLIS);
    return () => {
      clearTimeout(timer);
      away.abort();
    };
  }, []);
  return (
    <output
      className={
        writes.length === 0
          ? 'sr-only'
          : 'grid flex-none gap-1 border-b border-line bg-canvas px-5 py-2 text-12 max-sm:px-4'
      }
    >
      {writes.map((write) => (
        <span key={`${write.loadBalancerId} ${write.listenerPort} ${write.until}`}>
          {partsOf(words.waiting, {
            write: words.writes[write.operation] ?? write.operation,
            port: write.listenerPort,
            instance: write.instance,
            time: <LocalTime at={write.until} locale={locale} show="time" />,
          })}
        </span>
      ))}
    </output>
  );
}

/** A sentence with its places filled, one of them with an element. */
function partsOf(sentence: string, values: Record<string, React.ReactNode>): React.ReactNode[] {
  return sentence.split(/[{}]/).map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence stay in their places
    <span key={index}>{index % 2 === 0 ? part : values[part]}</span>
  ));
}
