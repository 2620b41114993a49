import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
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

/** Every setting with its unit and meaning; what is not the reference's default is marked. */
export async function Settings({ listener }: { listener: OneTcpListener }) {
  const [t, words] = await Promise.all([getTranslations('listener.settings'), settingMessages(listener)]);
  const states = settingStates(listener.settings);
  const isOfCheck = (name: SettingName): boolean => healthCheckSettingNames.some((known) => known === name);
  const outAfter = outAfterSeconds(listener.settings);
  const rows = (which: (name: SettingName) => boolean) =>
    states
      .filter(([name]) => which(name))
      .map(([name, state]) => (
        <SettingRow key={name} name={t(`name.${name}`)} state={state}>
          {state === 'unreturned' || state === 'unreadable' ? t(state) : words[name]}
        </SettingRow>
      ));

  return (
    <Section
      title={t('title')}
      end={
        <span title={t('legend')} className="flex gap-3">
          {(['set', 'default'] as const).map((state) => (
            <span key={state} className="flex items-center gap-1.5">
              <Square state={state} />
              {t(state)}
            </span>
          ))}
        </span>
      }
    >
      <dl>{rows((name) => !isOfCheck(name))}</dl>
      <h3 className="border-b border-line pt-3 pb-0.5 text-12 text-ink-3">{t('healthCheck')}</h3>
      <dl>
        {rows(isOfCheck)}
        {outAfter !== null && (
          <SettingRow name={t('name.outAfter')} state={null}>
            {t('outAfter', { seconds: outAfter })}
          </SettingRow>
        )}
      </dl>
    </Section>
  );
}

type RowProps = {
  name: string;
  /** Null for what is worked out, and for what was read of another protocol. */
  state: SettingState | null;
  children: ReactNode;
};

/** A filled square for what is set, a hollow one for the default, none where there is nothing to compare. */
export async function SettingRow({ name, state, children }: RowProps) {
  const t = await getTranslations('listener.settings');
  const marked = state === 'set' || state === 'default';
  return (
    <div
      data-setting={state ?? undefined}
      className="grid grid-cols-[14px_150px_minmax(0,1fr)] border-b border-line py-1 leading-[18px] max-sm:grid-cols-[14px_124px_minmax(0,1fr)]"
    >
      <dt className="contents">
        <span className="pt-[6px]">{marked && <Square state={state} />}</span>
        <span className="pr-2 text-ink-2">{name}</span>
      </dt>
      <dd className={cx('wrap-anywhere', state !== 'set' && 'text-ink-3')}>
        {children}
        {marked && <span className="sr-only"> ({t(state)})</span>}
      </dd>
    </div>
  );
}

function Square({ state }: { state: 'set' | 'default' }) {
  return (
    <i
      aria-hidden="true"
      className={cx(
        'block size-[7px] border forced-color-adjust-none',
        state === 'set' ? 'border-ink bg-ink' : 'border-control',
      )}
    />
  );
}
