'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';

type Messages = { title: string; text: string; digest: string; retry: string; action: string };

// A page that failed cannot ask the server for messages, so the shell brought them along.
const MessagesContext = createContext<Messages | null>(null);

export function ErrorMessagesProvider({ words, children }: { words: Messages; children: ReactNode }) {
  return <MessagesContext value={words}>{children}</MessagesContext>;
}

type Props = { digest: string | undefined; onRetry: () => void };

/** Instead of a page that failed: what to do, and the number under which the server wrote the cause. */
export function ErrorPage({ digest, onRetry }: Props) {
  const words = useContext(MessagesContext);
  if (!words) return null;
  return (
    <EmptyState
      title={words.title}
      heading="h1"
      actions={
        <>
          <Button icon="refresh" onClick={onRetry}>
            {words.retry}
          </Button>
          <ButtonLink href="/listeners" variant="quiet">
            {words.action}
          </ButtonLink>
        </>
      }
    >
      <p>{words.text}</p>
      {digest !== undefined && (
        <p className="mt-1 text-12 text-ink-3">
          {words.digest}{' '}
          <span translate="no" className="mono">
            {digest}
          </span>
        </p>
      )}
    </EmptyState>
  );
}
