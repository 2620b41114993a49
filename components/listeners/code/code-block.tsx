'use client';

import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import type { FieldPath } from '@/lib/model/draft';
import type { CodeRequest } from '@/lib/snippets/api-request';
import { endpointOf } from '@/lib/slb/endpoints';
import { textOf } from '@/lib/snippets/code';
import type { SnippetLanguage } from '@/lib/snippets/languages';
import { snippetOf, type SnippetPurpose } from '@/lib/snippets/snippet';
import { useCodeSettings } from './code-settings';

type Props = {
  language: SnippetLanguage;
  requests: readonly CodeRequest[];
  purpose: SnippetPurpose;
  wrong: ReadonlySet<FieldPath> | undefined;
  /** Its comments. */
  warnings: readonly string[];
};

/** The code of one language, with the invalid values marked where they stand; to copy, and to download as a file. */
export function CodeBlock({ language, requests, purpose, wrong, warnings }: Props) {
  const t = useTranslations('code');
  const { endpoints } = useCodeSettings();
  const snippet = snippetOf(
    language,
    requests.map(({ action, parameters }) => {
      const region = parameters.find(({ name }) => name === 'RegionId');
      return { action, parameters, endpoint: endpointOf(endpoints, region?.value ?? null) };
    }),
    purpose,
    warnings,
  );
  if (snippet === null) return <p className="px-4 py-2.5 text-12 text-ink-2">{t('noTerraform')}</p>;
  const { code, fileName, without } = snippet;
  const text = textOf(code);
  return (
    <div className="px-4 py-2">
      <div className="flex items-center justify-between gap-2 pb-1.5">
        <span translate="no" className="font-mono text-12 text-ink-3">
          {fileName}
        </span>
        <span className="-mr-2 flex">
          <CopyButton value={text} label={t('copyCode')} done={t('copied')} text={t('copy')} />
          <button
            type="button"
            onClick={() => download(fileName, text)}
            className={buttonClass({ variant: 'quiet', size: 'small' })}
          >
            <Icon name="download" size={14} />
            {t('download')}
          </button>
        </span>
      </div>
      {without.length > 0 && (
        <p className="pb-2 text-12 text-warn">{t('without', { names: without.join(', ') })}</p>
      )}
      <section
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is scrolled by keyboard as well
        tabIndex={0}
        aria-label={fileName}
        className="max-h-[min(52vh,560px)] overflow-auto rounded-2 border border-line bg-surface px-3 py-2"
      >
        <pre translate="no" className="font-mono text-12 leading-[18px] tracking-[-0.01em]">
          <code>
            {code.map((piece, at) => {
              if (typeof piece === 'string') return piece;
              if (piece.path === null || !wrong?.has(piece.path)) return piece.text;
              return (
                <mark
                  // oxlint-disable-next-line react/no-array-index-key -- the pieces of one code are rendered as a whole
                  key={at}
                  className="bg-transparent text-bad underline decoration-bad-mark decoration-wavy decoration-1 underline-offset-3"
                >
                  {piece.text}
                  <span className="sr-only"> ({t('wrong')})</span>
                </mark>
              );
            })}
          </code>
        </pre>
      </section>
    </div>
  );
}

function download(fileName: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
