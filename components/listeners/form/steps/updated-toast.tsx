'use client';

import { useTranslations } from 'next-intl';
import type { Toast } from '@/components/ui/toast';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import type { UpdateOutcome } from '@/lib/model/outcome';
import { useDoneSentences } from './use-done-sentences';

type Done = Extract<UpdateOutcome, { kind: 'updated' | 'already-so' }>;

/** What is said of a change. Only what was read back is claimed (ux.md A8). */
export function useUpdatedToast(): (done: Done, instance: string) => Toast {
  const t = useTranslations('edit.done');
  const show = useTranslations('form.done')('show');
  const sentences = useDoneSentences();
  return (done, instance) => {
    const about = { port: String(done.listener.listenerPort), instance };
    const link = { href: listenerHref(done.listener), words: show };
    if (done.kind === 'already-so') return { kind: 'success', title: t('alreadySo', about), link };
    return {
      kind: !done.readBack || done.differences.length > 0 ? 'error' : 'success',
      title: done.readBack ? t('updated', { ...about, count: done.changes.length }) : t('accepted', about),
      body: sentences(done, t('found')),
      link,
    };
  };
}
