'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { buttonClass } from '@/components/ui/button-variant';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { TextInput } from '@/components/ui/text-input';
import { Id, Mono } from '@/components/ui/verbatim';
import { foldForSearch } from '@/lib/text/typed-text';
import type { EvaluatedList, PassVerdict } from '@/lib/listeners/detail/evaluate-acl';
import { marksOf, toneOf, type EntryMark } from './entry-marks';

/** So many are shown at first; a longer list is unfolded, one longer still is filtered. */
const SHORT = 8;
const LONG = 20;

type Props = { lists: readonly EvaluatedList[]; verdict: PassVerdict | null };

/**
 * The entries of the lists with their comments; those that match the tested address are highlighted, wherever they are.
 */
export function Entries({ lists, verdict }: Props) {
  const t = useTranslations('listener.access');
  const [text, setText] = useState('');
  const read = lists.flatMap(({ aclId, name, entries }) =>
    entries === null ? [] : [{ aclId, name, entries }],
  );
  const all = read.reduce((sum, { entries }) => sum + entries.length, 0);
  const word = foldForSearch(text);
  const fits = ({ entry, comment }: { entry: string; comment: string | null }): boolean =>
    word === '' || foldForSearch(`${entry} ${comment ?? ''}`).includes(word);
  const shown = read.reduce((sum, { entries }) => sum + entries.filter(fits).length, 0);

  return (
    <>
      {all > LONG && (
        <div className="flex items-center gap-3 pb-2 print:hidden">
          <TextInput
            type="search"
            aria-label={t('filter')}
            placeholder={t('filter')}
            value={text}
            autoComplete="off"
            spellCheck={false}
            className="min-w-0 flex-1"
            onChange={(event) => setText(event.target.value)}
          />
          <output className="text-12 whitespace-nowrap text-ink-3">{t('found', { shown, all })}</output>
        </div>
      )}
      {read.map(({ aclId, name, entries }) => (
        <EntriesOf
          key={aclId}
          aclId={aclId}
          name={name}
          titled={lists.length > 1}
          entries={entries.filter(fits)}
          filtered={word !== ''}
          verdict={verdict}
        />
      ))}
    </>
  );
}

type ListProps = {
  aclId: string;
  name: string;
  /** Its name is shown above it, because there are others. */
  titled: boolean;
  entries: readonly { entry: string; comment: string | null }[];
  filtered: boolean;
  verdict: PassVerdict | null;
};

function EntriesOf({ aclId, name, titled, entries, filtered, verdict }: ListProps) {
  const t = useTranslations('listener.access');
  const [whole, setWhole] = useState(false);
  const hits = marksOf(verdict, aclId);
  const short = entries.length <= SHORT + 1;
  const isVisible = (entry: string, index: number) => whole || short || index < SHORT || hits.has(entry);
  const more = entries.filter(({ entry }, index) => !isVisible(entry, index)).length;

  return (
    <>
      {titled && (
        <h3 className="border-b border-line pt-2 pb-0.5 text-12 text-ink-3">
          {name} <Id>{aclId}</Id>
        </h3>
      )}
      {entries.length === 0 ? (
        <p className="py-1 text-ink-3">{t(filtered ? 'noEntry' : 'empty')}</p>
      ) : (
        <ul aria-label={t('entries', { list: name })}>
          {entries.map(({ entry, comment }, index) => (
            <li
              key={entry}
              data-hit={hits.has(entry) || undefined}
              className={cx(
                // On paper there is nothing to unfold.
                isVisible(entry, index) ? 'grid' : 'hidden print:grid',
                'grid-cols-[152px_minmax(0,1fr)_auto] items-baseline gap-2 border-b border-line px-1.5 py-1 leading-[18px]',
                hits.has(entry) && TONES[toneOf(verdict)],
              )}
            >
              <Mono className="wrap-anywhere">{entry}</Mono>
              <span className="text-ink-2 wrap-anywhere" {...languageOf(comment)}>
                {comment}
              </span>
              <Mark mark={hits.get(entry)} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className={buttonClass({ variant: 'quiet', size: 'small' }, 'mt-1 print:hidden')}
        >
          <Icon name="chevron-down" size={14} />
          {t('more', { count: more })}
        </button>
      )}
    </>
  );
}

/** A check mark, or a half-filled disc; and as text. */
function Mark({ mark }: { mark: EntryMark | undefined }) {
  const t = useTranslations('listener.access');
  if (mark === undefined) return null;
  return (
    <span className="flex items-center gap-1 self-center text-12 text-ink-2">
      <Icon name={mark === 'whole' ? 'check' : 'theme'} size={14} />
      {t(mark === 'whole' ? 'hit' : 'hitPart')}
    </span>
  );
}

/** The colour of what the entries do to the address. */
const TONES = {
  ok: 'bg-ok-tint shadow-[inset_2px_0_var(--ok-mark)]',
  bad: 'bg-bad-tint shadow-[inset_2px_0_var(--bad-mark)]',
  warn: 'bg-warn-tint shadow-[inset_2px_0_var(--warn-mark)]',
} as const;

/** Chinese text in an English page is drawn and read as Chinese. */
function languageOf(text: string | null): { lang?: string } {
  return text !== null && /\p{Script=Han}/u.test(text) ? { lang: 'zh-CN' } : {};
}
