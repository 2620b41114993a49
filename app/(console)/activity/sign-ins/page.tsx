import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { MissingPage } from '@/components/shell/missing-page';
import { SignInEvents } from '@/components/sign-in/sign-in-events';
import { listSignInEvents } from '@/lib/auth/sign-in-events';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireActor } from '@/lib/web/require-actor';
import { isSignedIn } from '@/lib/web/sign-in-request';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  return { title: (await getTranslations('account.events'))('title') };
}

const PAGE_SIZE = 50;
const idSchema = z.coerce.number().int().positive().catch(Number.MAX_SAFE_INTEGER);

/** Who signed in, or tried to: everybody's for an admin, one's own for others. */
export default async function SignInsPage({ searchParams }: PageProps<'/activity/sign-ins'>) {
  const actor = await requireActor();
  if (!isSignedIn(actor)) {
    answerNotFound();
    return <MissingPage />;
  }
  const { before } = await searchParams;
  const beforeId = before === undefined ? null : idSchema.parse(before);
  const events = await listSignInEvents(actor.role === 'admin' ? null : actor.name, PAGE_SIZE + 1, beforeId);
  return (
    <SignInEvents
      events={events.slice(0, PAGE_SIZE)}
      olderThan={events.length > PAGE_SIZE ? (events[PAGE_SIZE - 1]?.id ?? null) : null}
      isFirstPage={beforeId === null}
    />
  );
}
