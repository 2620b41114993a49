import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/components/shell/client-messages';
import { ButtonLink } from '@/components/ui/button-link';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Mono } from '@/components/ui/verbatim';
import type { ActivityFilter } from '@/lib/activity/filter';
import {
  filterNames,
  filterTexts,
  operations,
  runOperations,
  outcomes,
  type FilterName,
  type FilterTexts,
} from '@/lib/activity/query';
import { FilterForm } from './filter-form';
import { operationKey } from './operation-key';

/** The form, and below it each filter that holds with its way out. */
export async function Filters({ filter }: { filter: ActivityFilter }) {
  const t = await getTranslations('activity');
  const values = filterTexts(filter);
  return (
    <>
      <ClientMessages paths={['activity.filter']}>
        <FilterForm
          values={values}
          operations={[...operations, ...runOperations].map((value) => ({
            value,
            label: t(`operation.${value}`),
          }))}
          outcomes={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        />
      </ClientMessages>
      <Tokens values={values} />
    </>
  );
}

async function Tokens({ values }: { values: FilterTexts }) {
  const [t, locale] = await Promise.all([getTranslations('activity'), getLocale()]);
  const held = filterNames.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [{ name, value }];
  });
  if (held.length === 0) return null;

  const shown = ({ name, value }: (typeof held)[number]) => {
    if (name === 'operation') {
      const key = operationKey(value);
      return key === 'other' ? value : t(`operation.${key}`);
    }
    if (name === 'outcome') return t(`outcome.${outcomes.find((known) => known === value) ?? 'unknown'}`);
    return name === 'from' || name === 'to' ? <LocalTime at={value} locale={locale} /> : value;
  };
  return (
    <div className="flex flex-none flex-wrap items-center gap-1 px-5 pb-2 max-sm:px-4">
      {held.map((token) => (
        <span
          key={token.name}
          className="inline-flex h-6 max-w-full items-stretch rounded-1 border border-line-2 text-12 whitespace-nowrap"
        >
          <span className="flex items-center gap-1.5 overflow-hidden px-1.5">
            {t(`filter.${token.name}`)} <Mono className="truncate">{shown(token)}</Mono>
          </span>
          <Link
            href={hrefWithout(values, token.name)}
            aria-label={t('filter.remove', { name: t(`filter.${token.name}`) })}
            className="grid w-6 flex-none place-items-center border-l border-line text-ink-3! hover:bg-hover hover:text-ink! max-sm:w-7"
          >
            <Icon name="x" size={14} />
          </Link>
        </span>
      ))}
      <ButtonLink href="/activity" variant="quiet" size="small">
        {t('filter.clear')}
      </ButtonLink>
    </div>
  );
}

function hrefWithout(values: FilterTexts, without: FilterName): Route {
  const search = new URLSearchParams(Object.entries(values).filter(([name]) => name !== without)).toString();
  return (search === '' ? '/activity' : `/activity?${search}`) as Route;
}
