import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import type { Environment } from './environment';
import { LiveRuns } from './live-runs';
import { Mark } from './mark';
import { NavigationLink } from './navigation-link';
import { Where } from './where';

export const NAVIGATION = [
  { key: 'listeners', href: '/listeners', icon: 'list' },
  { key: 'runs', href: '/runs', icon: 'run' },
  { key: 'activity', href: '/activity', icon: 'history' },
] as const;

type Props = { environment: Environment; runsInProgress: number };

/** At the left of the work; from 1240 down only its icons, from 640 down it is in the menu of the header. */
export async function Navigation({ environment, runsInProgress }: Props) {
  const t = await getTranslations('shell');
  return (
    <nav
      aria-label={t('nav.label')}
      className="row-span-2 flex min-h-0 flex-col border-r border-line max-sm:hidden print:hidden"
    >
      <Link
        href="/listeners"
        aria-label={t('brandLink')}
        className="flex h-(--h-bar) flex-none items-center gap-2 px-4 text-15 font-semibold tracking-[-0.01em] text-ink! hover:no-underline max-lg:px-[15px]"
      >
        <Mark />
        <span className="max-lg:hidden">Sluice</span>
      </Link>
      <ul className="grid gap-0.5 p-2">
        {NAVIGATION.map(({ key, ...link }) => (
          <li key={key}>
            <NavigationLink
              {...link}
              label={t(`nav.${key}`)}
              narrowHidesLabel
              note={key === 'runs' && <LiveRuns count={runsInProgress} />}
            />
          </li>
        ))}
      </ul>
      <div className="mt-auto border-t border-line px-4 pt-3 pb-4 max-lg:hidden">
        <Where environment={environment} />
      </div>
    </nav>
  );
}
