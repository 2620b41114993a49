import { getTranslations } from 'next-intl/server';
import type { Route } from 'next';
import { Chip } from '@/components/ui/chip';
import { Link } from '@/components/ui/link';
import { Mono } from '@/components/ui/verbatim';
import type { OneListener } from '@/lib/listeners/detail/detail-types';
import { formatColumn } from '@/lib/listeners/list/filter/format';
import { defaultListQuery, listHref } from '@/lib/listeners/list/list-query';
import type { Tag } from '@/lib/slb/responses';
import { ownerMessages } from '../owner-text';

/** Who manages the listener, and its tags and those of its instance; each opens the list of those that have it too. */
export async function OneMarks({ one: { owner, listener, loadBalancer } }: { one: OneListener }) {
  const [t, domain] = await Promise.all([getTranslations('listener'), getTranslations('domain')]);
  const own = listener.settings.tags ?? [];
  const ofInstance = loadBalancer.tags;
  if (owner === null && own.length === 0 && ofInstance.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 pb-3 text-12 text-ink-2 max-sm:px-4">
      {owner !== null && (
        <span className="flex items-start gap-1.5">
          <Chip icon="owner">{owner.name}</Chip>
          {ownerMessages(owner, domain).warning}
        </span>
      )}
      <Tags label={t('tags')} tags={own} />
      <Tags label={t('instanceTags')} tags={ofInstance} />
    </div>
  );
}

function Tags({ label, tags }: { label: string; tags: readonly Tag[] }) {
  if (tags.length === 0) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="text-ink-3">{label}</span>
      {tags.map(({ key, value }) => (
        <Link key={key} href={tagHref({ key, value })} className="-my-1 py-1">
          <Mono className="wrap-anywhere">
            {key}={value}
          </Mono>
        </Link>
      ))}
    </span>
  );
}

function tagHref({ key, value }: Tag): Route {
  return listHref({
    ...defaultListQuery,
    text: formatColumn('tag', [{ kind: 'is', text: `${key}=${value}` }]),
  }) as Route;
}
