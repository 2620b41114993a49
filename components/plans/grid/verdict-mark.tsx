import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import type { PlanVerdictKind } from '@/lib/plans/plan-types';

/** `checking`: the row was changed after the verdicts were given. */
export type ShownVerdict = PlanVerdictKind | 'checking';

const STYLES: Readonly<Record<ShownVerdict, { icon: IconName; mark: string; text: string }>> = {
  create: { icon: 'plus', mark: 'text-accent-mark', text: '' },
  update: { icon: 'edit', mark: 'text-accent-mark', text: '' },
  equal: { icon: 'check', mark: 'text-mark-off', text: 'text-ink-2' },
  skip: { icon: 'skip', mark: 'text-mark-off', text: 'text-ink-2' },
  blocked: { icon: 'deny', mark: 'text-bad-mark', text: 'text-bad' },
  invalid: { icon: 'bad', mark: 'text-bad-mark', text: 'text-bad' },
  checking: { icon: 'todo', mark: 'text-mark-off', text: 'text-ink-3' },
};

/** A verdict as glyph and word: what will happen is ink, what will not is quiet, what cannot is red. */
export function VerdictMark({ verdict, children }: { verdict: ShownVerdict; children: ReactNode }) {
  const { icon, mark, text } = STYLES[verdict];
  return (
    <span className={cx('inline-flex items-center gap-1.5 whitespace-nowrap', text)}>
      <Icon name={icon} size={14} className={mark} />
      <span>{children}</span>
    </span>
  );
}
