'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { settingsRequested } from '@/lib/listeners/edit/edit-values';
import { SET_ACTION, setParameters } from '@/lib/listeners/wire/set-parameters';
import { settingNames } from '@/lib/model/settings';
import { CREATE_ACTION, toCreateParameters } from '@/lib/listeners/wire/parameters';
import { ParameterList } from '@/components/listeners/code/parameter-list';
import { RequestCode } from '@/components/listeners/code/request-code';
import type { ApiParameter } from '@/lib/snippets/api-request';
import { assumptions, type Assumption } from '@/components/listeners/form/state/assumed';
import { useListenerForm, type EditMode } from '@/components/listeners/form/state/form-context';
import { useProblems, useValues } from '@/components/listeners/form/state/use-problems';

/** What will be sent, as it changes, and what the service takes for the rest. */
export function RequestPanel() {
  const { edit } = useListenerForm();
  return edit === null ? <CreateRequest /> : <EditRequest edit={edit} />;
}

function CreateRequest() {
  const t = useTranslations('form.side');
  const values = useValues();
  const assumed = assumptions(values);
  return (
    <Request
      purpose="create"
      action={CREATE_ACTION}
      parameters={toCreateParameters(values)}
      then={values.startAfterCreate ? 'StartLoadBalancerListener' : null}
      rest={{
        title: t('notSent', { count: assumed.length }),
        settings: assumed.map((assumption) => ({
          name: assumption.name,
          value: <AssumedValue assumed={assumption.assumed} />,
        })),
      }}
    />
  );
}

/** For an existing listener only changes are sent; the rest stays as it is. */
function EditRequest({ edit: { listener, opened, deciding } }: { edit: EditMode }) {
  const t = useTranslations('edit.side');
  const values = useValues();
  const now = deciding?.now ?? opened.settings;
  const changed = setParameters(now, deciding?.wanted ?? settingsRequested(opened, values));
  const names = changed.map(({ name }): string => name);
  const kept = settingNames.filter((name) => now[name] !== undefined && !names.includes(name));
  const address = [
    { name: 'RegionId', value: listener.regionId, path: null },
    { name: 'LoadBalancerId', value: listener.loadBalancerId, path: null },
    { name: 'ListenerPort', value: String(listener.listenerPort), path: null },
  ];
  return (
    <Request
      purpose="change"
      action={SET_ACTION}
      parameters={changed.length === 0 ? [] : [...address, ...changed]}
      empty={t('nothing')}
      rest={{
        title: t('kept', { count: kept.length }),
        settings: kept.map((name) => ({ name, value: now[name] })),
      }}
    />
  );
}

/** What names a listener. */
const keyNames = ['RegionId', 'LoadBalancerId', 'ListenerPort'];

type RequestProps = {
  purpose: 'create' | 'change';
  action: string;
  parameters: readonly ApiParameter[];
  /** What is sent on the same listener once the first call has taken effect. */
  then?: string | null;
  /** In place of a request without parameters, which is none. */
  empty?: string;
  /** What is not sent, and is what. */
  rest: { title: string; settings: readonly { name: string; value: ReactNode }[] };
};

function Request({ purpose, action, parameters, then = null, empty, rest }: RequestProps) {
  const t = useTranslations('form.side');
  const wrong = new Set(useProblems(useValues()).map(({ path }) => path));
  if (parameters.length === 0 && empty !== undefined)
    return (
      <section aria-labelledby="request-title">
        <h2 id="request-title" className="border-b border-line px-4 leading-9 font-medium">
          {t('request')}
        </h2>
        <p className="px-4 py-2.5 text-12 text-ink-2">{empty}</p>
        <Rest {...rest} />
      </section>
    );
  const key = parameters.filter(({ name }) => keyNames.includes(name));
  const requests = [{ action, parameters }, ...(then === null ? [] : [{ action: then, parameters: key }])];

  return (
    <section aria-labelledby="request-title">
      <h2 id="request-title" className="sr-only">
        {t('request')}
      </h2>
      <RequestCode requests={requests} purpose={purpose} wrong={wrong}>
        <ParameterList request={{ action, parameters }} wrong={wrong} />
        {then !== null && (
          <p className="px-4 pb-2 text-12 text-ink-2">
            {t('then')}{' '}
            <span translate="no" className="font-mono text-ink">
              {then}
            </span>
          </p>
        )}
        <Rest {...rest} />
      </RequestCode>
    </section>
  );
}

function Rest({ title, settings }: RequestProps['rest']) {
  return (
    <details className="group px-4 pb-2 text-12 text-ink-3">
      <summary className="flex cursor-pointer list-none items-start gap-1 rounded-1 [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-right" size={12} className="mt-0.5 group-open:rotate-90" />
        {title}
      </summary>
      <dl className="pt-1.5 leading-[18px]">
        {settings.map(({ name, value }) => (
          <div key={name} className="grid grid-cols-[184px_minmax(0,1fr)] gap-x-2 max-lg:grid-cols-1">
            <dt translate="no" className="font-mono tracking-[-0.01em]">
              {name}
            </dt>
            <dd className="wrap-anywhere text-ink-2">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function AssumedValue({ assumed }: Pick<Assumption, 'assumed'>) {
  const t = useTranslations('form.side.assumed');
  switch (assumed.kind) {
    case 'value':
      return assumed.value;
    case 'seconds':
      return t('seconds', { seconds: assumed.seconds });
    case 'off':
    case 'backend-port':
    case 'own-port':
    case 'server-address':
      return t(assumed.kind);
  }
}
