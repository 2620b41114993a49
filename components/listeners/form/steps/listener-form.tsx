'use client';

import type { ReactNode } from 'react';
import { useForm, useFormState } from 'react-hook-form';
import { useLeaveGuard } from '@/components/form/use-leave-guard';
import { usePreHydrationInput } from '@/components/form/use-pre-hydration-input';
import { listAsLeft } from '@/components/listeners/list-link';
import { useToast } from '@/components/ui/toast';
import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import type { Read, RegionChoice } from '@/lib/listeners/edit/form-options';
import type { CreateOutcome } from '@/lib/model/outcome';
import { hrefOfNew, useCreatedToast } from './created-toast';
import { ListenerFormContext } from '@/components/listeners/form/state/form-context';
import { FormFrame } from './form-frame';
import type { ResolverContext, ValidForm } from '@/components/listeners/form/state/form-types';
import { lazyResolver } from '@/components/listeners/form/state/lazy-resolver';
import { LeaveQuestion } from '@/components/form/leave-question';
import { SubmitBar } from './submit-bar';
import { useChoices } from '@/components/listeners/form/state/use-choices';
import { useFailures } from '@/components/listeners/form/state/use-failures';
import { listOf, useReads, type InitialReads } from '@/components/listeners/form/state/use-reads';
import { useSubmit } from '@/components/listeners/form/state/use-submit';

type Props = {
  /** What the form begins with: blanks, and what the address of the page chose or cloned. */
  begin: ListenerFormValues;
  firstField: FieldPath;
  originOf?: (path: FieldPath) => ReactNode;
  notice?: ReactNode;
  regions: Read<RegionChoice[]>;
  initialReads: InitialReads;
  createListener: (input: unknown, isConfirmed: boolean) => Promise<CreateOutcome>;
};

/** The form of a new TCP listener, with what it will send and what that means beside it. */
export function ListenerForm({
  begin,
  firstField,
  originOf = nothing,
  notice,
  regions,
  initialReads,
  createListener,
}: Props) {
  const toast = useToast();
  const createdToast = useCreatedToast();
  const reads = useReads(initialReads);
  const form = useForm<ListenerFormValues, ResolverContext, ValidForm>({
    defaultValues: begin,
    resolver: lazyResolver,
    context: { reachOf: reads.reachOf },
    // No word before a field is first left; then at each key (ux.md F6).
    mode: 'onTouched',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const choices = useChoices(form, reads);
  const { isDirty } = useFormState({ control: form.control });
  const guard = useLeaveGuard(isDirty);

  const element = usePreHydrationInput(form, ({ name, value }) => {
    if (name === 'regionId' && typeof value === 'string') choices.regionChosen(value);
  });

  const { failed, summary, fail } = useFailures(form);
  const { creating, rejection, submit } = useSubmit({
    form,
    reads,
    createListener,
    onCreated: (created) => {
      const { regionId, loadBalancerId } = created.listener;
      const instances = listOf(reads.region(regionId).value?.instances);
      const name = instances.find((instance) => instance.loadBalancerId === loadBalancerId)?.name;
      guard.goTo(hrefOfNew(created.listener));
      toast.show(createdToast(created, name ?? loadBalancerId));
    },
    onFailed: fail,
  });

  return (
    <ListenerFormContext
      value={{ form, reads, choices, regions, rejection, edit: null, originOf, firstField }}
    >
      <FormFrame
        formRef={element}
        failed={failed}
        summary={summary}
        notice={notice}
        onSubmit={() => void submit()}
        bar={<SubmitBar creating={creating} onCancel={() => guard.askAndGo(listAsLeft())} />}
      />
      <LeaveQuestion guard={guard} />
    </ListenerFormContext>
  );
}

const nothing = (): null => null;
