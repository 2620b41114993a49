'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { useChosenInstance } from '@/components/listeners/form/state/use-problems';
import { cx } from '@/components/ui/class-names';
import { Mono } from '@/components/ui/verbatim';

type Props = {
  ports: readonly number[];
  backendOf: (port: number) => string;
  /** Of the one instance that they are for; null: they are for several. */
  quota: number | null;
};

/** Of many ports the first ones are shown, and the last. */
const MOST = 8;

/** How many listeners the list of ports makes, and which: as it is typed. */
export function PortsPreview({ ports, backendOf, quota }: Props) {
  const t = useTranslations('plans.ports');
  const { form } = useListenerForm();
  const kind = useWatch({ control: form.control, name: 'backend.kind' });
  const last = ports.at(-1);
  const isCut = ports.length > MOST + 1;
  const shown = isCut && last !== undefined ? [...ports.slice(0, MOST), last] : ports;
  return (
    <aside
      aria-label={t('preview')}
      className="sticky top-4 rounded-2 border border-line bg-canvas p-4 max-md:static max-md:mt-6"
    >
      <output className="text-15 font-semibold">{t('count', { count: ports.length })}</output>
      {quota !== null && <Room ports={ports} quota={quota} />}
      {ports.length === 0 ? (
        <p className="mt-1 text-ink-2">{t('previewEmpty')}</p>
      ) : (
        <ul className="mt-2 grid gap-1">
          {shown.map((port, at) => (
            <li key={port} className="grid gap-1">
              {isCut && at === MOST && (
                <span className="text-12 text-ink-3">{t('between', { count: ports.length - MOST - 1 })}</span>
              )}
              <Mono>
                {port}
                <span className="text-ink-3">
                  {' → '}
                  {kind === 'vserver-group' ? t('ofServers') : backendOf(port) || t('open')}
                </span>
              </Mono>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

/** How many more listeners the chosen instance has room for, once it is known how many it has. */
function Room({ ports, quota }: { ports: readonly number[]; quota: number }) {
  const t = useTranslations('plans.ports');
  const { name, facts } = useChosenInstance();
  const read = facts?.ports;
  if (read?.ok !== true) return null;
  const { taken } = read.value;
  const used = new Set(taken.map(({ listenerPort }) => listenerPort));
  const wanted = ports.filter((port) => !used.has(port)).length;
  const left = Math.max(0, quota - taken.length);
  const isOver = wanted > left;
  return (
    <p className={cx('mt-1 wrap-anywhere', isOver ? 'text-warn' : 'text-ink-2')}>
      {t(isOver ? 'roomOver' : 'room', { instance: name, existing: taken.length, quota, left, wanted })}
    </p>
  );
}
