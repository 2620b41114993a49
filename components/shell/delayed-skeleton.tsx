import { setTimeout as sleep } from 'node:timers/promises';
import type { ReactElement } from 'react';
import { StableSuspense } from './stable-suspense';

/** Shorter than what a reader takes for waiting; a skeleton that flashes by is worse than none. */
const PATIENCE_MILLIS = 150;

type Props = { content: Promise<ReactElement>; skeleton: ReactElement };

/**
 * The content itself where it comes soon, else the skeleton until it does. A `loading.tsx` always begins with the skeleton:
 * React sends a large boundary after its fallback even when it is ready, and reveals it no sooner than 300 ms after
 * the first paint.
 */
export async function DelayedSkeleton({ content, skeleton }: Props) {
  const soon = await Promise.race([
    content.then((node) => ({ node })),
    sleep(PATIENCE_MILLIS, null, { ref: false }),
  ]);
  return (
    <StableSuspense ready={soon !== null} skeleton={soon ? null : skeleton}>
      {soon ? soon.node : content}
    </StableSuspense>
  );
}
