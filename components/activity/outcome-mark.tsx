import { cx } from '@/components/ui/class-names';
import type { RecordedActivity } from '@/lib/activity/list';

type Outcome = RecordedActivity['outcome'];

/** Colors say good and bad: a green dot for done, a hollow red square for rejected, a dashed hollow ring for unknown (amber) or not known yet. */
const MARKS: Readonly<Record<Outcome, string>> = {
  succeeded: 'rounded-full border-4 border-ok-mark',
  refused: 'border-2 border-bad-mark',
  unknown: 'rounded-full border-2 border-dashed border-warn-mark',
  'under-way': 'rounded-full border-2 border-dashed border-accent-mark',
};

const INKS: Readonly<Record<Outcome, string>> = {
  succeeded: '',
  refused: 'text-bad',
  unknown: 'text-warn',
  'under-way': 'text-accent',
};

export function OutcomeMark({ outcome, className }: { outcome: Outcome; className?: string }) {
  const size = outcome === 'succeeded' ? 'size-2' : 'size-2.5';
  return (
    <span aria-hidden="true" className={cx('inline-grid size-2.5 flex-none place-items-center', className)}>
      <span className={cx('block', size, MARKS[outcome])} />
    </span>
  );
}

/** Shape and word. */
export function Outcome({ outcome, words }: { outcome: Outcome; words: string }) {
  return (
    <span className={cx('inline-flex items-center gap-1.5 whitespace-nowrap', INKS[outcome])}>
      <OutcomeMark outcome={outcome} />
      {words}
    </span>
  );
}
