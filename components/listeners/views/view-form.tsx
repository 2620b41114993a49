'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, useTransition, type FormEvent } from 'react';
import { useFailedRequest } from '@/components/shell/failed-request';
import { useListRequest } from '@/components/shell/pending-query';
import { focusHere, PANEL, useAnchoredPopover } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-variant';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { TextInput } from '@/components/ui/text-input';
import { useToast } from '@/components/ui/toast';
import {
  SHARED_VIEWS_MAX,
  VIEW_NAME_MAX,
  VIEWS_MAX,
  type SavedView,
  type ViewOutcome,
  type ViewProblem,
} from '@/lib/listeners/list/views';

export type ViewActions = Record<
  'save' | 'update' | 'rename' | 'share' | 'remove',
  (input: unknown) => Promise<ViewOutcome>
>;

type Props = {
  /** What is shown, as a view would keep it. */
  query: string;
  /** The saved view that was chosen; null where none was. */
  view: SavedView | null;
  edited: boolean;
  /** Views can be shared: there is sign-in. */
  isTeam: boolean;
  actions: ViewActions;
};

const MAX: Partial<Record<ViewProblem, number>> = {
  'too-many': VIEWS_MAX,
  'too-many-shared': SHARED_VIEWS_MAX,
};

/** Keeps what is shown as a view, under a name; changes, shares and deletes the view that was chosen. */
export function ViewForm({ query, view, edited, isTeam, actions }: Props) {
  const t = useTranslations('query.views');
  const { change } = useListRequest();
  const toasts = useToast();
  const failedRequest = useFailedRequest();
  const id = useId();
  const { open, hide, setTrigger, setPanel, triggerProps, panelProps } = useAnchoredPopover({
    align: 'start',
  });
  const mine = view?.ownerName === null ? view : null;
  const removable = view?.mayRemove ? view : null;
  const [name, setName] = useState(view?.name ?? '');
  const [problem, setProblem] = useState('');
  const [pending, startTransition] = useTransition();

  function run(
    action: () => Promise<ViewOutcome>,
    said: 'saved' | 'renamed' | 'shared' | 'unshared' | 'deleted',
  ) {
    startTransition(async () => {
      let outcome: ViewOutcome;
      try {
        outcome = await action();
      } catch (error) {
        setProblem(failedRequest(error) ?? t('unreachable'));
        return;
      }
      if (!outcome.ok) {
        setProblem(t(outcome.problem, { max: MAX[outcome.problem] ?? VIEW_NAME_MAX }));
        return;
      }
      hide();
      setProblem('');
      toasts.show({ kind: 'success', title: t(said, { name: outcome.view.name }) });
      change({ view: said === 'deleted' ? null : outcome.view.id });
    });
  }

  function saveNew(event: FormEvent) {
    event.preventDefault();
    if (!pending) run(() => actions.save({ name, query }), 'saved');
  }

  return (
    <>
      <button
        {...triggerProps}
        ref={setTrigger}
        type="button"
        aria-haspopup="dialog"
        className={buttonClass({ variant: 'quiet', size: 'small' })}
      >
        <Icon name={removable === null ? 'plus' : 'more'} size={14} />
        {removable === null ? t('save') : t('change')}
      </button>
      <dialog {...panelProps} ref={setPanel} aria-label={t('title')} className={cx(PANEL, 'w-72')}>
        {open && (
          <form onSubmit={saveNew} className="grid gap-2 p-3">
            <label htmlFor={id} className="text-12 text-ink-2">
              {t('name')}
            </label>
            <TextInput
              id={id}
              ref={focusHere}
              value={name}
              aria-invalid={problem !== '' || undefined}
              aria-describedby={`${id}-hint`}
              onChange={(event) => {
                setName(event.target.value);
                setProblem('');
              }}
            />
            <p
              id={`${id}-hint`}
              role="alert"
              className={cx('text-12', problem === '' ? 'text-ink-3' : 'text-bad')}
            >
              {problem !== ''
                ? problem
                : view?.ownerName != null
                  ? t('foreign', { owner: view.ownerName })
                  : t('hint')}
            </p>
            {mine !== null && edited && (
              <Button
                busy={pending}
                onClick={() => run(() => actions.update({ id: mine.id, query }), 'saved')}
              >
                {t('update', { name: mine.name })}
              </Button>
            )}
            {mine !== null && (
              <Button
                busy={pending}
                onClick={() => run(() => actions.rename({ id: mine.id, name }), 'renamed')}
              >
                {t('rename', { name: mine.name })}
              </Button>
            )}
            {removable !== null && (
              <>
                {isTeam && (
                  <Button
                    busy={pending}
                    onClick={() =>
                      run(
                        () => actions.share({ id: removable.id, isShared: !removable.isShared }),
                        removable.isShared ? 'unshared' : 'shared',
                      )
                    }
                  >
                    {t(removable.isShared ? 'unshare' : 'share', { name: removable.name })}
                  </Button>
                )}
                <Button
                  variant="danger"
                  busy={pending}
                  onClick={() => run(() => actions.remove({ id: removable.id }), 'deleted')}
                >
                  {removable.ownerName === null
                    ? t('delete', { name: removable.name })
                    : t('deleteOf', { owner: removable.ownerName, name: removable.name })}
                </Button>
              </>
            )}
            <Button type="submit" busy={pending}>
              {t('saveNew')}
            </Button>
          </form>
        )}
      </dialog>
    </>
  );
}
