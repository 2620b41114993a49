'use client';

import { Menu } from '@base-ui/react/menu';
import Link from 'next/link';
import { cx } from './class-names';
import { Icon } from './icon';
import type { MenuEntry } from './menu-types';

type Props = {
  id: string;
  labelledBy: string;
  open: boolean;
  onClose: () => void;
  anchor: HTMLElement;
  align: 'start' | 'end';
  entries: readonly MenuEntry[];
};

const ITEM =
  'grid cursor-pointer grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2 px-3 py-1.5 leading-[18px] outline-none select-none data-highlighted:bg-press hover:no-underline max-sm:py-2.5';

/** The list of a menu. Fetched on the first interaction. */
export function MenuPopup({ id, labelledBy, open, onClose, anchor, align, entries }: Props) {
  return (
    <Menu.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      modal={false}
    >
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} sideOffset={4} align={align} className="z-30">
          <Menu.Popup
            id={id}
            aria-labelledby={labelledBy}
            finalFocus={() => anchor}
            className="max-h-(--available-height) min-w-44 max-w-80 overflow-y-auto rounded-3 border border-line-2 bg-raised py-1 text-ink shadow-float outline-none"
          >
            {entries.map((entry) => (
              <Entry key={entry.key} entry={entry} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Menu.Separator className="my-1 h-px bg-line" />;
    case 'link':
      return (
        <Menu.LinkItem closeOnClick render={<Link href={entry.href} />} className={cx(ITEM, 'text-ink!')}>
          {entry.icon && <Icon name={entry.icon} className="mt-px" />}
          <span className="col-start-2">{entry.label}</span>
        </Menu.LinkItem>
      );
    case 'choice':
      return (
        <Menu.RadioGroup
          aria-label={entry.label}
          value={entry.value}
          onValueChange={(value: unknown) => {
            if (typeof value === 'string') entry.onValueChange(value);
          }}
        >
          {entry.options.map((option) => (
            <Menu.RadioItem key={option.value} value={option.value} closeOnClick className={ITEM}>
              <Menu.RadioItemIndicator className="col-start-1 row-start-1 text-accent-mark">
                <Icon name="check" className="mt-px" />
              </Menu.RadioItemIndicator>
              <span className="col-start-2">{option.label}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      );
    case 'action': {
      const because = entry.unavailableBecause ?? null;
      return (
        <Menu.Item
          disabled={because !== null}
          onClick={entry.onSelect}
          className={cx(ITEM, because === null ? entry.danger && 'text-bad' : 'cursor-default text-ink-off')}
        >
          {entry.icon && <Icon name={entry.icon} className="mt-px" />}
          <span className="col-start-2">
            {entry.label}
            {because !== null && <span className="block text-12 text-ink-2">{because}</span>}
          </span>
        </Menu.Item>
      );
    }
  }
}
