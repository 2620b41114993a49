'use client';

import { useState } from 'react';
import { CheckboxField } from '@/components/ui/checkbox';
import { StackedField } from './stacked-field';

type Props = {
  label: string;
  showLabel: string;
  autoComplete: 'current-password' | 'new-password';
  bad?: string | undefined;
  hint?: string;
  autoFocus?: boolean;
};

/** A password, which whoever is alone may have shown: a mistyped one is found out too late otherwise. */
export function PasswordField({ showLabel, ...field }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <div className="grid gap-1.5">
      <StackedField
        {...field}
        name="password"
        type={shown ? 'text' : 'password'}
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <CheckboxField
        label={showLabel}
        checked={shown}
        onChange={(event) => setShown(event.target.checked)}
        className="text-12 text-ink-2"
      />
    </div>
  );
}
