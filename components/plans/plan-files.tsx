import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import { planExportHref, planFileFormats } from '@/lib/plans/plan-address';

/** The plan as files: those that a plan reads back, and programs that create its listeners. */
export function PlanFiles({ planId }: { planId: number }) {
  const t = useTranslations('plans.files');
  return (
    <section aria-label={t('title')} className="grid gap-2 border-t border-line pt-4">
      <h3 className="font-semibold">{t('title')}</h3>
      <p className="text-12 text-ink-2">{t('text')}</p>
      <ul className="flex flex-wrap gap-2">
        {planFileFormats.map((format) => (
          <li key={format}>
            <a href={planExportHref(planId, format)} download className={buttonClass({ size: 'small' })}>
              <Icon name="download" size={14} />
              {t(`format.${format}`)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
