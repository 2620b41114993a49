import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { failedRequestId } from './answers';

/**
 * Names the request of an action that threw, in words, so that it can be found in the log; undefined if it was not
 * answered at all.
 */
export function useFailedRequest(): (error: unknown) => string | undefined {
  const t = useTranslations('domain.failedRequest');
  return useCallback(
    (error) => {
      const id = failedRequestId(error);
      return id === null ? undefined : t('text', { id });
    },
    [t],
  );
}
