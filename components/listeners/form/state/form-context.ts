'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { get, useFormState } from 'react-hook-form';
import type { FieldPath } from '@/lib/model/draft';
import type { Opened } from '@/lib/listeners/edit/edit-values';
import type { Read, RegionChoice } from '@/lib/listeners/edit/form-options';
import { useRejectionMessages } from '@/components/listeners/rejection';
import type { FieldError, ListenerError } from '@/lib/model/errors';
import type { ListenerKey } from '@/lib/model/outcome';
import type { Settings } from '@/lib/model/settings';
import { issueKeyOf } from './issue-key';
import type { ListenerForm } from './form-types';
import { fieldId } from './sections';
import type { Choices } from './use-choices';
import type { Reads } from './use-reads';
import { useFieldMessages } from './use-field-messages';

/** A rejection, and the fields it is shown at until one of them is edited. */
export type Rejection = { error: ListenerError; fields: readonly FieldError[] };

/** What differs when the form edits an existing listener. */
export type EditMode = {
  listener: ListenerKey;
  /** What it was when it was read, and what the form showed of it. */
  opened: Opened;
  instanceName: string;
  /** Fields whose setting SLB did not return, or not in a form that can be parsed. */
  unreturned: readonly FieldPath[];
  /** That its owner undoes changes; null where it has none. */
  ownerWarning: string | null;
  /** While a conflict is decided: what the listener is now, and what the choices so far make of it. */
  deciding: { now: Settings; wanted: Settings } | null;
};

type FormContext = {
  form: ListenerForm;
  reads: Reads;
  choices: Choices;
  regions: Read<RegionChoice[]>;
  rejection: Rejection | null;
  /** Null for a new listener. */
  edit: EditMode | null;
  /** What is said beside a field about where its value comes from, if anything is. */
  originOf: (path: FieldPath) => ReactNode;
  /** Where the work begins (ux.md F1). */
  firstField: FieldPath;
  /** What is asked in place of the backend port: one of many listeners follows from its port. */
  backendPort?: ReactNode;
};

export const ListenerFormContext = createContext<FormContext | null>(null);

export function useListenerForm(): FormContext {
  const context = useContext(ListenerFormContext);
  if (context === null) throw new Error('This part belongs inside the listener form.');
  return context;
}

/** The message at an invalid field: what to enter, or what the cloud rejected. */
export function useBad(): (path: FieldPath) => string | undefined {
  const { form, rejection } = useListenerForm();
  const { errors } = useFormState({ control: form.control });
  const words = useFieldMessages();
  const rejectionMessages = useRejectionMessages();
  return (path) => {
    const key = issueKeyOf(get(errors, path));
    if (key !== undefined) return words.issue(path, key);
    const rejected = rejection?.fields.find((field) => field.path === path);
    if (rejection === null || rejected === undefined) return undefined;
    return rejected.kind === 'issue'
      ? words.issue(path, rejected.issue)
      : rejectionMessages(rejection.error).words;
  };
}

/** The part of a field's row that follows from its path: control, name, id, label, message and origin. */
export function useField() {
  const { form, originOf } = useListenerForm();
  const bad = useBad();
  const { label } = useFieldMessages();
  return <Path extends FieldPath>(path: Path) => ({
    control: form.control,
    name: path,
    id: fieldId(path),
    label: label(path),
    bad: bad(path),
    below: originOf(path),
  });
}
