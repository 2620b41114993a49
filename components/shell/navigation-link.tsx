'use client';

import type { ReactNode } from 'react';
import type { Route } from 'next';
import { usePathname } from 'next/navigation';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';

type Props = {
  href: Route;
  icon: IconName;
  label: string;
  narrowHidesLabel?: boolean;
  /** What is to be known of it, at the right. */
  note?: ReactNode;
};

/** An entry of the navigation: knows whether the page shown is its own. */
export function NavigationLink({ href, icon, label, narrowHidesLabel = false, note }: Props) {
  const path = usePathname();
  const current = path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined;
  return (
    <Link
      href={href}
      aria-current={current}
      title={narrowHidesLabel ? label : undefined}
      className={cx(
        'flex h-(--h-control) items-center gap-2 rounded-2 px-2 font-medium hover:no-underline max-sm:h-11',
        narrowHidesLabel && 'max-lg:justify-center',
        current ? 'bg-press text-ink!' : 'text-ink-2! hover:bg-hover',
      )}
    >
      <Icon name={icon} />
      <span className={cx(narrowHidesLabel && 'max-lg:sr-only')}>{label}</span>
      {note && (
        <span
          className={cx(
            'ml-auto text-12 font-normal text-accent empty:hidden',
            narrowHidesLabel && 'max-lg:sr-only',
          )}
        >
          {note}
        </span>
      )}
    </Link>
  );
}
