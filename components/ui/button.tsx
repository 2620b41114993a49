import type { ComponentProps, ReactNode } from 'react';
import { buttonClass, type ButtonVariant } from './button-variant';
import { Icon, type IconName } from './icon';

type Own = ButtonVariant & {
  icon?: IconName;
  /** The text. With `iconOnly` it is the accessible name and the tooltip. */
  children: ReactNode;
  /**
   * Id of the text that says why the button is disabled. It stays focusable and does nothing; put the text next to it
   * (ux.md A1).
   */
  unavailable?: string | false | undefined;
  /** The action is in progress: further clicks are ignored, the appearance stays. */
  busy?: boolean;
};
export type ButtonProps = Own & Omit<ComponentProps<'button'>, keyof Own | 'disabled'>;

/** An action. One `primary` per screen; `danger` opens a dialog, `destroy` is only used inside that dialog. */
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
      // Clicking an idle button must not submit its form either.
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
