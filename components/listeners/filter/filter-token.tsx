'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { FILTER_REMOVE, FilterToken as Token } from '@/components/ui/filter-bar';
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
    <Token
      property={property}
      operator={operator}
      value={value}
      edit={t('bar.edit', { property })}
      onEdit={onEdit}
      wrongId={diagnostic === undefined ? undefined : id}
    >
      {diagnostic !== undefined && (
        <span id={id} hidden>
          {diagnostic}
        </span>
      )}
      <ChangeLink change={{ text: without }} label={t('bar.remove', { property })} className={FILTER_REMOVE}>
        <Icon name="x" size={14} />
      </ChangeLink>
    </Token>
  );
}
