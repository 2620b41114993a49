import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';

type Props = { kind: 'bad' | 'warn' | 'hint'; id?: string; children: ReactNode };

/** One message under a control: `bad` says what to enter, `warn` what will happen. */
export function Message({ kind, id, children }: Props) {
  return (
    <p
      id={id}
      className={cx(
        'flex max-w-[56ch] gap-1.5 text-12',
        kind === 'bad' && 'text-bad',
        kind === 'warn' && 'text-warn',
        kind === 'hint' && 'text-ink-3',
      )}
    >
      {kind !== 'hint' && (
        <Icon
          name={kind}
          size={14}
          className={cx('mt-px', kind === 'bad' ? 'text-bad-mark' : 'text-warn-mark')}
        />
      )}
      <span className="min-w-0 wrap-break-word">{children}</span>
    </p>
  );
}
