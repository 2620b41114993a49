'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { ChangeLink } from '../change-link';
import { tokenView, type InstanceNames } from './token-view';

type Props = {
  text: string;
  instances: InstanceNames;
  /** Why it can never match anything. */
  diagnostic: string | undefined;
  /** The filter without it. */
  without: string;
  onEdit: () => void;
};

/** A part of the applied filter: property, operator, value. A click edits it, the cross removes it. */
export function FilterToken({ text, instances, diagnostic, without, onEdit }: Props) {
  const t = useTranslations('query');
  const domain = useTranslations('domain');
  const id = useId();
  const { property, operator, value } = tokenView(text, { t, separator: domain('separator'), instances });
  return (
    <span
      className={cx(
        'inline-flex h-6 max-w-full items-stretch rounded-1 border text-12 whitespace-nowrap max-sm:h-8',
        diagnostic === undefined ? 'border-line-2 bg-surface' : 'border-warn-line bg-warn-tint',
      )}
    >
      <button
        type="button"
        title={t('bar.edit', { property })}
        aria-describedby={diagnostic === undefined ? undefined : id}
        onClick={onEdit}
        className="flex min-w-0 cursor-text items-center gap-1.5 overflow-hidden px-1.5 hover:bg-hover"
      >
        {diagnostic !== undefined && <Icon name="warn" size={14} className="flex-none text-warn-mark" />}
        {property} <span className="text-ink-3">{operator}</span>{' '}
        <span translate="no" className="truncate font-mono tracking-[-0.01em]">
          {value}
        </span>
      </button>
      {diagnostic !== undefined && (
        <span id={id} hidden>
          {diagnostic}
        </span>
      )}
      <ChangeLink
        change={{ text: without }}
        label={t('bar.remove', { property })}
        className="grid w-6 flex-none place-items-center border-l border-line text-ink-3! hover:bg-hover hover:text-ink! max-sm:w-8"
      >
        <Icon name="x" size={14} />
      </ChangeLink>
    </span>
  );
}
