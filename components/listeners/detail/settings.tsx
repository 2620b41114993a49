import { getTranslations } from 'next-intl/server';
import { Children, type ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { OneTcpListener } from '@/lib/listeners/detail/detail-types';
import {
  healthCheckSettingNames,
  outAfterSeconds,
  settingStates,
  type SettingName,
  type SettingState,
} from '@/lib/model/setting-states';
import { Section } from './section';
import { settingMessages } from './setting-row';

/** Every setting with its unit and meaning. What is the reference's default is folded: it is rarely looked for. */
export async function Settings({ listener }: { listener: OneTcpListener }) {
  const [t, words] = await Promise.all([getTranslations('listener.settings'), settingMessages(listener)]);
  const states = settingStates(listener.settings);
  const isOfCheck = (name: SettingName): boolean => healthCheckSettingNames.some((known) => known === name);
  const outAfter = outAfterSeconds(listener.settings);
  const defaults = states.filter(([, state]) => state === 'default').length;
  const rows = (which: (name: SettingName, state: SettingState) => boolean) =>
    states
      .filter(([name, state]) => which(name, state))
      .map(([name, state]) => (
        <SettingRow key={name} name={t(`name.${name}`)} state={state}>
          {state === 'unreturned' || state === 'unreadable' ? t(state) : words[name]}
        </SettingRow>
      ));

  return (
    <Section title={t('title')}>
      <dl>{rows((name, state) => state !== 'default' && !isOfCheck(name))}</dl>
      <HealthCheckRows>
        {rows((name, state) => state !== 'default' && isOfCheck(name))}
        {outAfter !== null && (
          <SettingRow name={t('name.outAfter')} state={null}>
            {t('outAfter', { seconds: outAfter })}
          </SettingRow>
        )}
      </HealthCheckRows>
      {defaults > 0 && (
        <details className="group pt-2 print:[&::details-content]:[content-visibility:visible]">
          <summary className="inline-flex h-(--h-small) cursor-pointer items-center gap-1.5 pr-2 text-12 font-medium text-ink-2 max-sm:h-9">
            <Icon name="chevron-right" size={14} className="group-open:rotate-90" />
            {t('defaults', { count: defaults })}
          </summary>
          <p className="pt-1 pb-2 text-12 text-ink-3">{t('legend')}</p>
          <dl className="border-t border-line">
            {rows((name, state) => state === 'default' && !isOfCheck(name))}
          </dl>
          <HealthCheckRows>{rows((name, state) => state === 'default' && isOfCheck(name))}</HealthCheckRows>
        </details>
      )}
    </Section>
  );
}

/** Some settings of the check would have an ambiguous name without its heading. */
async function HealthCheckRows({ children }: { children: ReactNode }) {
  const t = await getTranslations('listener.settings');
  if (Children.toArray(children).length === 0) return null;
  return (
    <>
      <h3 className="border-b border-line pt-3 pb-0.5 text-12 text-ink-3">{t('healthCheck')}</h3>
      <dl>{children}</dl>
    </>
  );
}

type RowProps = {
  name: string;
  /** Null for what is worked out. */
  state: SettingState | null;
  children: ReactNode;
};

export function SettingRow({ name, state, children }: RowProps) {
  return (
    <div className="grid grid-cols-[164px_minmax(0,1fr)] border-b border-line py-1 leading-[18px] max-sm:grid-cols-[138px_minmax(0,1fr)]">
      <dt className="pr-2 text-ink-2">{name}</dt>
      <dd className={cx('wrap-anywhere', state !== 'set' && state !== 'returned' && 'text-ink-3')}>
        {children}
      </dd>
    </div>
  );
}
