'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useFailedRequest } from '@/components/shell/failed-request';
import { useStepEntry } from '@/components/form/use-step-entry';
import { useLeaveGuard } from '@/components/form/use-leave-guard';
import { usePreHydrationInput } from '@/components/form/use-pre-hydration-input';
import { useToast } from '@/components/ui/toast';
import {
  conflictGroups,
  decideConflicts,
  firstChoices,
  type ConflictChoices,
  type ConflictGroup,
} from '@/lib/listeners/edit/conflicts';
import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import { formValuesOf, settingsRequested, type Opened } from '@/lib/listeners/edit/edit-values';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import type { Read, RegionChoice } from '@/lib/listeners/edit/form-options';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import { saidWhileAwaited } from '@/components/shell/awaiting';
import { wantsConfirmation } from '@/lib/listeners/commands/awaited';
import type { ConcurrentEdits, UpdateAnswer } from '@/lib/listeners/edit/concurrent-edits';
import type { ListenerKey } from '@/lib/model/outcome';
import { setParameters } from '@/lib/listeners/wire/set-parameters';
import type { Settings } from '@/lib/model/settings';
import { ConflictStep } from './conflict-step';
import { EditBar } from './edit-bar';
import { KeptNote } from '@/components/listeners/form/fields/fixed-fields';
import { ListenerFormContext } from '@/components/listeners/form/state/form-context';
import { FormFrame } from './form-frame';
import type { ResolverContext, ValidForm } from '@/components/listeners/form/state/form-types';
import { lazyResolver } from '@/components/listeners/form/state/lazy-resolver';
import { LeaveQuestion } from '@/components/form/leave-question';
import { ReviewStep } from './review-step';
import { useChoices } from '@/components/listeners/form/state/use-choices';
import { useFailures } from '@/components/listeners/form/state/use-failures';
import { useReads, type InitialReads } from '@/components/listeners/form/state/use-reads';
import { unansweredWrite, useRejection } from '@/components/listeners/form/state/use-rejection';
import { useUpdatedToast } from './updated-toast';

type Props = {
  listener: ListenerKey;
  instanceName: string;
  /** That its owner undoes changes; null where it has none. */
  ownerWarning?: string | null;
  backendServerPort: number | null;
  /** What the listener is set to, as it was read for this page. */
  settings: Settings;
  /** When it was, by the server's clock; ISO 8601. */
  readAt: string;
  /** Values that Sluice would not write itself, as SLB has them. */
  kept: Partial<Record<FieldPath, string>>;
  unreturned: readonly FieldPath[];
  /** The state the form begins with where it is not the listener's own: one of its activity, to be restored. */
  restored: Settings | null;
  notice?: ReactNode;
  regions: Read<RegionChoice[]>;
  initialReads: InitialReads;
  /** `isConfirmed`: the reader was warned that the outcome of an earlier write is unknown, and sends again. */
  updateListener: (input: unknown, openedAt: string, isConfirmed: boolean) => Promise<UpdateAnswer>;
};

type Step = { at: 'form' } | { at: 'review' } | ({ at: 'conflict' } & Conflict);

type Conflict = {
  groups: readonly ConflictGroup[];
  now: Settings;
  readAt: string;
  edits: ConcurrentEdits;
  choices: ConflictChoices;
};

/**
 * The form of an existing listener: fill in, review the changes, send the difference; conflicts with somebody else's
 * changes are resolved first.
 */
export function EditForm({
  listener,
  instanceName,
  ownerWarning = null,
  backendServerPort,
  settings,
  readAt,
  kept,
  unreturned,
  restored,
  notice,
  regions,
  initialReads,
  updateListener,
}: Props) {
  const t = useTranslations('edit');
  const failedRequest = useFailedRequest();
  /** Where the work goes on when it is done here, or given up. */
  const home = listenerHref(listener);
  const toast = useToast();
  const updatedToast = useUpdatedToast();
  const reads = useReads(initialReads);
  const shown = (state: Settings) => formValuesOf(listener, backendServerPort ?? undefined, state);
  const [opened, setOpened] = useState<Opened>(() => ({ settings, values: shown(settings) }));
  const [openedAt, setOpenedAt] = useState(readAt);
  const [step, setStep] = useState<Step>({ at: 'form' });
  const [sending, setSending] = useState(false);
  // Two clicks may come before the first has rendered (ux.md F13).
  const busy = useRef(false);
  // Once it was said that the outcome of an earlier write is unknown, the next send goes on.
  const isConfirmed = useRef(false);
  const form = useForm<ListenerFormValues, ResolverContext, ValidForm>({
    defaultValues: restored === null ? opened.values : shown(restored),
    resolver: lazyResolver,
    context: { reachOf: reads.reachOf, opened },
    mode: 'onTouched',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const choices = useChoices(form, reads);
  const { failed, summary, fail } = useFailures(form);
  const { rejection, clear, rejected } = useRejection(form, reads);
  const openedText = JSON.stringify(opened.values);
  const hasChanges = useWatch({
    control: form.control,
    compute: (values: ListenerFormValues) => JSON.stringify(values) !== openedText,
  });
  const guard = useLeaveGuard(hasChanges);
  const back = (): void => setStep({ at: 'form' });
  const { leaveStep } = useStepEntry(step.at !== 'form', back);
  const backToForm = (): void => void leaveStep().then(back);
  const element = usePreHydrationInput(form, nothing);

  // The first field that can be changed. Neither the page scrolls for it nor does it take the focus from somebody who
  // started before hydration.
  useEffect(() => {
    if (element.current?.contains(document.activeElement)) return;
    document
      .querySelector<HTMLElement>(
        '#field-bandwidth-kind input:checked, [data-field="field-bandwidth-kind"] input',
      )
      ?.focus({ preventScroll: true });
  }, [element]);

  const review = async (): Promise<void> => {
    clear();
    const { acl } = form.getValues();
    // Whether the list is empty is a consequence to be said, so an answer on its way is waited for.
    if (acl.status === 'on') await reads.accessControlListsSettled(listener.regionId, acl.aclId);
    await form.handleSubmit(
      () => setStep({ at: 'review' }),
      () => fail(),
    )();
  };

  const send = async (acknowledged: readonly SeriousConsequence[]): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setSending(true);
    const set = setParameters(opened.settings, settingsRequested(opened, form.getValues()));
    const update = {
      listener,
      set: Object.fromEntries(set.map(({ name, value }) => [name, value])),
      expected: opened.settings,
      acknowledged,
    };
    const outcome = await saidWhileAwaited(() => updateListener(update, openedAt, isConfirmed.current)).catch(
      (error: unknown): UpdateAnswer => ({
        kind: 'refused',
        error: unansweredWrite(failedRequest(error) ?? t('review.noAnswer'), t('review.signedOut')),
      }),
    );
    switch (outcome.kind) {
      case 'updated':
      case 'already-so':
        await leaveStep();
        guard.goTo(home);
        toast.show(updatedToast(outcome, instanceName));
        return;
      case 'conflict': {
        const { now, readAt: nowReadAt, edits } = outcome;
        const groups = conflictGroups(outcome.conflicts);
        setStep({ at: 'conflict', groups, now, readAt: nowReadAt, edits, choices: firstChoices(groups) });
        break;
      }
      case 'refused':
        isConfirmed.current = wantsConfirmation(outcome.error);
        await leaveStep();
        back();
        rejected(outcome.error);
        fail();
    }
    setSending(false);
    busy.current = false;
  };

  /** What the choices make of the listener. */
  const wantedBy = ({ groups, now, choices: chosen }: Conflict): Settings => {
    const yours = settingsRequested(opened, form.getValues());
    return decideConflicts({ was: opened.settings, yours, now, groups, choices: chosen });
  };

  /** Goes on from what the listener is now, with what was decided on each setting. */
  const decided = (conflict: Conflict): void => {
    const wanted = wantedBy(conflict);
    setOpened({ settings: conflict.now, values: shown(conflict.now) });
    setOpenedAt(conflict.readAt);
    form.reset(shown(wanted));
    setStep({ at: 'review' });
  };

  const originOf = (path: FieldPath): ReactNode => {
    const raw = kept[path];
    if (raw !== undefined) return <KeptNote path={path} raw={raw} />;
    return unreturned.includes(path) ? <KeptNote path={path} raw={null} /> : null;
  };
  return (
    <ListenerFormContext
      value={{
        form,
        reads,
        choices,
        regions,
        rejection,
        edit: {
          listener,
          opened,
          instanceName,
          unreturned,
          ownerWarning,
          deciding: step.at === 'conflict' ? { now: step.now, wanted: wantedBy(step) } : null,
        },
        originOf,
        firstField: 'bandwidth.kind',
      }}
    >
      <FormFrame
        formRef={element}
        failed={failed}
        summary={summary}
        notice={notice}
        onSubmit={() => void review()}
        bar={<EditBar onCancel={() => guard.askAndGo(home)} />}
        step={
          step.at === 'review' ? (
            <ReviewStep sending={sending} onSend={(ticked) => void send(ticked)} onBack={backToForm} />
          ) : step.at === 'conflict' ? (
            <ConflictStep
              groups={step.groups}
              edits={step.edits}
              choices={step.choices}
              onChoose={(chosen) => setStep({ ...step, choices: { ...step.choices, ...chosen } })}
              onDecided={() => decided(step)}
              onBack={backToForm}
            />
          ) : undefined
        }
      />
      <LeaveQuestion guard={guard} title={t('leave')} />
    </ListenerFormContext>
  );
}

const nothing = (): void => undefined;
