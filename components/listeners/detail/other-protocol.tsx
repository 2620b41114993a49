import { getTranslations } from 'next-intl/server';
import type { OneListener, OneOtherListener } from '@/lib/listeners/detail/detail-types';
import type { Row } from './other-protocol-row';
import { otherProtocolGroups } from './other-protocol-rows';
import { ReadFailure } from './read-failure';
import { Section } from './section';
import { SettingRow } from './settings';

type Props = { one: OneListener; listener: OneOtherListener };

/**
 * The settings of a listener that is not TCP, grouped as on a TCP listener's page; nothing is compared with defaults,
 * which are TCP's. What is read about it alone may fail: then only what the list returns is shown, and why.
 */
export async function OtherProtocol({ one, listener }: Props) {
  const t = await getTranslations('listener.settings');
  const { attributes } = listener;
  const [basics, ...groups] = await otherProtocolGroups(one, listener);
  return (
    <Section title={t('title')}>
      <Rows rows={basics?.rows ?? []} />
      {attributes?.ok === false && <ReadFailure words={t('attributesUnread')} error={attributes.error} />}
      {groups.map(
        ({ heading, rows }) =>
          rows.length > 0 && (
            <div key={heading}>
              <h3 className="border-b border-line pt-3 pb-0.5 text-12 text-ink-3">{heading}</h3>
              <Rows rows={rows} />
            </div>
          ),
      )}
    </Section>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <dl>
      {rows.map(({ key, name, state, value }) => (
        <SettingRow key={key} name={name} state={state}>
          {value}
        </SettingRow>
      ))}
    </dl>
  );
}
