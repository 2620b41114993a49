'use client';

import { NextIntlClientProvider, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { shownLocale } from './lazy-messages';
import { modifierOfReader, useKeys } from './use-keys';

/** The dialog with its messages: they are only needed when it opens. */
export async function loadKeyHelp(onClose: () => void): Promise<ReactNode> {
  const locale = shownLocale();
  const keys = (await import(`@/lib/i18n/messages/${locale}/keys.json`)).default;
  return (
    <NextIntlClientProvider locale={locale} messages={{ keys }}>
      <KeyHelp onClose={onClose} />
    </NextIntlClientProvider>
  );
}

const LIST = [
  ['search', '/'],
  ['toRows', '↓'],
  ['down', 'j'],
  ['up', 'k'],
  ['select', 'x'],
  ['range', 'Shift', 'x'],
  ['open', 'Enter'],
  ['peek', '␣'],
  ['edit', 'e'],
  ['clone', 'c'],
] as const;

/** These work on the row with the focus, and nowhere else. */
const ALWAYS: readonly string[] = ['open', 'toRows', 'peek'];

/** What can be typed into the search, as it is typed in every language. */
const FILTERS = [
  ['range', 'port:8000-9000'],
  ['bound', 'bandwidth:>=50'],
  ['anyOf', 'status:stopped,changing'],
  ['not', '-region:cn-hangzhou'],
  ['part', 'instance:edge'],
  ['whole', 'instance:=edge-prod'],
  ['begins', 'region:cn-*'],
  ['age', 'changed:<1d'],
  ['endpoint', '47.98.112.40:443'],
  ['server', 'server:10.0.4.8'],
  ['either', '443 (orders or pay)'],
  ['quoted', '"VServer group"'],
] as const;

/** All keys, and the switch for those that are pressed alone. */
function KeyHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations('keys');
  const { single, setSingle } = useKeys();
  return (
    <Dialog title={t('title')} onClose={onClose} actions={<Button onClick={onClose}>{t('close')}</Button>}>
      <KeyGroup title={t('inList')}>
        {LIST.map(([name, ...keys]) => (
          <KeyLine key={name} keys={keys} words={t(`list.${name}`)} off={!single && !ALWAYS.includes(name)} />
        ))}
      </KeyGroup>
      <KeyGroup title={t('inSearch')}>
        {FILTERS.map(([name, example]) => (
          <div key={name} className="col-span-full grid grid-cols-subgrid">
            <dt>{t(`search.${name}`)}</dt>
            <dd translate="no" className="mono text-right text-12">
              {example}
            </dd>
          </div>
        ))}
      </KeyGroup>
      <KeyGroup title={t('everywhere')}>
        <KeyLine keys={[modifierOfReader(), 'K']} words={t('all.palette')} off={false} />
        <KeyLine keys={['?']} words={t('all.help')} off={!single} />
        <KeyLine keys={['Esc']} words={t('all.close')} off={false} />
      </KeyGroup>
      <label className="flex items-center justify-between gap-3 border-t border-line pt-3">
        <span>
          {t('single')}
          <span className="block text-12 text-ink-2">{t('singleHint')}</span>
        </span>
        <Switch checked={single} onChange={(event) => setSingle(event.currentTarget.checked)} />
      </label>
    </Dialog>
  );
}

function KeyGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="pb-1 text-12 font-medium text-ink-2">{title}</h3>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-y-1">{children}</dl>
    </section>
  );
}

function KeyLine({ keys, words, off }: { keys: readonly string[]; words: string; off: boolean }) {
  return (
    <div className="col-span-full grid grid-cols-subgrid">
      <dt className={off ? 'text-ink-off line-through' : undefined}>{words}</dt>
      <dd className="flex items-center justify-end gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
