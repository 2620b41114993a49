'use client';

import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { FieldPathByValue, FieldValues, UseFormReturn } from 'react-hook-form';
import { typedEarly } from './typed-early';

/**
 * Takes over what was typed or chosen before the page woke up; the returned ref belongs to the form element. `onTaken`
 * hears of each field. Only texts are taken: ticks are none.
 */
export function useTypedEarly<Values extends FieldValues, Context, Parsed>(
  form: UseFormReturn<Values, Context, Parsed>,
  onTaken: (name: string, value: string) => void,
) {
  const element = useRef<HTMLFormElement>(null);
  const take = useEffectEvent((): void => {
    for (const { name, value } of element.current ? typedEarly(element.current) : []) {
      if (!isTextPath(form, name)) continue;
      form.setValue(name, value as Parameters<typeof form.setValue<typeof name>>[1], { shouldDirty: true });
      onTaken(name, value);
    }
  });
  useLayoutEffect(() => take(), []);
  return element;
}

function isTextPath<Values extends FieldValues, Context, Parsed>(
  form: UseFormReturn<Values, Context, Parsed>,
  name: string,
): name is FieldPathByValue<Values, string> {
  return typeof form.getValues(name as FieldPathByValue<Values, string>) === 'string';
}
