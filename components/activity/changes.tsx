import { getTranslations } from 'next-intl/server';
import { Fragment, type ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Mono } from '@/components/ui/verbatim';
import type { SettingChange } from '@/lib/activity/change-set';

/** Old value struck out, arrow, new value; each also in text for those who see neither. */
export async function Change({ change }: { change: SettingChange }) {
  const t = await getTranslations('activity.change');
  const { before, after } = change;
  return (
    <Mono>
      <span className="sr-only">{t('before')} </span>
      {before === null ? <Nothing words={t('nothing')} /> : <del className="text-ink-3">{shown(before)}</del>}
      <span aria-hidden="true" className="text-ink-3">
        {' → '}
      </span>
      <After value={after} />
    </Mono>
  );
}

/** The same with its name, where there is little room: the old value is cut, what it is to become never. */
export async function NarrowChange({ change }: { change: SettingChange }) {
  const t = await getTranslations('activity.change');
  const { name, before, after } = change;
  return (
    <span translate="no" className="mono flex flex-wrap gap-x-1.5" title={titleOf(change)}>
      <span className="flex max-w-full min-w-0 gap-x-1.5">
        <span className="min-w-0 text-ink-2">{breakable(name)}</span>
        <span className="sr-only"> {t('before')} </span>
        {before === null ? (
          <Nothing words={t('nothing')} />
        ) : (
          <del className={cx('text-ink-3', before.length > 3 && 'min-w-[3ch] shrink-[999] truncate')}>
            {shown(before)}
          </del>
        )}
        <span aria-hidden="true" className="text-ink-3">
          →
        </span>
      </span>
      <span className="min-w-0 wrap-anywhere">
        <After value={after} />
      </span>
    </span>
  );
}

/** A name that may be broken between its parts. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=[a-z])(?=[A-Z])/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));
}

/** Names in the wire's, in two columns. */
export function Changes({ changes }: { changes: readonly SettingChange[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4">
      {changes.map((change) => (
        <div key={change.name} className="col-span-full grid grid-cols-subgrid">
          <dt translate="no" className="mono text-ink-2">
            {change.name}
          </dt>
          <dd className="wrap-anywhere">
            <Change change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

async function After({ value }: { value: string | null }) {
  const t = await getTranslations('activity.change');
  return (
    <>
      <span className="sr-only">, {t('after')} </span>
      {value === null ? (
        <Nothing words={t('nothing')} />
      ) : (
        <ins className="font-medium no-underline">{shown(value)}</ins>
      )}
    </>
  );
}

function Nothing({ words }: { words: string }) {
  return <span className="font-sans text-ink-3">{words}</span>;
}

/** An empty text is one too. */
function shown(value: string): string {
  return value === '' ? '""' : value;
}

function titleOf({ name, before, after }: SettingChange): string {
  return `${name}: ${before ?? '–'} → ${after ?? '–'}`;
}
