import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import css from './detail-head.module.css';

type Props = {
  /** Named by the control's `aria-describedby`. */
  id: string;
  /** What the control is called, which it shows itself where there is room. */
  name: string;
  /** Its consequence, or why it is not possible now. */
  text: string;
  children: ReactNode;
};

/** An action of the bar, and below it what it does or why it cannot, under the pointer and with the keyboard's focus. */
export function ActionTip({ id, name, text, children }: Props) {
  return (
    <li className={css.action}>
      {children}
      <span role="tooltip" className={cx(css.tip, 'shadow-float')}>
        <b aria-hidden="true">{name}</b>
        <span id={id}>{text}</span>
      </span>
    </li>
  );
}
