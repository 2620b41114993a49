import { getTranslations } from 'next-intl/server';
import type { OneListener, OneOtherListener } from '@/lib/listeners/detail/detail-types';
import { namesOf } from './detail-head';
import { Section } from './section';
import { bandwidthText } from './setting-row';
import { SettingRow } from './settings';

/** What the list returns about a listener that is not TCP; nothing is compared with defaults, which are TCP's. */
export async function OtherProtocol({ one, listener }: { one: OneListener; listener: OneOtherListener }) {
  const [t, domain] = await Promise.all([getTranslations('listener.settings'), getTranslations('domain')]);
  const { settings } = listener;
  const rows: [name: string, value: string | undefined][] = [
    [t('name.listenerPort'), t('protocol', namesOf(one))],
    [
      t('name.bandwidth'),
      settings.bandwidthMbps === undefined ? undefined : bandwidthText(t, settings.bandwidthMbps),
    ],
    [t('name.scheduler'), settings.scheduler],
    [
      t('name.backendPort'),
      settings.backendServerPort === undefined ? undefined : String(settings.backendServerPort),
    ],
    [t('name.group'), settings.vServerGroupId],
    [t('name.tags'), settings.tags.map(({ key, value }) => `${key}: ${value}`).join(domain('separator'))],
    [t('name.description'), settings.description],
  ];
  return (
    <Section title={t('title')}>
      <dl>
        {rows.map(
          ([name, value]) =>
            value !== undefined &&
            value !== '' && (
              <SettingRow key={name} name={name} state="returned">
                {value}
              </SettingRow>
            ),
        )}
      </dl>
    </Section>
  );
}
