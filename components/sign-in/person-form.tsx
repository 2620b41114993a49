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

/** What an admin changes about a person: each button is a wish of one form. */
export function PersonForm({ person, action }: Props) {
  const t = useTranslations('account.people');
  const [state, submit, busy] = useActionState(action, UNTOUCHED);
  const wish = (value: string, words: string, danger = false) => (
    <Button
      type="submit"
      name="wish"
      value={value}
      busy={busy}
      variant={danger ? 'danger' : 'default'}
      aria-label={t('about', { wish: words, email: person.email })}
    >
      {words}
    </Button>
  );
  return (
    <form
      // So that a saved value is where the form begins next.
      key={JSON.stringify([person.role, person.limits])}
      action={submit}
      className="grid max-w-[640px] gap-3 py-3"
    >
      <PeopleOutcome {...state} />
      <input type="hidden" name="id" value={person.id} />
      <RoleFields id={person.id} grant={person} />
      <div className="flex flex-wrap gap-2">
        {wish('save', t('wish.save'))}
        {!person.isDisabled && person.hasPassword && wish('reset', t('wish.reset'))}
        {person.hasSecondFactor && wish('drop-factor', t('wish.dropFactor'))}
        {person.sessions > 0 && wish('end-sessions', t('wish.endSessions', { count: person.sessions }))}
        {person.isDisabled ? wish('enable', t('wish.enable')) : wish('disable', t('wish.disable'), true)}
      </div>
    </form>
  );
}
