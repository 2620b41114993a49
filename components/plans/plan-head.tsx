'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { focusHere } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Message } from '@/components/ui/message';
import { PanelButton } from '@/components/ui/panel-button';
import { Segmented } from '@/components/ui/segmented';
import { Switch } from '@/components/ui/switch';
import { TextInput } from '@/components/ui/text-input';
import { PLAN_NAME_MAX, planModes, type PlanMode, type PlanOutcome } from '@/lib/plans/plan-types';
import { useProblemText } from './use-problem-text';

/** The name of a plan as the page's title, which is changed in place. */
export function PlanName({
  name,
  onRename,
}: {
  name: string;
  onRename: (name: string) => Promise<PlanOutcome>;
}) {
  const t = useTranslations('plans.head');
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <span className="min-w-0 wrap-anywhere">{name}</span>
      <PanelButton
        variant="quiet"
        size="small"
        align="start"
        face={
          <>
            <Icon name="edit" size={14} />
            <span className="sr-only">{t('rename')}</span>
          </>
        }
        title={t('rename')}
        name={t('rename')}
        panelClassName="w-80"
      >
        {(hide) => <NameForm name={name} onRename={onRename} onDone={hide} />}
      </PanelButton>
    </span>
  );
}

type NameFormProps = { name: string; onRename: (name: string) => Promise<PlanOutcome>; onDone: () => void };

function NameForm({ name, onRename, onDone }: NameFormProps) {
  const t = useTranslations('plans.head');
  const problemText = useProblemText();
  const id = useId();
  const [typed, setTyped] = useState(name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReactNode>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const outcome = await onRename(typed).catch(() => null);
    setBusy(false);
    if (outcome?.ok === true) onDone();
    // Another name changes no row, so nobody's edits stand in its way.
    else if (outcome?.problem !== 'conflict') setProblem(problemText(outcome?.problem ?? 'no-server'));
  }

  return (
    <form onSubmit={submit} className="grid gap-2 p-4 text-13 font-normal tracking-normal">
      <label htmlFor={id} className="text-12 text-ink-2">
        {t('name')}
      </label>
      <TextInput
        id={id}
        ref={focusHere}
        value={typed}
        maxLength={PLAN_NAME_MAX}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div role="alert">{problem !== null && <Message kind="bad">{problem}</Message>}</div>
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          {t('nameSave')}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t('nameCancel')}
        </Button>
      </div>
    </form>
  );
}

/** What is done about listeners that exist and differ, and what that means. */
export function ModeChoice({ mode, onChange }: { mode: PlanMode; onChange: (mode: PlanMode) => void }) {
  const t = useTranslations('plans.head');
  const tMode = useTranslations('plans.mode');
  const id = useId();
  return (
    <div className="flex items-center gap-2 max-sm:flex-wrap">
      <span id={id} className="text-12 whitespace-nowrap text-ink-2">
        {t('mode')}
      </span>
      <Segmented
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        name={`${id}-mode`}
        value={mode}
        options={planModes.map((value) => ({ value, label: tMode(value) }))}
        onValueChange={onChange}
      />
      <span id={`${id}-hint`} className="text-12 text-ink-3 max-lg:sr-only max-sm:not-sr-only">
        {tMode(`${mode}-hint`)}
      </span>
    </div>
  );
}

/** Whether everybody who may sign in sees and edits the plan. */
export function ShareSwitch({ shared, onChange }: { shared: boolean; onChange: (shared: boolean) => void }) {
  const t = useTranslations('plans.head');
  const id = useId();
  return (
    <span className="flex items-center gap-2 text-12 text-ink-2">
      <Switch id={id} checked={shared} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id} className="whitespace-nowrap">
        {t('shared')}
      </label>
    </span>
  );
}
