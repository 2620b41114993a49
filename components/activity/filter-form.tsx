'use client';

import type { Route } from 'next';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition, type FormEvent } from 'react';
import { lastRequested } from '@/components/shell/last-requested';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Message } from '@/components/ui/message';
import { Select, type SelectOption } from '@/components/ui/select';
import { TextInput } from '@/components/ui/text-input';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { FilterTexts } from '@/lib/activity/query';
import { isBlank, normalizeTyped } from '@/lib/text/typed-text';

type Props = {
  values: FilterTexts;
  operations: readonly SelectOption[];
  outcomes: readonly SelectOption[];
};

const MORE = ['actor', 'region', 'instance', 'port', 'code', 'request', 'run'] as const;
const TIMES = ['from', 'to'] as const;

/**
 * The filters of the list; submitting puts them in the URL. A plain form, so it also works before hydration; times are
 * then in the server's time zone.
 */
export function FilterForm({ values, operations, outcomes }: Props) {
  const t = useTranslations('activity.filter');
  const router = useRouter();
  const [waiting, startTransition] = useTransition();
  const [latest] = useState(lastRequested);
  const [pending, setPending] = useState(false);
  const [unanswered, setUnanswered] = useState(false);
  const folded = [...MORE, ...TIMES].every((name) => values[name] === undefined);
  const [open, setOpen] = useState(!folded);
  const hydrated = useHydrated();

  // Do not pull back a user who has navigated elsewhere, even while the other page is still loading.
  useEffect(() => {
    const leave = () => {
      latest.drop();
      setPending(false);
    };
    const leaveByLink = (event: MouseEvent) => {
      // A link that goes elsewhere in this page has kept the browser from it.
      const isFollowed =
        event.defaultPrevented && event.target instanceof Element && event.target.closest('a') !== null;
      if (isFollowed) leave();
    };
    window.addEventListener('click', leaveByLink);
    window.addEventListener('popstate', leave);
    return () => {
      window.removeEventListener('click', leaveByLink);
      window.removeEventListener('popstate', leave);
      latest.drop();
    };
  }, [latest]);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const search = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value !== 'string' || isBlank(value)) continue;
      const isTime = name === 'from' || name === 'to';
      search.set(name, isTime ? new Date(value).toISOString() : normalizeTyped(value));
    }
    const text = search.toString();
    const href = (text === '' ? '/activity' : `/activity?${text}`) as Route;
    void go(href);
  }

  async function go(href: Route) {
    setPending(true);
    const answers = await latest.ifServerReachable(() => startTransition(() => router.push(href)));
    if (answers === null) return;
    setPending(false);
    setUnanswered(!answers);
  }

  const sendForm = (event: { currentTarget: { form: HTMLFormElement | null } }) =>
    event.currentTarget.form?.requestSubmit();

  return (
    <search>
      <form
        action="/activity"
        aria-label={t('label')}
        aria-busy={pending || waiting || undefined}
        onSubmit={send}
        className="grid flex-none gap-2 px-5 py-2 max-sm:px-4"
      >
        <div className="flex flex-wrap items-end gap-2">
          <TextInput
            // What the address says is what is shown, also after going back.
            key={values.q ?? ''}
            type="search"
            name="q"
            aria-label={t('q')}
            placeholder={t('qPlaceholder')}
            defaultValue={values.q}
            unit={<Icon name="search" />}
            unitFirst
            className="min-w-[200px] flex-1 max-sm:basis-full"
          />
          {(['operation', 'outcome'] as const).map((name) => (
            <label
              key={name}
              className="flex items-center gap-2 text-12 text-ink-2 max-md:grid max-md:gap-1 max-sm:flex-[1_1_40%]"
            >
              <span>{t(name)}</span>
              <Select
                key={values[name] ?? ''}
                name={name}
                options={name === 'operation' ? operations : outcomes}
                placeholder={t('any')}
                defaultValue={values[name] ?? ''}
                onChange={sendForm}
                width="medium"
                className="text-13 text-ink max-sm:w-full!"
              />
            </label>
          ))}
          <Button aria-expanded={open} aria-controls="activity-more" onClick={() => setOpen(!open)}>
            {t('more')}
          </Button>
          <Button type="submit">{t('apply')}</Button>
        </div>
        <div role="alert" className="empty:-mb-2">
          {unanswered && <Message kind="bad">{t('noServer')}</Message>}
        </div>
        <div
          id="activity-more"
          hidden={!open}
          className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-2"
        >
          {MORE.map((name) => (
            <label key={name} className="grid gap-1 text-12 text-ink-2">
              {t(name)}
              <TextInput
                key={values[name] ?? ''}
                name={name}
                mono={name !== 'actor'}
                inputMode={name === 'port' || name === 'run' ? 'numeric' : undefined}
                defaultValue={values[name]}
                className="text-ink"
              />
            </label>
          ))}
          {TIMES.map((name) => (
            <label key={name} className="col-span-2 grid gap-1 text-12 text-ink-2">
              {t(name)}
              <TextInput
                key={`${values[name] ?? ''} ${hydrated}`}
                type="datetime-local"
                step="1"
                name={name}
                defaultValue={values[name] === undefined ? undefined : localText(values[name], hydrated)}
                className="text-ink"
              />
            </label>
          ))}
        </div>
      </form>
    </search>
  );
}

/** As the input wants it: the reader's own time, without a zone. */
function localText(at: string, hydrated: boolean): string {
  const when = new Date(at);
  const shifted = hydrated ? new Date(when.getTime() - when.getTimezoneOffset() * 60_000) : when;
  return shifted.toISOString().slice(0, 19);
}
