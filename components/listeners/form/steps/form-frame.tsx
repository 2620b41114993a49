'use client';

import { useState, type ReactNode, type Ref } from 'react';
import { flushSync } from 'react-dom';
import type { FieldPath } from '@/lib/model/draft';
import { AccessControlGroup } from '@/components/listeners/form/fields/access-control-group';
import { AdvancedGroup } from '@/components/listeners/form/fields/advanced-group';
import { BackendGroup } from '@/components/listeners/form/fields/backend-group';
import { focusField } from '@/components/listeners/form/state/focus-field';
import { FormSummary } from './form-summary';
import { HealthCheckGroup } from '@/components/listeners/form/fields/health-check-group';
import { loadResolver } from '@/components/listeners/form/state/lazy-resolver';
import { ListenerGroup } from '@/components/listeners/form/fields/listener-group';
import { SectionIndex } from '@/components/listeners/form/panels/section-index';
import {
  fieldId,
  pathsIn,
  sectionId,
  sectionOf,
  type Section,
} from '@/components/listeners/form/state/sections';
import { SidePanel } from '@/components/listeners/form/panels/side-panel';
import type { Failed } from '@/components/listeners/form/state/use-failures';

type Props = {
  formRef?: Ref<HTMLFormElement>;
  failed: Failed;
  /** Where the summary of a failed submit is. */
  summary: Ref<HTMLDivElement>;
  onSubmit: () => void;
  /** The action, below the fields. */
  bar: ReactNode;
  /** What is said before the fields. */
  notice?: ReactNode;
  /** Another step of the same work in place of the fields, which keep what was typed. */
  step?: ReactNode;
};

/**
 * The fields of a listener between the index of their groups and the request preview; for new and existing listeners.
 */
export function FormFrame({ formRef, failed, summary, onSubmit, bar, notice, step }: Props) {
  const [advancedOpen, setAdvancedOpen] = useState(false);
  /** A link leads to a field or a group that may be folded. */
  const follow = (elementId: string, section: Section | undefined): void => {
    if (section === 'advanced') flushSync(() => setAdvancedOpen(true));
    focusField(elementId);
  };
  const load = (): void => void loadResolver().catch(() => undefined);
  // An error in the folded group unfolds it, once for each submit.
  const [unfoldedFor, setUnfoldedFor] = useState(0);
  if (failed.count > unfoldedFor) {
    setUnfoldedFor(failed.count);
    if (failed.paths.some((path: FieldPath) => pathsIn('advanced').includes(path))) setAdvancedOpen(true);
  }
  const isElsewhere = step !== undefined;

  return (
    <div className="grid flex-1 grid-cols-[132px_minmax(0,1fr)_408px] items-start max-lg:grid-cols-[132px_minmax(0,1fr)_316px] max-md:grid-cols-[minmax(0,1fr)]">
      {isElsewhere ? (
        <div className="max-md:hidden" />
      ) : (
        <SectionIndex onFollow={(section) => follow(sectionId(section), section)} />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what bubbles up from its fields */}
      <form
        ref={formRef}
        noValidate
        hidden={isElsewhere}
        // What gets the focus must not lie under the bar below or the strip above (WCAG 2.4.11).
        className="flex min-w-0 flex-col self-stretch px-6 pt-4 max-sm:px-4 max-sm:pt-3 [&_:is(input,select,button)]:scroll-my-20 max-md:[&_:is(input,select,button)]:scroll-my-36 [&[hidden]]:hidden"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
        onKeyDown={load}
        onPointerDown={load}
      >
        {notice}
        {failed.count > 0 && (
          <FormSummary ref={summary} onFollow={(path) => follow(fieldId(path), sectionOf(path))} />
        )}
        <ListenerGroup />
        <BackendGroup />
        <HealthCheckGroup />
        <AccessControlGroup />
        <AdvancedGroup open={advancedOpen} onOpenChange={setAdvancedOpen} />
        {bar}
      </form>
      {step}
      <SidePanel />
    </div>
  );
}
