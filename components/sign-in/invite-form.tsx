'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { noLimits } from '@/lib/model/actor';
import { PeopleOutcome } from './people-outcome';
import { UNTOUCHED, type PeopleAction } from './people-state';
import { RoleFields } from './role-fields';
import { StackedField } from './stacked-field';

/** Invites somebody by a link that opens once. */
export function InviteForm({ action }: { action: PeopleAction }) {
  const t = useTranslations('account.people');
  const [state, submit, busy] = useActionState(action, UNTOUCHED);
  return (
    <form action={submit} className="grid max-w-[640px] gap-3 pt-3">
      <PeopleOutcome {...state} />
      <StackedField name="email" type="email" label={t('email')} autoComplete="off" required />
      <RoleFields id="invite" grant={{ role: 'viewer', limits: noLimits }} />
      <div>
        <Button type="submit" busy={busy}>
          {t('invite')}
        </Button>
      </div>
    </form>
  );
}
