import type { ComponentProps, ReactNode } from 'react';
import { buttonClass, type ButtonVariant } from './button-variant';
import { Icon, type IconName } from './icon';

type Own = ButtonVariant & {
  icon?: IconName;
  /** The words. With `iconOnly` they are the name that is read out and shown on hover. */
  children: ReactNode;
  /**
   * Id of the words that say why the button can do nothing now. It stays focusable and does nothing; the words
   * belong beside it (ux.md A1).
   */
  unavailable?: string | false | undefined;
  /** The deed is under way: further presses are ignored, the look stays. */
  busy?: boolean;
};
export type ButtonProps = Own & Omit<ComponentProps<'button'>, keyof Own | 'disabled'>;

/** A deed. One `primary` a screen; `danger` opens a question, `destroy` stands inside that question only. */
export function Button({
  variant,
  size,
  iconOnly,
  icon,
  children,
  unavailable,
  busy = false,
  className,
  type = 'button',
  onClick,
  'aria-describedby': describedBy,
  ...rest
}: ButtonProps) {
  const idle = Boolean(unavailable) || busy;
  return (
    <button
      {...rest}
      // A press on an idle button must not submit its form either.
      type={idle ? 'button' : type}
      onClick={idle ? undefined : onClick}
      aria-disabled={idle || undefined}
      aria-busy={busy || undefined}
      aria-describedby={unavailable || describedBy}
      title={iconOnly === true && typeof children === 'string' ? children : rest.title}
      className={buttonClass({ variant, size, iconOnly, unavailable: Boolean(unavailable) }, className)}
    >
      {icon && <Icon name={icon} size={size === 'small' ? 14 : 16} />}
      {iconOnly === true ? <span className="sr-only">{children}</span> : children}
    </button>
  );
}
