import { getTranslations } from 'next-intl/server';
import { isComplete, type HealthCoverage } from '@/lib/listeners/seen-health';

/** What is said beside anything that was counted by health while not all of it is known. */
export type PartialHealth = {
  /** "Backend health is known for 25 of 48 listeners." */
  sentence: string;
  /** "health known for 25 of 48", after a number. */
  phrase: string;
  /** "25 of 48 known", where there is little room. */
  short: string;
};

/** Null where everything is known: a number is then whole. */
export async function partialHealthOf(coverage: HealthCoverage): Promise<PartialHealth | null> {
  if (isComplete(coverage)) return null;
  const t = await getTranslations('list.health');
  const { known, total } = coverage;
  return {
    sentence: t('partial', { known, total }),
    phrase: t('found', { known, total }),
    short: t('short', { known, total }),
  };
}
