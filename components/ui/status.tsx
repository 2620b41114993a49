import type { ReactNode } from 'react';
import { cx } from './class-names';
import { glyphHref } from './icon';

type Known = 'running' | 'stopped' | 'starting' | 'stopping' | 'configuring';
type Props = {
  /** The service's status. An unknown one gets a glyph of its own and keeps its name. */
  status: Known | (string & {});
  /** The text, plus the seconds while it is changing. */
  children: ReactNode;
};

const GLYPHS: Readonly<Record<Known, { mark: string; text: string }>> = {
  running: { mark: 'text-ok-mark', text: '' },
  stopped: { mark: 'text-mark-off', text: 'text-ink-2' },
  starting: { mark: 'text-accent-mark', text: 'text-accent' },
  stopping: { mark: 'text-accent-mark', text: 'text-accent' },
  configuring: { mark: 'text-accent-mark', text: 'text-accent' },
};

function isKnown(status: string): status is Known {
  return Object.hasOwn(GLYPHS, status);
}

/** A listener's status: gate up, gate down, dashes behind the gate while it moves, dots where nothing is known. */
export function Status({ status, children }: Props) {
  const style = isKnown(status) ? GLYPHS[status] : { mark: 'text-mark-off', text: 'text-ink-2' };
  return (
    <span
      data-status={status}
      className={cx('inline-flex items-center gap-1.5 align-middle whitespace-nowrap', style.text)}
    >
      <svg aria-hidden="true" className={cx('size-4 flex-none fill-current', style.mark)}>
        <use href={glyphHref(`status-${isKnown(status) ? status : 'unknown'}`)} />
      </svg>
      {children}
    </span>
  );
}
