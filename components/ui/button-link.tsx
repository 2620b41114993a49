import type { Route } from 'next';
import type { ComponentProps, ReactNode } from 'react';
import { buttonClass, type ButtonVariant } from './button-variant';
import { Icon, type IconName } from './icon';
import { Link } from './link';

type Own = ButtonVariant & { href: Route; icon?: IconName; children: ReactNode };
type Props = Own & Omit<ComponentProps<typeof Link>, keyof Own>;

/** A link styled as a button: it navigates, it has no effect. */
export function ButtonLink({ variant, size, iconOnly, icon, children, className, ...rest }: Props) {
  return (
    <Link {...rest} className={buttonClass({ variant, size, iconOnly }, className)}>
      {icon && <Icon name={icon} size={size === 'small' ? 14 : 16} />}
      {iconOnly === true ? <span className="sr-only">{children}</span> : children}
    </Link>
  );
}
