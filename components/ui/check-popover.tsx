'use client';

import type { ReactNode } from 'react';
import type { ButtonVariant } from './button-variant';
import { CheckList, type CheckOption } from './check-list';
import { Icon } from './icon';
import { PanelButton } from './panel-button';

type Props = ButtonVariant & {
  label: ReactNode;
  /** What the list chooses ("Filter by status"). */
  name: string;
  options: readonly CheckOption[];
  selected: readonly string[];
  onSelectedChange: (selected: string[]) => void;
  /** For a long list: the name of its search box, and what it says when nothing fits. */
  searchWords: { label: string; none: string };
  /** Below the ticks; `hide` closes the list. */
  renderFooter?: ((hide: () => void) => ReactNode) | undefined;
  onOpen?: () => void;
  className?: string | undefined;
};

/** A button that opens a list of ticks. */
export function CheckPopover(props: Props) {
  const { label, name, options, onOpen, className, size, variant } = props;
  return (
    <PanelButton
      face={
        <>
          {label}
          <Icon name="chevron-down" size={14} className="-mr-1 -ml-0.5 text-ink-3" />
        </>
      }
      name={name}
      align="start"
      onOpen={onOpen}
      size={size}
      variant={variant}
      className={className}
      panelClassName="min-w-52"
    >
      {(hide) => (
        <>
          <CheckList
            name={name}
            options={options}
            selected={props.selected}
            onSelectedChange={props.onSelectedChange}
            searchWords={props.searchWords}
            takesFocus
          />
          {props.renderFooter?.(hide)}
        </>
      )}
    </PanelButton>
  );
}
