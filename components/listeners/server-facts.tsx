import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Mono } from '@/components/ui/verbatim';

const STYLES = {
  normal: { icon: 'ok', mark: 'text-ok-mark', text: '' },
  abnormal: { icon: 'bad', mark: 'text-bad-mark', text: 'text-bad' },
  other: { icon: 'todo', mark: 'text-mark-off', text: 'text-ink-2' },
} as const;

type Props = {
  /** A text, or a link with it. */
  address: ReactNode;
  /** Its role and weight, and what follows from them. */
  facts: string;
  /** As SLB has it; anything but normal and abnormal is no result. */
  status: string | null | undefined;
  statusText: string;
};

/** A server on its card: where it is, its weight, its health as a shape and a word. */
export function ServerFacts({ address, facts, status, statusText }: Props) {
  const style = status === 'normal' || status === 'abnormal' ? STYLES[status] : STYLES.other;
  return (
    <>
      <span className="min-w-0">
        <Mono className="block wrap-anywhere">{address}</Mono>
        <span className="text-12 leading-4 text-ink-2">{facts}</span>
      </span>
      <span className={cx('inline-flex items-center gap-1 text-12', style.text)}>
        <Icon name={style.icon} size={14} className={style.mark} />
        {statusText}
      </span>
    </>
  );
}
