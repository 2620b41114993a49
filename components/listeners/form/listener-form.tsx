'use client';

import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useForm, useFormState } from 'react-hook-form';
import { useLeaveGuard } from '@/components/form/use-leave-guard';
import { useTypedEarly } from '@/components/form/use-typed-early';
import { useToast } from '@/components/ui/toast';
import { blankFormValues, type FieldPath, type ListenerFormValues } from '@/lib/listeners/draft';
import type { Read, RegionChoice } from '@/lib/listeners/form-options';
import type { CreateOutcome } from '@/lib/listeners/outcome';
import type { ListenerSpec } from '@/lib/listeners/schema';
import { AccessControlGroup } from './access-control-group';
import { AdvancedGroup } from './advanced-group';
import { BackendGroup } from './backend-group';
import { hrefOfNew, useCreatedWords } from './created-words';
import { focusField } from './focus-field';
import { ListenerFormContext } from './form-context';
import { FormSummary } from './form-summary';
import type { ResolverContext } from './form-types';
import { HealthCheckGroup } from './health-check-group';
import { lazyResolver, loadResolver } from './lazy-resolver';
import { LeaveQuestion } from './leave-question';
import { ListenerGroup } from './listener-group';
import { SectionIndex } from './section-index';
import { fieldId, pathsIn, sectionId, sectionOf, type Section } from './sections';
import { SidePanel } from './side-panel';
import { SubmitBar } from './submit-bar';
import { useChoices } from './use-choices';
import { listOf, useReads, type InitialReads } from './use-reads';
import { useSubmit } from './use-submit';

type Props = {
  /** What the address of the page asks to begin with. */
  begin: { regionId: string; loadBalancerId: string };
  regions: Read<RegionChoice[]>;
  initialReads: InitialReads;
  createListener: (input: unknown) => Promise<CreateOutcome>;
};

/** The form of a new TCP listener, with what it will send and what that means beside it. */
export function ListenerForm({ begin, regions, initialReads, createListener }: Props) {
  const toast = useToast();
  const createdWords = useCreatedWords();
  const reads = useReads(initialReads);
  const form = useForm<ListenerFormValues, ResolverContext, ListenerSpec>({
    defaultValues: { ...blankFormValues(), ...begin },
    resolver: lazyResolver,
    context: { entryCountOf: reads.entryCountOf },
    // No word before a field is first left; then at each key (ux.md F6).
    mode: 'onTouched',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const choices = useChoices(form, reads);
  const { isDirty } = useFormState({ control: form.control });
  const guard = useLeaveGuard(isDirty);

  const element = useTypedEarly(form, ({ name, value }) => {
    if (name === 'regionId' && typeof value === 'string') choices.regionChosen(value);
  });

  const [advancedOpen, setAdvancedOpen] = useState(false);
  const [failures, setFailures] = useState(0);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failures > 0) summary.current?.focus();
  }, [failures]);

  const { creating, refusal, submit } = useSubmit({
    form,
    reads,
    createListener,
    onCreated: (created) => {
      const { regionId, loadBalancerId } = created.listener;
      const region = reads.region(regionId);
      const instances = listOf(region?.state === 'read' ? region.value.instances : undefined);
      const name = instances.find((instance) => instance.loadBalancerId === loadBalancerId)?.name;
      guard.goTo(hrefOfNew(created.listener));
      toast.show(createdWords(created, name ?? loadBalancerId));
    },
    onFailed: () => {
      // Asked of the form as it is now: the errors of the last rendering may be older than this submit.
      const isInvalid = (name: FieldPath): boolean => form.getFieldState(name).invalid;
      if (pathsIn('advanced').some(isInvalid)) setAdvancedOpen(true);
      setFailures((count) => count + 1);
    },
  });

  /** A link leads to a field or a group that may be folded. */
  const follow = (elementId: string, section: Section | undefined): void => {
    if (section === 'advanced') flushSync(() => setAdvancedOpen(true));
    focusField(elementId);
  };
  const load = (): void => void loadResolver().catch(() => undefined);

  return (
    <ListenerFormContext value={{ form, reads, choices, regions, refusal }}>
      <div className="grid flex-1 grid-cols-[148px_minmax(0,1fr)_408px] items-start max-lg:grid-cols-[132px_minmax(0,1fr)_316px] max-md:grid-cols-[minmax(0,1fr)]">
        <SectionIndex onFollow={(section) => follow(sectionId(section), section)} />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what bubbles up from its fields */}
        <form
          ref={element}
          noValidate
          // What gets the focus must not lie under the bar below or the strip above (WCAG 2.4.11).
          className="flex min-w-0 flex-col self-stretch px-6 pt-4 [&_:is(input,select,button)]:scroll-my-20 max-md:[&_:is(input,select,button)]:scroll-my-36 max-sm:px-4 max-sm:pt-3"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          onKeyDown={load}
          onPointerDown={load}
        >
          {failures > 0 && (
            <FormSummary ref={summary} onFollow={(path) => follow(fieldId(path), sectionOf(path))} />
          )}
          <ListenerGroup />
          <BackendGroup />
          <HealthCheckGroup />
          <AccessControlGroup />
          <AdvancedGroup open={advancedOpen} onOpenChange={setAdvancedOpen} />
          <SubmitBar creating={creating} onCancel={() => guard.askAndGo('/listeners')} />
        </form>
        <SidePanel />
      </div>
      <LeaveQuestion guard={guard} />
    </ListenerFormContext>
  );
}
