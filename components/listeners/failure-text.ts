import { getTranslations } from 'next-intl/server';
import { knownRejection } from '@/lib/model/errors';
import { withFacts } from '@/lib/model/failure-messages';
import type { SlbFailure } from '@/lib/slb/result';

/** Why a read failed and what to do, in the user's language; null if only the server's own message is known. */
export async function failureText({ code, message, facts }: SlbFailure): Promise<string | null> {
  const { explanation } = knownRejection(code, message);
  if (explanation === undefined) return null;
  const [rejection, failure] = await Promise.all([
    getTranslations('domain.rejection'),
    getTranslations('domain.failure'),
  ]);
  return withFacts(failure, rejection(explanation), facts);
}
