'use client';

import { useTranslations } from 'next-intl';
import { Fragment, lazy, Suspense, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useSelection } from '@/components/listeners/selection/selection';
import { afterRest } from '@/components/shell/timers';
import { focusHere } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { Icon, type IconName } from '@/components/ui/icon';
import { PanelButton } from '@/components/ui/panel-button';
import { useToast } from '@/components/ui/toast';
import type { Translator } from '@/lib/i18n/translator';
import type { BulkKind } from '@/lib/runs/run-types';
import type { ListenerKey } from '@/lib/model/outcome';
import type { PlanSummary } from '@/lib/runs/plan-run';
import type { StartRun } from './bulk-question';
import { loadChangeMessages, type ChangeMessages } from './change-messages';
import { readSummaries, type PlanSummaries } from './read-plan';
import type { PlanRequest } from './use-plan-detail';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog')).BulkDialog }));
const ChangeDialog = lazy(async () => ({ default: (await import('./change-dialog')).ChangeDialog }));

/** A plan, whom it is of, and by which reading: a newer one may find other states. */
type Known = { of: readonly ListenerKey[]; readAtMillis: number; plans: PlanSummaries };

type Props = { startRun: StartRun; readAtMillis: number };

const KINDS: readonly { kind: BulkKind; icon: IconName; danger?: true }[] = [
  { kind: 'start', icon: 'play' },
  { kind: 'stop', icon: 'stop' },
  { kind: 'change', icon: 'list' },
  { kind: 'delete', icon: 'trash', danger: true },
];
/** Selecting one after the other does not trigger a request each time. */
const REST_MILLIS = 80;

/** Actions on the selected: each button says how many it affects; how many it skips, and why, is told on demand (ux.md A2). */
export function BulkActions({ startRun, readAtMillis }: Props) {
  const t = useTranslations('bulk');
  const domain = useTranslations('domain');
  const { selected } = useSelection();
  const [known, setKnown] = useState<Known | null>(null);
  const [request, setRequest] = useState<(PlanRequest & { kind: BulkKind }) | null>(null);
  const [changeMessages, setChangeMessages] = useState<ChangeMessages | null>(null);
  const toasts = useToast();

  useEffect(() => {
    if (selected.length === 0) return undefined;
    return afterRest(REST_MILLIS, async (signal) => {
      try {
        const plans = await readSummaries(selected, signal);
        setKnown({ of: selected, readAtMillis, plans });
      } catch {
        // Navigated away, or the server is gone: the dialog before a run checks again.
      }
    });
  }, [selected, readAtMillis]);

  async function ask(kind: BulkKind, plan: PlanSummary) {
    // The dialog is about those selected at the click: one that goes in the meantime must not close it.
    const now = { kind, plan, selected };
    try {
      // In the language of the page as it is now.
      if (kind === 'change') setChangeMessages(await loadChangeMessages());
      setRequest(now);
    } catch {
      toasts.show({ kind: 'error', title: t('noServer') });
    }
  }

  const plans = known !== null && known.of === selected ? known.plans : null;
  function close() {
    // First the dialog, behind which nothing takes the focus.
    flushSync(() => setRequest(null));
    // The button that opened it has gone with the bar: work goes on in the page.
    if (selected.length === 0) document.querySelector('main')?.focus();
  }

  const question = { startRun, onClose: close };
  return (
    <>
      {selected.length > 0 && (
        <fieldset
          aria-label={t('label')}
          className="flex flex-none items-center gap-2 max-md:gap-1.5 max-sm:order-last max-sm:basis-full"
        >
          {KINDS.map(({ kind, icon, danger }) => {
            const plan = plans?.[kind];
            const why = `bulk-${kind}`;
            // Those with an unknown outcome can be included by the question.
            const isOpen = (skip: PlanSummary['skipped'][number]) => skip.blockReason === 'unsettled-write';
            const none = plan !== undefined && plan.counts.requested === 0 && !plan.skipped.some(isOpen);
            const text = plan === undefined ? t('checking') : skipText(plan, t, domain('comma'));
            return (
              <Fragment key={kind}>
                <Button
                  icon={icon}
                  variant={danger ? 'danger' : 'default'}
                  busy={plan === undefined}
                  unavailable={none && why}
                  aria-describedby={why}
                  title={text}
                  onClick={() => plan && ask(kind, plan)}
                  className="max-md:px-1.5 max-md:text-12 max-sm:flex-1 max-md:[&>svg]:hidden"
                >
                  {plan === undefined
                    ? t(`plain.${kind}`)
                    : t(`button.${kind}`, { count: plan.counts.requested })}
                </Button>
                <span id={why} hidden>
                  {text}
                </span>
              </Fragment>
            );
          })}
          {plans !== null && KINDS.some(({ kind }) => plans[kind].skipped.length > 0) && (
            <SkipReasons
              lines={KINDS.map(({ kind }) => ({
                kind,
                action: t(`button.${kind}`, { count: plans[kind].counts.requested }),
                text: skipText(plans[kind], t, domain('comma')),
              }))}
            />
          )}
        </fieldset>
      )}
      {request !== null && (
        <Suspense>
          {request.kind !== 'change' ? (
            <BulkDialog kind={request.kind} request={request} {...question} />
          ) : (
            changeMessages && <ChangeDialog messages={changeMessages} request={request} {...question} />
          )}
        </Suspense>
      )}
    </>
  );
}

type SkipLine = { kind: BulkKind; action: string; text: string };

/** What each action skips and why: the buttons' descriptions, for the eye. */
function SkipReasons({ lines }: { lines: readonly SkipLine[] }) {
  const t = useTranslations('bulk');
  return (
    <PanelButton
      face={
        <>
          <Icon name="skip" size={14} />
          <span className="max-md:sr-only">{t('reasons')}</span>
        </>
      }
      title={t('reasons')}
      name={t('reasons')}
      variant="quiet"
      className="max-md:px-1.5"
    >
      {() => (
        <dl
          ref={focusHere}
          tabIndex={-1}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 p-3 outline-none"
        >
          {lines.map(({ kind, action, text }) => (
            <Fragment key={kind}>
              <dt className="font-medium">{action}</dt>
              <dd className="text-ink-2">{text}</dd>
            </Fragment>
          ))}
        </dl>
      )}
    </PanelButton>
  );
}

/** "skips 3: 2 running, 1 protected". */
function skipText({ counts, skipped }: PlanSummary, t: Translator<'bulk'>, comma: string): string {
  if (skipped.length === 0) return t('skipsNone');
  const reasons = skipped.map(({ blockReason, count }) => t(`short.${blockReason}`, { count })).join(comma);
  return t('skips', { count: counts.skipped, reasons });
}
