'use client';

import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { FieldPathByValue, FieldValues, UseFormReturn } from 'react-hook-form';
import { preHydrationInput, type PreHydrationInput } from './pre-hydration-input';

/**
 * Takes over what was typed, chosen or ticked before the page woke up; the returned ref belongs to the form element.
 * `onRestored` hears of each field. A tick that is one of several under a name is none of these.
 */
export function usePreHydrationInput<Values extends FieldValues, Context, Parsed>(
  form: UseFormReturn<Values, Context, Parsed>,
  onRestored: (early: PreHydrationInput) => void,
) {
  const element = useRef<HTMLFormElement>(null);
  const take = useEffectEvent((): void => {
    for (const early of element.current ? preHydrationInput(element.current) : []) {
      const { name, value } = early;
      if (!isPathOf(form, name, value)) continue;
      form.setValue(name, value as Parameters<typeof form.setValue<typeof name>>[1], { shouldDirty: true });
      onRestored(early);
    }
  });
  useLayoutEffect(() => take(), []);
  return element;
}

/** Whether the form holds something of this kind there: a text for a text, yes or no for a tick. */
function isPathOf<Values extends FieldValues, Context, Parsed>(
  form: UseFormReturn<Values, Context, Parsed>,
  name: string,
  value: string | boolean,
): name is FieldPathByValue<Values, string | boolean> {
  return typeof form.getValues(name as FieldPathByValue<Values, string | boolean>) === typeof value;
}
