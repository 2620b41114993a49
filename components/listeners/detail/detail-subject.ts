import { getTranslations } from 'next-intl/server';
import type { Subject } from '@/components/listeners/freshness/list-client';
import {
  isTcp,
  type OneListener,
  type OneOtherListener,
  type OneTcpListener,
} from '@/lib/listeners/detail/detail-types';
import { tallyOf } from '@/lib/model/health-types';
import { permissionOf, type Access } from '@/lib/model/permission';
import { listenerActions, mayDo, type ListenerAction } from '@/lib/model/rules';
import { ownerMessages } from '../owner-text';
import { blockReasonText } from './block-reason-text';

/** Why each action cannot be done now; null where it can. */
export async function blockReasonsOf(
  { key, status, listener: { protocol }, loadBalancer }: OneListener,
  access: Access,
): Promise<Record<ListenerAction, string | null>> {
  const because = async (action: ListenerAction): Promise<string | null> => {
    const verdict = mayDo(action, { status, protocol }, loadBalancer, permissionOf(access, action, key));
    return verdict.allowed ? null : blockReasonText(verdict);
  };
  const [start, stop, remove] = await Promise.all(listenerActions.map(because));
  return { start: start ?? null, stop: stop ?? null, delete: remove ?? null };
}

/** The listener as the object of a sentence, named as in the list. */
export async function subjectOf(one: OneListener): Promise<Subject> {
  const [t, domain] = await Promise.all([getTranslations('list'), getTranslations('domain')]);
  const { key, listener, loadBalancer, status } = one;
  return {
    listenerKey: key,
    name: t('action.name', {
      port: String(key.listenerPort),
      protocol: listener.protocol.toUpperCase(),
      instance: loadBalancer.name,
    }),
    status,
    backends: await (isTcp(listener) ? backendsPhrase(listener) : otherBackendsPhrase(listener)),
    tally: isTcp(listener) && listener.health.ok ? tallyOf(listener.health.value) : null,
    href: null,
    ownerWarning: one.owner && ownerMessages(one.owner, domain).warning,
  };
}

/** Of a group of another protocol's listener only the ID was read. */
async function otherBackendsPhrase({ settings }: OneOtherListener): Promise<string> {
  const t = await getTranslations('list.dialog');
  const { vServerGroupId, primarySecondaryServerGroupId, backendServerPort } = settings;
  if (vServerGroupId !== undefined) return t('vserver-group', { name: vServerGroupId });
  if (primarySecondaryServerGroupId !== undefined)
    return t('primary-secondary-group', { name: primarySecondaryServerGroupId });
  return backendServerPort === undefined
    ? t('defaultGroup')
    : t('defaultGroupPort', { port: String(backendServerPort) });
}

async function backendsPhrase({ group, settings }: OneTcpListener): Promise<string> {
  const t = await getTranslations('list.dialog');
  const name = group.name ?? group.groupId ?? '';
  switch (group.kind) {
    case 'unknown':
      return t('unknownGroup');
    case 'port':
      return settings.backendServerPort === undefined
        ? t('defaultGroup')
        : t('defaultGroupPort', { port: String(settings.backendServerPort) });
    case 'vserver-group':
      return group.servers.ok
        ? t('vserverGroupCount', { name, count: group.servers.value.length })
        : t('vserver-group', { name });
    case 'primary-secondary-group':
      return t('primary-secondary-group', { name });
  }
}
