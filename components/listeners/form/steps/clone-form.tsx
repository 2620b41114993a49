'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import type { ComponentProps, ReactNode } from 'react';
import { Message } from '@/components/ui/message';
import type { CloneSource } from '@/lib/listeners/edit/clone-values';
import type { FieldPath } from '@/lib/model/draft';
import type { IssueKey } from '@/lib/model/schema';
import { normalizeTyped } from '@/lib/text/typed-text';
import { useBad, useListenerForm } from '@/components/listeners/form/state/form-context';
import { ListenerForm } from './listener-form';
import { useFieldMessages } from '@/components/listeners/form/state/use-field-messages';

type Props = Omit<ComponentProps<typeof ListenerForm>, 'originOf' | 'firstField'> & { source: CloneSource };

/** The form of a new listener that begins as a copy; where a part of the original cannot come along, its field says so. */
export function CloneForm({ source, ...props }: Props) {
  const originOf = (path: FieldPath): ReactNode => <OriginNote path={path} source={source} />;
  return <ListenerForm {...props} firstField="listenerPort" originOf={originOf} />;
}

function OriginNote({ path, source }: { path: FieldPath; source: CloneSource }) {
  const t = useTranslations('edit.clone');
  const words = useOriginText(path, source);
  const rejected = source.rejected[path];
  return (
    <>
      {words !== undefined && <Message kind="hint">{words}</Message>}
      {source.unreturned.includes(path) && <Message kind="warn">{t('unreturned')}</Message>}
      {rejected !== undefined && <RejectedNote path={path} {...rejected} />}
    </>
  );
}

/** Shown before anything is sent, as long as the copied value is unchanged and its field has no error. */
function RejectedNote({ path, value, issue }: { path: FieldPath; value: string; issue: IssueKey }) {
  const t = useTranslations('edit.clone');
  const { form } = useListenerForm();
  const words = useFieldMessages();
  const bad = useBad();
  const shown: unknown = useWatch({ control: form.control, name: path });
  if (shown !== value || bad(path) !== undefined) return null;
  return <Message kind="warn">{t('rejected', { issue: words.issue(path, issue) })}</Message>;
}

/** Said as long as it is so: a group of another instance once that is chosen, a list of another region. */
function useOriginText(path: FieldPath, source: CloneSource): string | undefined {
  const t = useTranslations('edit.clone');
  const domain = useTranslations('domain');
  const { form } = useListenerForm();
  const [regionId, loadBalancerId, scheduler] = useWatch({
    control: form.control,
    name: ['regionId', 'loadBalancerId', 'scheduler'],
  });
  const isElsewhere = normalizeTyped(loadBalancerId) !== source.listener.loadBalancerId;
  const group = (id: string | null): string | undefined =>
    isElsewhere && id !== null ? t('group', { id, instance: source.instanceName }) : undefined;
  switch (path) {
    case 'backend.vServerGroupId':
      return group(source.vServerGroupId);
    case 'backend.primarySecondaryServerGroupId':
      return group(source.primarySecondaryServerGroupId);
    case 'acl.aclId':
      if (source.aclIds.length > 1) return t('lists', { ids: source.aclIds.join(domain('separator')) });
      return source.aclIds[0] !== undefined && regionId !== source.listener.regionId
        ? t('list', { id: source.aclIds[0], region: source.listener.regionId })
        : undefined;
    case 'scheduler':
      return source.scheduler !== null && scheduler !== source.scheduler
        ? t('scheduler', { value: source.scheduler })
        : undefined;
    case 'healthCheck.type':
      return source.healthCheckOff ? t('healthCheckOff') : undefined;
    default:
      return undefined;
  }
}
