'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import type { Person } from '@/lib/model/actor';
import { PeopleOutcome } from './people-outcome';
import { UNTOUCHED, type PeopleAction } from './people-state';
import { RoleFields } from './role-fields';

type Props = {
  person: Pick<Person, 'id' | 'email' | 'role' | 'limits'> & {
    isDisabled: boolean;
    hasSecondFactor: boolean;
    hasPassword: boolean;
    sessions: number;
  };
  action: PeopleAction;
};

/** What an admin changes about a person: each button submits the same form with its own change. */
export function PersonForm({ person, action }: Props) {
  const t = useTranslations('account.people');
  const [state, submit, busy] = useActionState(action, UNTOUCHED);
  const button = (value: string, words: string, danger = false) => (
    <Button
      type="submit"
      name="change"
      value={value}
      busy={busy}
      variant={danger ? 'danger' : 'default'}
      aria-label={t('about', { action: words, email: person.email })}
    >
      {words}
    </Button>
  );
  return (
    <form action={submit} className="grid max-w-[640px] gap-3 py-3">
      <PeopleOutcome {...state} />
      <input type="hidden" name="id" value={person.id} />
      <RoleFields
        // So that a saved value is where the fields begin next. The button that saved it keeps the focus.
        key={JSON.stringify([person.role, person.limits])}
        id={person.id}
        grant={person}
      />
      <div className="flex flex-wrap gap-2">
        {button('save', t('action.save'))}
        {!person.isDisabled && person.hasPassword && button('reset', t('action.reset'))}
        {person.hasSecondFactor && button('drop-factor', t('action.dropFactor'))}
        {person.sessions > 0 && button('end-sessions', t('action.endSessions', { count: person.sessions }))}
        {person.isDisabled
          ? button('enable', t('action.enable'))
          : button('disable', t('action.disable'), true)}
      </div>
    </form>
  );
}
