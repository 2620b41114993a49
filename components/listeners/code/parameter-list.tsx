'use client';

import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';
import type { FieldPath } from '@/lib/model/draft';
import type { CodeRequest } from '@/lib/snippets/api-request';

type Props = {
  request: CodeRequest;
  /** The fields whose values are invalid. */
  wrong?: ReadonlySet<FieldPath>;
};

/** Requests on listeners that exist, one below the other. */
export function ParameterLists({ requests }: { requests: readonly CodeRequest[] }) {
  return requests.map((request) => <ParameterList key={keyOf(request)} request={request} />);
}

function keyOf({ parameters }: CodeRequest): string {
  return parameters
    .slice(0, 3)
    .map(({ value }) => value)
    .join('/');
}

/** A request as its action and its parameters, to copy as lines. */
export function ParameterList({ request: { action, parameters }, wrong }: Props) {
  const t = useTranslations('code');
  const copied = [`Action=${action}`, ...parameters.map(({ name, value }) => `${name}=${value}`)];
  return (
    <div className="relative">
      <div className="absolute top-1.5 right-2">
        <CopyButton value={copied.join('\n')} label={t('copyRequest')} done={t('copied')} text={t('copy')} />
      </div>
      <dl translate="no" className="px-4 py-2 font-mono text-12 leading-[18px] tracking-[-0.01em]">
        <div className="pt-0.5 pr-16 pb-1.5">
          <dt className="sr-only">Action</dt>
          <dd className="font-medium wrap-anywhere">{action}</dd>
        </div>
        {parameters.map(({ name, value, path }) => (
          <div
            key={name}
            className="grid grid-cols-[184px_minmax(0,1fr)] gap-x-2 max-lg:grid-cols-1 max-lg:pb-[3px] max-lg:leading-4"
          >
            <dt className="text-ink-3">{name}</dt>
            {path !== null && wrong?.has(path) ? (
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
    </div>
  );
}
