'use client';

/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */
import { useTranslations } from 'next-intl';
import { useId, useState, useTransition, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useRouter } from 'next/navigation';
import { useFailedRequest } from '@/components/shell/failed-request';
import { CodeDisclosure } from '@/components/listeners/code/code-disclosure';
import { useSelection } from '@/components/listeners/selection/selection';
import { cx } from '@/components/ui/class-names';
import { Button } from '@/components/ui/button';
import { Consequence } from '@/components/ui/consequence';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { Message } from '@/components/ui/message';
import { SentenceGap } from '@/components/ui/sentence-gap';
import { useToast } from '@/components/ui/toast';
import { Mono } from '@/components/ui/verbatim';
import { ungroupKeys } from '@/lib/listeners/list/selection';
import { confirmedOf } from '@/lib/runs/confirmed';
import type { InstancePorts } from '@/lib/runs/plan-run';
import { runHref } from '@/lib/runs/run-address';
import {
  isOwnSkipReason,
  type Confirmed,
  type BulkKind,
  type RunSettings,
  type PlannedSkipReason,
} from '@/lib/runs/run-types';
import type { KnownPlan, PlanRequest } from './use-plan-detail';

export type StartRun = (run: {
  kind: BulkKind;
  confirmed: Confirmed;
  settings: RunSettings | null;
}) => Promise<
  { ok: true; runId: number } | { ok: false; reason: 'invalid' | 'nothing' | 'no-credentials' | 'not-stored' }
>;

/** Props of the dialog before a run. */
export type BulkDialogProps = {
  request: PlanRequest;
  startRun: StartRun;
  onClose: () => void;
};

type Props = {
  kind: BulkKind;
  /** What it shows is what is confirmed: no more than that is done, whatever has changed since. */
  plan: KnownPlan;
  settings: RunSettings | null;
  /** Id of the text that says what is still missing; null if nothing is. */
  missingId: string | null;
  startRun: StartRun;
  onClose: () => void;
  /** What is to be decided first. */
  children?: ReactNode;
  /** What confirms it, below the list of those it touches. */
  confirmation?: ReactNode;
};

/** The frame of the dialog before a run: what it does, to which listeners, who is skipped and why, and the action. */
export function BulkQuestion({
  kind,
  plan,
  settings,
  missingId,
  startRun,
  onClose,
  children,
  confirmation,
}: Props) {
  const t = useTranslations('bulk');
  const domain = useTranslations('domain');
  const skip = useTranslations('runs.skip');
  const action = useTranslations('list.action');
  const formId = useId();
  const router = useRouter();
  const toasts = useToast();
  const failedRequest = useFailedRequest();
  const { selected, clear } = useSelection();
  const [pending, startTransition] = useTransition();
  const {
    detail,
    counts: { requested: count, skipped },
  } = plan;
  const blockReasonText = (blockReason: PlannedSkipReason): string =>
    isOwnSkipReason(blockReason) ? skip(blockReason) : domain(`blockReason.${blockReason}`);
  const skips = detail !== null && detail.skipped.length > 0;
  // The inputs are next to the affected listeners if there is room: neither hides the other.
  const isWide = kind === 'change';
  const isReading = !plan.isCurrent && !plan.failed;
  const [isEarly, setIsEarly] = useState(false);
  if (isEarly && !isReading) setIsEarly(false);
  const counts = `${t('touched', { count })} · ${t('skipped', { count: skipped })}`;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (missingId !== null || !plan.isCurrent || detail === null || pending || count === 0) return;
    startTransition(async () => {
      try {
        const outcome = await startRun({ kind, confirmed: confirmedOf(detail), settings });
        if (outcome.ok) {
          // Closed before its listeners are gone: it would say that none of them is left.
          onClose();
          clear();
          router.push(runHref(outcome.runId));
        } else {
          toasts.show({ kind: 'error', title: t(outcome.reason) });
          onClose();
        }
      } catch (error) {
        toasts.show({ kind: 'error', title: failedRequest(error) ?? t('noServer') });
        onClose();
      }
    });
  }

  /** Nothing is confirmed that is not shown: it is said, because the key does nothing. */
  function onKeyDown({ key, target }: KeyboardEvent) {
    if (isReading && key === 'Enter' && target instanceof HTMLInputElement) setIsEarly(true);
  }

  // While it is open nobody can deselect anything: what leaves the selection was deleted.
  if (selected.length === 0)
    return (
      <Dialog
        key="gone"
        alert
        title={t('goneTitle')}
        onClose={onClose}
        actions={
          <Button ref={focusFirst} onClick={onClose}>
            {t('goneClose')}
          </Button>
        }
      >
        <p className="text-ink-2">{t('gone')}</p>
      </Dialog>
    );

  return (
    <Dialog
      key="question"
      alert={kind !== 'change'}
      title={t(`title.${kind}`, { count })}
      onClose={() => !pending && onClose()}
      className={isWide ? 'max-w-[640px]! lg:max-w-[980px]!' : 'max-w-[640px]!'}
      actions={
        <>
          {/* Where nothing is to be entered: the answer that changes nothing. */}
          <Button ref={focusFirst} busy={pending} onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={kind === 'delete' ? 'destroy' : 'primary'}
            busy={pending || isReading}
            aria-describedby={isReading ? `${formId}-unread` : undefined}
            unavailable={
              missingId ?? (detail === null ? `${formId}-unread` : count === 0 && `${formId}-none`)
            }
          >
            {t(`confirm.${kind}`, { count })}
          </Button>
        </>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- of the fields in it: a form without a submit button reports no Enter */}
      <form
        id={formId}
        onSubmit={submit}
        onKeyDown={onKeyDown}
        className={cx('grid gap-3', isWide && 'lg:grid-cols-[minmax(0,1fr)_320px] lg:gap-5')}
      >
        <div className="grid min-w-0 content-start gap-3">
          <p className="text-ink-2">
            {t(`what.${kind}`)}
            <SentenceGap />
            {kind === 'delete' && plan.running > 0 && (
              <b className="text-ink">{t('running', { count: plan.running })}</b>
            )}
          </p>
          {/* On a narrow screen the affected listeners are below the inputs and may be out of view. */}
          {isWide && skips && <p className="text-12 font-medium lg:hidden">{counts}</p>}
          {plan.unsettled.length > 0 && (
            <Consequence
              fact={t('unsettled', { listeners: namesOf(plan.unsettled).join(domain('separator')) })}
              tick={{
                label: t('includeUnsettled', { count: countOf(plan.unsettled) }),
                checked: plan.includesUnsettled,
                onChange: (event) => plan.includeUnsettled(event.target.checked),
              }}
            />
          )}
          {detail?.ownerWarnings.map((words) => (
            <Message key={words} kind="warn">
              {words}
            </Message>
          ))}
          {children}
        </div>
        <div
          tabIndex={0}
          aria-busy={!plan.isCurrent}
          className={cx(
            'grid min-h-16 content-start gap-3 overflow-auto rounded-2 border border-line p-3 text-12',
            isWide
              ? 'max-h-44 lg:sticky lg:top-0 lg:max-h-[calc(100dvh-220px)]'
              : cx('max-h-[max(11rem,calc(100dvh-560px))]', skips && 'sm:grid-cols-2'),
          )}
        >
          <section className="grid content-start gap-1">
            <h3 className="font-semibold">
              {t('touched', { count })}
              {isReading && (
                // While another value is read, the listeners of the last one stay, and nothing flickers.
                <span
                  id={`${formId}-unread`}
                  className={detail === null ? 'ml-2 font-normal text-ink-2' : 'sr-only'}
                >
                  {t('wait')}
                </span>
              )}
            </h3>
            {count === 0 && (
              <p id={`${formId}-none`} className="text-ink-2">
                {t('noneTouched')}
              </p>
            )}
            {plan.failed && (
              <p id={`${formId}-unread`} className="text-ink-2">
                {t('noPlan')}
              </p>
            )}
            {detail?.touched.map((instance) => (
              <Ports key={instance.loadBalancerId} instance={instance} />
            ))}
          </section>
          {skips && (
            <div className="grid content-start gap-3">
              {detail?.skipped.map(({ blockReason, reason, instances }) => (
                <section key={`${blockReason} ${reason}`} className="grid gap-1">
                  <h3 className="font-semibold">{t('skipped', { count: countOf(instances) })}</h3>
                  <p className="text-ink-2">
                    {reason === null
                      ? blockReasonText(blockReason)
                      : action('because', { blockReason: blockReasonText(blockReason), reason })}
                  </p>
                  {instances.map((instance) => (
                    <Ports key={instance.loadBalancerId} instance={instance} />
                  ))}
                </section>
              ))}
            </div>
          )}
        </div>
        {confirmation}
        {/* Always there: a live region that appears together with its text is not announced. */}
        <output className={isEarly ? 'text-12 text-ink-2' : 'sr-only'}>{isEarly && t('early')}</output>
      </form>
      {kind !== 'change' && detail !== null && count > 0 && (
        <CodeDisclosure
          action={kind}
          listeners={ungroupKeys(detail.touched)}
          warnings={detail.ownerWarnings}
        />
      )}
    </Dialog>
  );
}

function countOf(instances: readonly InstancePorts[]): number {
  return instances.reduce((sum, { ports }) => sum + ports.length, 0);
}

function namesOf(instances: readonly InstancePorts[]): string[] {
  return instances.flatMap(({ name, ports }) => ports.map((port) => `${name}:${port}`));
}

function Ports({ instance: { name, regionId, ports } }: { instance: InstancePorts }) {
  return (
    <p className="flex flex-wrap gap-x-2 text-ink-2">
      <span className="font-medium text-ink">{name}</span>
      <Mono className="text-ink-3">{regionId}</Mono>
      <Mono>{ports.join(', ')}</Mono>
    </p>
  );
}
