'use client';

import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { CREATE_ACTION, toCreateParameters } from '@/lib/listeners/wire';
import { assumptions, type Assumption } from './assumed';
import { useProblems, useValues } from './use-problems';

/** What will be sent, as it changes, and what the service takes for the rest. */
export function RequestPanel() {
  const t = useTranslations('form.side');
  const values = useValues();
  const wrong = new Set(useProblems(values).map(({ path }) => path));
  const parameters = toCreateParameters(values);
  const copied = [`Action=${CREATE_ACTION}`, ...parameters.map(({ name, value }) => `${name}=${value}`)];
  const assumed = assumptions(values);

  return (
    <section aria-labelledby="request-title">
      <header className="flex h-9 items-center justify-between border-b border-line px-4">
        <h2 id="request-title" className="h-full border-b-2 border-ink leading-9 font-medium">
          {t('request')}
        </h2>
        <CopyButton value={copied.join('\n')} label={t('copyRequest')} done={t('copied')} text={t('copy')} />
      </header>
      <dl className="px-4 py-2 font-mono text-12 leading-[18px] tracking-[-0.01em]">
        <div className="pt-0.5 pb-1.5">
          <dt className="sr-only">Action</dt>
          <dd className="font-medium">{CREATE_ACTION}</dd>
        </div>
        {parameters.map(({ name, value, path }) => (
          <div
            key={name}
            className="grid grid-cols-[184px_minmax(0,1fr)] gap-x-2 max-lg:grid-cols-1 max-lg:pb-[3px] max-lg:leading-4"
          >
            <dt className="text-ink-3">{name}</dt>
            {wrong.has(path) ? (
              <dd className="wrap-anywhere text-bad underline decoration-bad-mark decoration-wavy decoration-1 underline-offset-3">
                {value}
                <span className="sr-only"> ({t('wrong')})</span>
              </dd>
            ) : (
              <dd className="wrap-anywhere">{value}</dd>
            )}
          </div>
        ))}
      </dl>
      <details className="group px-4 pb-3 text-12 text-ink-3">
        <summary className="flex cursor-pointer list-none items-start gap-1 rounded-1 [&::-webkit-details-marker]:hidden">
          <Icon name="chevron-right" size={12} className="mt-0.5 group-open:rotate-90" />
          {t('notSent', { count: assumed.length })}
        </summary>
        <dl className="pt-1.5 leading-[18px]">
          {assumed.map((assumption) => (
            <div
              key={assumption.name}
              className="grid grid-cols-[184px_minmax(0,1fr)] gap-x-2 max-lg:grid-cols-1"
            >
              <dt className="font-mono tracking-[-0.01em]">{assumption.name}</dt>
              <dd className="text-ink-2">
                <AssumedValue assumed={assumption.assumed} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function AssumedValue({ assumed }: Pick<Assumption, 'assumed'>) {
  const t = useTranslations('form.side.assumed');
  switch (assumed.kind) {
    case 'value':
      return assumed.value;
    case 'seconds':
      return t('seconds', { seconds: assumed.seconds });
    case 'off':
    case 'backend-port':
    case 'own-port':
    case 'server-address':
      return t(assumed.kind);
  }
}
