import { getTranslations } from 'next-intl/server';
import { CopyButton } from '@/components/ui/copy-button';

type Props = { kind: 'readOnly' | 'operator'; text: string };

/** A policy for RAM, to be copied. */
export async function Policy({ kind, text }: Props) {
  const t = await getTranslations('connection.policies');
  return (
    <section aria-label={t(kind)} className="min-w-0">
      <header className="flex items-center gap-2 py-1">
        <h3 className="font-medium">{t(kind)}</h3>
        <span className="ml-auto">
          <CopyButton value={text} text={t('copy')} label={t(`copy-${kind}`)} done={t('copied')} />
        </span>
      </header>
      <p className="pb-1.5 text-12 text-ink-2">{t(`${kind}Text`)}</p>
      <pre className="rounded-2 border border-line bg-surface p-3 text-12 wrap-anywhere whitespace-pre-wrap">
        <code translate="no" className="font-mono">
          {text}
        </code>
      </pre>
    </section>
  );
}
