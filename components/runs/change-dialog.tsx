'use client';

import { NextIntlClientProvider, useMessages, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useFieldMessages } from '@/components/listeners/form/state/use-field-messages';
import { useSettingMessages } from '@/components/listeners/use-setting-messages';
import { Consequence } from '@/components/ui/consequence';
import { focusFirst } from '@/components/ui/dialog';
import { FieldRow } from '@/components/ui/field-row';
import { Message } from '@/components/ui/message';
import { Select } from '@/components/ui/select';
import type { ListenerFormValues } from '@/lib/model/draft';
import { consequencesOf, isSerious, type Consequence as Follows } from '@/lib/model/edit-consequences';
import { blankChange, changeFields, validateChange, type ChangeField } from '@/lib/runs/changes';
import type { RunSettings } from '@/lib/runs/run-types';
import { BulkQuestion, type BulkDialogProps } from './bulk-question';
import { ChangeLists } from './change-lists';
import { ChangeValue } from './change-value';
import type { ChangeMessages } from './change-messages';
import { usePlanDetail } from './use-plan-detail';
import { listsRequested, useRegionLists } from './use-region-lists';

type Draft = {
  field: ChangeField;
  values: ListenerFormValues;
  /** Settings of which one of few values was chosen: none is chosen for the operator. */
  chosen: ReadonlySet<ChangeField>;
  ticked: boolean;
  /** A field was left: what is wrong with it is said as an error from then on (ux.md F6). */
  left: boolean;
};
const CHOICES: readonly ChangeField[] = ['HealthCheckSwitch', 'HealthCheckType', 'AclStatus'];

/** The dialog before a bulk change, with its messages. */
export function ChangeDialog({
  messages: { locale, messages },
  ...rest
}: BulkDialogProps & { messages: ChangeMessages }) {
  const page = useMessages();
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...page, ...messages }}>
      <Question {...rest} />
    </NextIntlClientProvider>
  );
}

/**
 * One setting and its new value, the same for all, validated as in the form. Serious consequences need a confirmation
 * (ux.md F10).
 */
function Question({ request, startRun, onClose }: BulkDialogProps) {
  const t = useTranslations('change');
  const consequence = useTranslations('edit.consequence');
  const domain = useTranslations('domain');
  const { label } = useSettingMessages();
  const { issue } = useFieldMessages();
  const id = useId();
  const [draft, setDraft] = useState<Draft>({
    field: 'Scheduler',
    values: blankChange(),
    chosen: new Set(),
    ticked: false,
    left: false,
  });
  const change = (part: Partial<Draft>) => setDraft((last) => ({ ...last, ticked: false, ...part }));
  const lists = useRegionLists();

  const { field, values } = draft;
  const isChosen = !CHOICES.includes(field) || draft.chosen.has(field);
  const validated = validateChange(field, values);
  const binds = field === 'AclStatus' && isChosen && values.acl.status === 'on';
  const requestedLists = listsRequested(values.acl.type, binds ? lists.regions : []);
  const follows: Follows[] =
    validated.ok && isChosen
      ? [
          ...consequencesAfter(validated.set),
          ...new Set(requestedLists.follows.map(({ consequence: what }) => what)),
        ]
      : [];
  const serious = follows.filter(isSerious);

  const regionsOf = (what: Follows): string =>
    requestedLists.follows
      .flatMap(({ regionId, consequence: each }) => (each === what ? [regionId] : []))
      .join(domain('separator'));

  const missing = (): string | null => {
    if (!isChosen) return t('choose');
    if (!validated.ok)
      return validated.issue === 'choice' ? t('choose') : issue(validated.path, validated.issue);
    if (requestedLists.missing !== null) return t('acl.missing', { region: requestedLists.missing });
    if (requestedLists.wrong !== null) return issue('acl.aclId', 'charset');
    if (binds && requestedLists.chosen.length === 0) return t('acl.noneAnywhere');
    return serious.length > 0 && !draft.ticked ? t('tickIt') : null;
  };
  const why = missing();
  const settings: RunSettings | null =
    why === null && validated.ok
      ? { set: validated.set, lists: requestedLists.chosen, acknowledged: serious }
      : null;
  const plan = usePlanDetail('change', request, settings);
  const isWrong = draft.left && isChosen && !validated.ok;
  const isSaidAbove = isWrong || (requestedLists.missing === null && requestedLists.wrong !== null);

  return (
    <BulkQuestion
      kind="change"
      plan={plan}
      settings={settings}
      missingId={why === null ? null : `${id}-why`}
      startRun={startRun}
      onClose={onClose}
    >
      <div className="border-t border-line [--surface:var(--raised)]">
        <FieldRow id={`${id}-setting`} label={t('setting')}>
          {(aria) => (
            <Select
              {...aria}
              ref={focusFirst}
              value={field}
              options={changeFields.map((name) => ({ value: name, label: label(name) }))}
              onChange={(event) => {
                const next = changeFields.find((name) => name === event.target.value);
                if (next) change({ field: next, left: false });
              }}
            />
          )}
        </FieldRow>
        <ChangeValue
          key={field}
          id={`${id}-value`}
          field={field}
          values={values}
          isChosen={isChosen}
          bad={(path) => (isWrong && validated.path === path ? (why ?? undefined) : undefined)}
          onValues={(next) => {
            change({ values: next, chosen: new Set(draft.chosen).add(field) });
            if (field === 'AclStatus' && next.acl.status === 'on') lists.begin(plan.first?.touched ?? []);
          }}
          onLeave={() => setDraft((last) => ({ ...last, left: true }))}
        />
        {binds && (
          <ChangeLists
            regions={lists.regions}
            onChoose={(regionId, aclId) => {
              lists.choose(regionId, aclId);
              change({});
            }}
            onRetry={lists.readAgain}
          />
        )}
      </div>
      <div className="grid gap-2 empty:hidden">
        {follows.map((what) =>
          isSerious(what) ? (
            <Consequence
              key={what}
              fact={t(`fact.${what}`, { regions: regionsOf(what) })}
              tick={{
                id: `${id}-tick`,
                label: t(`tick.${what}`),
                checked: draft.ticked,
                onChange: (event) => change({ ticked: event.target.checked }),
              }}
            />
          ) : (
            <Message key={what} kind="warn">
              {consequence(what)}
            </Message>
          ),
        )}
      </div>
      {/* What is wrong is said at its field. */}
      <div id={`${id}-why`} className={isSaidAbove ? 'sr-only' : 'min-h-4'}>
        {why !== null && <Message kind="hint">{why}</Message>}
      </div>
    </BulkQuestion>
  );
}

/**
 * The consequences for listeners that do not have these settings yet. Access control lists are covered per region; the
 * timeout and the interval depend on each listener, so the note next to the field covers them.
 */
function consequencesAfter(set: RunSettings['set']): Follows[] {
  const before = { HealthCheckSwitch: 'on', AclStatus: 'on' };
  return consequencesOf(before, { ...before, ...set }, undefined).filter(
    (what) => what !== 'timeout-below-interval',
  );
}
