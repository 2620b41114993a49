'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { entryCountOf, reachRequested } from '@/components/listeners/form/state/confirmations';
import { useListenerForm, type EditMode } from '@/components/listeners/form/state/form-context';
import { useEditMessages } from '@/components/listeners/form/state/use-edit-messages';
import { useChosenInstance } from '@/components/listeners/form/state/use-problems';
import type { ListenerFormValues } from '@/lib/model/draft';
import { effectsOf, isSameEffect, type Effect, type EffectState } from '@/lib/model/edit-effects';
import { settingFields, settingNames, type Settings } from '@/lib/model/settings';
import { BeforeAfter } from './before-after';

type Props = { edit: EditMode; after: Settings };

/** What a change does: who may connect, where connections go, how soon a dead server is out. */
export function Effects({ edit, after }: Props) {
  const t = useTranslations('edit.effect');
  const textOf = useEffectText();
  const stateOf = useEffectState(edit);
  const { form } = useListenerForm();
  const acl = useWatch({ control: form.control, name: 'acl' });
  const effects = effectsOf(stateOf(edit.opened.settings, edit.opened.values.acl), stateOf(after, acl));
  if (effects.length === 0) return null;
  return (
    <section aria-labelledby="effects-title" className="grid gap-1">
      <h3 id="effects-title" className="font-semibold">
        {t('title')}
      </h3>
      <dl className="border-t border-line-2">
        {effects.map((effect) => {
          const [before, now] = textOf(effect);
          return (
            <div
              key={effect.of}
              className="grid grid-cols-[168px_minmax(0,1fr)] gap-x-4 gap-y-0.5 border-b border-line py-2.5 max-sm:grid-cols-1"
            >
              <dt className="font-medium">{t(`of.${effect.of}`)}</dt>
              <dd className="wrap-anywhere">
                {isSameEffect(effect) ? (
                  t('same', { value: now })
                ) : (
                  <BeforeAfter before={before} after={now} />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** What is known of the listener with some settings and the access control of these values. */
function useEffectState({ listener: { regionId }, unreturned }: EditMode) {
  const { reads } = useListenerForm();
  const { choice } = useChosenInstance();
  const unknown = settingNames.filter((name) => unreturned.some((path) => path === settingFields[name]));
  return (settings: Settings, acl: ListenerFormValues['acl']): EffectState => {
    const lists =
      acl.status === 'on' ? reads.accessControlLists(regionId, acl.aclId).map(({ value }) => value) : [];
    return {
      settings,
      reach: reachRequested(acl, lists, choice),
      entryCount: entryCountOf(lists) ?? null,
      unknown,
    };
  };
}

function useEffectText(): (effect: Effect) => readonly [string, string] {
  const t = useTranslations('edit.effect');
  const settings = useEditMessages();

  type Access = Extract<Effect, { of: 'access' }>['before'];
  const accessText = ({ reach: { who, from }, entryCount, aclId }: Access): string => {
    const list = aclId === null ? '' : settings.value('AclId', aclId);
    if (who === 'everyone') return t('everyone', { from });
    if (who === 'nobody') return t('nobody');
    if (who === 'unknown' || entryCount === null)
      return aclId === null ? t('unknown') : t('unknownList', { list });
    return t(who === 'some' ? 'only' : 'allBut', { count: entryCount, list });
  };
  type Servers = Extract<Effect, { of: 'servers' }>['before'];
  const serversText = (servers: Servers): string => {
    if (servers === 'unknown') return t('unknown');
    if (servers.kind === 'port') return t('defaultGroup');
    const group = settings.value('VServerGroupId', servers.groupId);
    return t(servers.kind, { group });
  };

  return (effect) => {
    switch (effect.of) {
      case 'access':
        return [accessText(effect.before), accessText(effect.after)];
      case 'servers':
        return [serversText(effect.before), serversText(effect.after)];
      case 'removal':
      case 'return': {
        const text = (value: number | string): string =>
          typeof value === 'number'
            ? t('seconds', { seconds: value })
            : t(value === 'unknown' ? 'unknown' : effect.of === 'removal' ? 'never' : 'notOut');
        return [text(effect.before), text(effect.after)];
      }
      case 'bandwidth': {
        const text = (value: number | 'unlimited' | 'unknown'): string =>
          typeof value === 'number' ? t('mbps', { mbps: value }) : t(value);
        return [text(effect.before), text(effect.after)];
      }
    }
  };
}
