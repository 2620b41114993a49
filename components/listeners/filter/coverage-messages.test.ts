import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import type { Locale } from '@/lib/i18n/locales';
import { loadMessages } from '@/lib/i18n/messages';
import { coverageMessages } from './coverage-messages';

const coverage = {
  health: { known: 1, total: 3, sinceMillis: null },
  servers: { known: 2, total: 3 },
  undecided: 2,
  entriesReadAtMillis: 0,
};

async function sentenceIn(locale: Locale): Promise<string | undefined> {
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'list' });
  return coverageMessages(t, coverage)?.sentence;
}

test('says all that is unknown, with a space between sentences in English only', async () => {
  expect(await sentenceIn('en')).toBe(
    'Backend health is known for 1 of 3 listeners. ' +
      'Backend servers are known for 2 of 3 listeners, from health checks. The others cannot be matched by server. ' +
      'It is unknown whether 2 listeners match. ' +
      'Access control lists as of 1970-01-01 00:00 UTC.',
  );
  expect(await sentenceIn('zh-CN')).not.toMatch(/。 /);
});
