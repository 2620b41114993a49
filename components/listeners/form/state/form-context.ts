'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { get, useFormState } from 'react-hook-form';
import type { FieldPath } from '@/lib/model/draft';
import type { Opened } from '@/lib/listeners/edit/edit-values';
import type { Read, RegionChoice } from '@/lib/listeners/edit/form-options';
import { useRefusalWords } from '@/components/listeners/refusal';
import type { FieldError, ListenerError } from '@/lib/model/errors';
import type { ListenerKey } from '@/lib/model/outcome';
import type { Settings } from '@/lib/model/settings';
import { issueKeyOf } from './issue-key';
import type { ListenerForm } from './form-types';
import type { Choices } from './use-choices';
import type { Reads } from './use-reads';
import { useFieldWords } from './use-field-words';

/** A refusal that has come back, and the fields on which it stands until one of them is edited. */
export type Refusal = { error: ListenerError; fields: readonly FieldError[] };

/** What differs where the form is of a listener that stands. */
export type EditMode = {
  listener: ListenerKey;
  /** What it was when it was read, and what the form showed of it. */
  opened: Opened;
  instanceName: string;
  /** While a conflict is decided: what the listener is now, and what the choices so far make of it. */
  deciding: { now: Settings; wanted: Settings } | null;
};

type FormContext = {
  form: ListenerForm;
  reads: Reads;
  choices: Choices;
  regions: Read<RegionChoice[]>;
  refusal: Refusal | null;
  /** Null for a new listener. */
  edit: EditMode | null;
  /** What is said beside a field about where its value comes from, if anything is. */
  originOf: (path: FieldPath) => ReactNode;
  /** Where the work begins (ux.md F1). */
  firstField: FieldPath;
};

export const ListenerFormContext = createContext<FormContext | null>(null);

export function useListenerForm(): FormContext {
  const context = useContext(ListenerFormContext);
  if (context === null) throw new Error('This part belongs inside the listener form.');
  return context;
}

/** The words at a field that is in error: what to enter, or what the cloud refused. */
export function useBad(): (path: FieldPath) => string | undefined {
  const { form, refusal } = useListenerForm();
  const { errors } = useFormState({ control: form.control });
  const words = useFieldWords();
  const refusalWords = useRefusalWords();
  return (path) => {
    const key = issueKeyOf(get(errors, path));
    if (key !== undefined) return words.issue(path, key);
    const refused = refusal?.fields.find((field) => field.path === path);
    if (refusal === null || refused === undefined) return undefined;
    return refused.kind === 'issue' ? words.issue(path, refused.issue) : refusalWords(refusal.error).words;
  };
}
