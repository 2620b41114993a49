import { getLocale, getTranslations } from 'next-intl/server';
import { Fragment, type ReactNode } from 'react';
import { Banner } from '@/components/ui/banner';
import { SentenceGap } from '@/components/ui/sentence-gap';
import { LocalTime } from '@/components/ui/local-time';
import type { CloneSource } from '@/lib/listeners/edit/clone-values';
import type { EarlierState } from '@/lib/listeners/edit/earlier-state';
import { changesBetween, settingFields, type Settings } from '@/lib/model/settings';

/** That the listener's owner undoes what the form changes. */
export function OwnerNotice({ warning }: { warning: string }) {
  return <Notice kind="warn" fact={warning} />;
}

/** That the form holds an earlier state, and what of it cannot be had back by an edit. */
export async function RestoreNotice({
  activityId,
  earlier,
  now,
}: {
  activityId: number;
  earlier: EarlierState | null;
  now: { settings: Settings; backendServerPort: number | null };
}) {
  const [t, names, domain, time] = await Promise.all([
    getTranslations('edit.restore'),
    getTranslations('edit.setting'),
    getTranslations('domain'),
    timeOf(earlier),
  ]);
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
        t.rich('text', { time, operation: earlier.operation }),
        ...(was !== null && is !== null && was !== String(is)
          ? [t('backendPort', { was, now: String(is) })]
          : []),
        ...(lost.length > 0
          ? [t('notRestored', { settings: lost.map(({ name }) => names(name)).join(domain('separator')) })]
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
  earlier: EarlierState | null;
}) {
  const [t, restored, names, domain, time] = await Promise.all([
    getTranslations('edit.clone'),
    getTranslations('edit.restore'),
    getTranslations('edit.setting'),
    getTranslations('domain'),
    timeOf(earlier),
  ]);
  const about = { port: String(source.listener.listenerPort), instance: source.instanceName };
  return (
    <Notice
      kind="info"
      fact={earlier === null ? t('fact', about) : restored('newFact', about)}
      sentences={[
        earlier === null ? t('text') : restored.rich('newText', { time, operation: earlier.operation }),
        ...(source.others.length > 0
          ? [t('others', { settings: source.others.map((name) => names(name)).join(domain('separator')) })]
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
  sentences?: readonly ReactNode[];
}) {
  return (
    <Banner kind={kind} fact={fact} className="mb-4">
      {sentences.map((sentence, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a sentence is its place
        <Fragment key={index}>
          {sentence}
          <SentenceGap />
        </Fragment>
      ))}
    </Banner>
  );
}

/** When it was so, in the place of `<time></time>` in a sentence. */
async function timeOf(earlier: EarlierState | null): Promise<() => ReactNode> {
  const locale = await getLocale();
  return () => earlier && <LocalTime at={earlier.at} locale={locale} />;
}
