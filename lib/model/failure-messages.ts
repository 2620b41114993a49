import type { Translator } from '@/lib/i18n/translator';
import type { FailureFacts } from '@/lib/slb/result';

/** A failure in the user's language, with what is known besides: the host, the action of RAM, the clock's difference. */
export function withFacts(
  t: Translator<'domain.failure'>,
  words: string,
  facts: FailureFacts | undefined,
): string {
  const fact = facts === undefined ? null : factOf(t, facts);
  return fact === null ? words : t('withFact', { words, fact });
}

function factOf(t: Translator<'domain.failure'>, facts: FailureFacts): string | null {
  const { clockAheadSeconds, ramAction, sources, host, proxy } = facts;
  if (clockAheadSeconds !== undefined) {
    const minutes = Math.round(Math.abs(clockAheadSeconds) / 60);
    return t(clockAheadSeconds > 0 ? 'clockAhead' : 'clockBehind', { minutes });
  }
  if (ramAction !== undefined) return t('action', { action: ramAction });
  if (sources !== undefined && sources.length > 0) {
    const looked = sources.map(({ name, result }) =>
      t('sourceResult', { source: t(`source.${name}`), result: t(`result.${result}`) }),
    );
    return t('sources', { sources: looked.join(t('separator')) });
  }
  if (proxy !== undefined) return t('proxy', { proxy });
  return host === undefined ? null : t('host', { host });
}
