import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import type { CloneSource } from '@/lib/listeners/clone-values';
import type { EarlierState } from '@/lib/listeners/earlier-state';
import { changesBetween, settingFields, type Settings } from '@/lib/listeners/settings';

/** That the form holds an earlier state, and what of it cannot be had back by an edit. */
export async function RestoreNotice({
  activityId,
  earlier,
  at,
  now,
}: {
  activityId: number;
  earlier: EarlierState | null;
  /** When it was so, in the reader's words. */
  at: string;
  now: { settings: Settings; backendServerPort: number | null };
}) {
  const [t, names] = await Promise.all([getTranslations('edit.restore'), getTranslations('edit.setting')]);
  if (earlier === null) return <Notice kind="warn" fact={t('unknown', { id: String(activityId) })} />;
  const lost = changesBetween(now.settings, earlier.settings).filter(
    ({ name }) => settingFields[name] === null,
  );
  const { backendServerPort: was } = earlier;
  const is = now.backendServerPort;
  return (
    <Notice
      kind="info"
      fact={t('fact')}
      sentences={[
        t('words', { at, operation: earlier.operation }),
        ...(was !== null && is !== null && was !== String(is)
          ? [t('backendPort', { was, now: String(is) })]
          : []),
        ...(lost.length > 0
          ? [t('notRestored', { settings: lost.map(({ name }) => names(name)).join(', ') })]
          : []),
      ]}
    />
  );
}

/** That the form holds a copy, or what a listener that is gone once was. */
export async function CloneNotice({
  source,
  earlier,
}: {
  source: CloneSource;
  /** Where the copy is of an earlier state. */
  earlier: { at: string; operation: string } | null;
}) {
  const [t, restored, names] = await Promise.all([
    getTranslations('edit.clone'),
    getTranslations('edit.restore'),
    getTranslations('edit.setting'),
  ]);
  const about = { port: String(source.listener.listenerPort), instance: source.instanceName };
  return (
    <Notice
      kind="info"
      fact={earlier === null ? t('fact', about) : restored('newFact', about)}
      sentences={[
        earlier === null ? t('words') : restored('newWords', earlier),
        ...(source.others.length > 0
          ? [t('others', { settings: source.others.map((name) => names(name)).join(', ') })]
          : []),
      ]}
    />
  );
}

/** The listener that was to be cloned is not to be had. */
export async function NoCloneNotice() {
  const t = await getTranslations('edit.clone');
  return <Notice kind="warn" fact={t('unreadable')} />;
}

function Notice({
  kind,
  fact,
  sentences = [],
}: {
  kind: 'info' | 'warn';
  fact: string;
  sentences?: readonly string[];
}) {
  return (
    <Banner kind={kind} fact={fact} className="mb-4">
      {sentences.join(' ')}
    </Banner>
  );
}
