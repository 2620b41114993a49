import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import type { Permission } from '@/lib/model/permission';
import type { Run } from '@/lib/runs/run-types';

/** Says that a run was stopped because of whoever started it, or why the reader may not go on with it. */
export async function RunPermission({ run, permission }: { run: Run; permission: Permission }) {
  const [t, domain] = await Promise.all([
    getTranslations('runs.stopped'),
    getTranslations('domain.blockReason'),
  ]);
  return (
    <>
      {run.stoppedBecause !== null && (
        <Banner kind="warn" fact={t('fact', { actor: run.actor })} className="mx-5 mb-3 max-sm:mx-4">
          {t('text', { reason: domain(run.stoppedBecause) })}
        </Banner>
      )}
      {!permission.allowed && (
        <p className="max-w-[130ch] px-5 pb-3 text-12 text-ink-2 max-sm:px-4">
          {t('notPermitted', { reason: domain(permission.blockReason) })}
        </p>
      )}
    </>
  );
}
