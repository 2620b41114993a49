'use client';

import { useTranslations } from 'next-intl';
import { useController, useWatch } from 'react-hook-form';
import { ChoiceField } from '@/components/form/choice-field';
import { Consequence } from '@/components/ui/consequence';
import { Message } from '@/components/ui/message';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { tickedConsequence, type TickedAccessConsequence } from '@/lib/model/advice';
import { AccessControlListField } from './access-control-list-field';
import { useBad, useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { Group } from './group';
import { fieldId } from '@/components/listeners/form/state/sections';
import { SettingSwitch } from './setting-switch';
import { useReach } from '@/components/listeners/form/state/use-problems';

/** Which addresses may connect. */
export function AccessControlGroup() {
  const t = useTranslations('form');
  const kinds = useTranslations('domain.acl');
  const { form, choices, originOf } = useListenerForm();
  const field = useField();
  const [status, type] = useWatch({ control: form.control, name: ['acl.status', 'acl.type'] });
  return (
    <Group section="accessControl" title={t('sections.accessControl')} hint={t('sectionHint.accessControl')}>
      <SettingSwitch {...field('acl.status')} below={null} range={t('range.aclStatus')} longRange />
      {originOf('acl.status')}
      {status === 'on' && (
        <>
          <ChoiceField
            {...field('acl.type')}
            range={t('range.aclType')}
            variant="segments"
            options={[
              { value: 'white', label: kinds('white'), icon: 'allow' },
              { value: 'black', label: kinds('black'), icon: 'deny' },
            ]}
            onChosen={choices.accessControlTypeChosen}
            hint={type === '' ? undefined : t(`acl.kind.${type}`)}
          />
          <AccessControlListField consequence={<ListConsequence />} />
        </>
      )}
    </Group>
  );
}

/** A list that does the contrary of what its kind promises wants a tick (ux.md F10). */
function ListConsequence() {
  const consequence = tickedConsequence(useReach());
  return consequence === undefined ? null : <Ticked consequence={consequence} />;
}

function Ticked({ consequence }: { consequence: TickedAccessConsequence }) {
  const t = useTranslations('form.acl');
  const { form, edit } = useListenerForm();
  const bad = useBad();
  const { field } = useController({ control: form.control, name: 'acl.emptyAcknowledged' });
  const port = integerIn(useWatch({ control: form.control, name: 'listenerPort' }), limits.listenerPort);
  const words = bad('acl.emptyAcknowledged');
  const id = fieldId('acl.emptyAcknowledged');
  return (
    <>
      <Consequence
        fact={t(`consequence.${consequence}.fact`)}
        detail={t(`consequence.${consequence}.detail`)}
        // For an existing listener it is confirmed in the review, and only if it is new.
        tick={
          edit === null
            ? {
                id,
                name: field.name,
                ref: field.ref,
                checked: field.value,
                onChange: (event) => field.onChange(event.target.checked),
                onBlur: field.onBlur,
                label:
                  port === null
                    ? t(`consequence.${consequence}.tickAny`)
                    : t(`consequence.${consequence}.tick`, { port: String(port) }),
                'aria-invalid': words === undefined ? undefined : true,
                'aria-describedby': words === undefined ? undefined : `${id}-bad`,
              }
            : undefined
        }
      />
      {words !== undefined && (
        <Message kind="bad" id={`${id}-bad`}>
          {words}
        </Message>
      )}
    </>
  );
}
