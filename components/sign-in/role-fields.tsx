'use client';

import { useTranslations } from 'next-intl';
import { Select } from '@/components/ui/select';
import { roles, type Person } from '@/lib/model/actor';
import { StackedField } from './stacked-field';

type Props = {
  /** Distinguishes the fields of several forms on a page. */
  id: string;
  grant: Pick<Person, 'role' | 'limits'>;
};

/** The role of a person, and where they may make changes. */
export function RoleFields({ id, grant: { role, limits } }: Props) {
  const t = useTranslations('account.people');
  const tRole = useTranslations('account.page.role');
  return (
    <>
      <div className="grid gap-1">
        <label htmlFor={`${id}-role`} className="font-medium">
          {t('role')}
        </label>
        <Select
          id={`${id}-role`}
          name="role"
          defaultValue={role}
          options={roles.map((value) => ({ value, label: tRole(value) }))}
        />
      </div>
      {(['accounts', 'regions', 'instances'] as const).map((kind) => (
        <StackedField
          key={kind}
          id={`${id}-${kind}`}
          name={kind}
          label={t(`limits.${kind}`)}
          hint={t('limits.hint')}
          defaultValue={limits[kind].join(', ')}
          autoComplete="off"
          mono
        />
      ))}
    </>
  );
}
