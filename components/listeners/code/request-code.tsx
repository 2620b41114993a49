'use client';

import { useLocale, useTranslations } from 'next-intl';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { Tabs } from '@/components/ui/tabs';
import type { FieldPath } from '@/lib/model/draft';
import type { CodeRequest } from '@/lib/snippets/api-request';
import { expectedAnswer, referenceHref } from '@/lib/snippets/reference';
import type { SnippetLanguage } from '@/lib/snippets/languages';
import type { SnippetPurpose } from '@/lib/snippets/snippet';
import { useCodeSettings } from './code-settings';
import { codeTabs, type CodeTab } from './code-tab';

// Loaded when a tab with code is opened.
const CodeBlock = lazy(async () => ({ default: (await import('./code-block')).CodeBlock }));

const names: Record<CodeTab, string> = {
  api: 'API',
  cli: 'CLI',
  terraform: 'Terraform',
  typescript: 'TypeScript',
  python: 'Python',
  go: 'Go',
  java: 'Java',
};

type Props = {
  requests: readonly CodeRequest[];
  purpose: SnippetPurpose;
  /** The fields whose values are invalid. */
  wrong?: ReadonlySet<FieldPath>;
  /** Comments of the code. */
  warnings?: readonly string[];
  /** The parameters, in the first tab. */
  children: ReactNode;
};

/** Requests as parameters, as a script that signs them, and as code in the chosen language. */
export function RequestCode({ requests, purpose, wrong, warnings = [], children }: Props) {
  const t = useTranslations('code');
  const { tab, chooseTab } = useCodeSettings();
  const block = (language: SnippetLanguage): ReactNode => (
    <Suspense fallback={<p className="px-4 py-2.5 text-12 text-ink-3">{t('loading')}</p>}>
      <CodeBlock
        language={language}
        requests={requests}
        purpose={purpose}
        wrong={wrong}
        warnings={warnings}
      />
    </Suspense>
  );
  return (
    <Tabs
      label={t('label')}
      tabs={codeTabs.map((value) => ({ value, label: <span translate="no">{names[value]}</span> }))}
      value={tab}
      onValueChange={chooseTab}
    >
      {tab === 'api' ? (
        <>
          {children}
          <Folded title={t('curl')}>{() => block('curl')}</Folded>
          <Folded title={t('answer')}>
            {() => <Answer actions={requests.map(({ action }) => action)} />}
          </Folded>
        </>
      ) : (
        block(tab)
      )}
      <References actions={requests.map(({ action }) => action)} isTerraform={tab === 'terraform'} />
    </Tabs>
  );
}

/** Rendered once it is opened. */
function Folded({ title, children }: { title: string; children: () => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="group text-12" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex cursor-pointer list-none items-start gap-1 px-4 pb-2 text-ink-3 [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-right" size={12} className="mt-0.5 group-open:rotate-90" />
        {title}
      </summary>
      {open && children()}
    </details>
  );
}

function Answer({ actions }: { actions: readonly string[] }) {
  const action = actions[0];
  if (action === undefined) return null;
  const { json, xml } = expectedAnswer(action);
  return (
    <pre
      translate="no"
      className="mx-4 mb-3 overflow-x-auto rounded-2 border border-line bg-surface px-3 py-2 font-mono text-12 leading-[18px]"
    >
      {json}
      {'\n\n'}
      {xml}
    </pre>
  );
}

function References({ actions, isTerraform }: { actions: readonly string[]; isTerraform: boolean }) {
  const t = useTranslations('code');
  const locale = useLocale();
  const links = isTerraform
    ? [['alicloud_slb_listener', referenceHref(null, locale)] as const]
    : [...new Set(actions)].map((action) => [action, referenceHref(action, locale)] as const);
  return (
    <p className="flex flex-wrap gap-x-3 px-4 pb-3 text-12 text-ink-3">
      {t('reference')}
      {links.map(([name, href]) => (
        <a
          key={name}
          href={href}
          target="_blank"
          rel="noreferrer"
          translate="no"
          className="-my-1 py-1 wrap-anywhere"
        >
          {name}
        </a>
      ))}
    </p>
  );
}
