'use client';

/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */
import { useEffect, useId, useState, useTransition, type FormEvent } from 'react';
import { useRouter } from 'next/navigation';
import { useSelection } from '@/components/listeners/list/selection';
import { fill } from '@/components/listeners/list/template';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextInput } from '@/components/ui/text-input';
import { useToast } from '@/components/ui/toast';
import type { ListenerKey } from '@/lib/listeners/outcome';
import { groupKeys } from '@/lib/listeners/selection';
import type { InstancePorts, PlanDetail, PlanSummary } from '@/lib/runs/plan-run';
import { runHref } from '@/lib/runs/run-address';
import type { RunKind, RunSettings } from '@/lib/runs/run-types';
import type { StartRun } from './bulk-actions';
import { BulkChange } from './bulk-change';
import type { BulkWords } from './bulk-words';
import { readDetail } from './read-plan';

type Props = {
  kind: RunKind;
  plan: PlanSummary;
  selected: readonly ListenerKey[];
  words: BulkWords;
  startRun: StartRun;
  onClose: () => void;
};

/** The question before a run: what it does, to whom, and who is skipped for which reason. Deleting what runs wants the number typed (ux.md A3). */
export function BulkDialog({ kind, plan, selected, words, startRun, onClose }: Props) {
  const id = useId();
  const router = useRouter();
  const toasts = useToast();
  const { clear } = useSelection();
  const [detail, setDetail] = useState<PlanDetail | null>(null);
  const [typed, setTyped] = useState('');
  const [settings, setSettings] = useState<RunSettings | null>(null);
  const [pending, startTransition] = useTransition();
  // What was asked about is what is done, whatever a refresh finds meanwhile.
  const [asked] = useState({ plan, selected });
  const count = asked.plan.touched;

  useEffect(() => {
    const left = new AbortController();
    readDetail(kind, asked.selected, left.signal).then(setDetail, () => undefined);
    return () => left.abort();
  }, [kind, asked]);

  const wantsTyping = kind === 'delete' && asked.plan.running > 0;
  const ready = (!wantsTyping || typed.trim() === String(count)) && (kind !== 'change' || settings !== null);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready || pending) return;
    startTransition(async () => {
      try {
        const outcome = await startRun({ kind, selected: groupKeys(asked.selected), settings });
        if (outcome.ok) {
          clear();
          router.push(runHref(outcome.runId));
        } else {
          toasts.show({ kind: 'error', title: words[outcome.reason] });
          onClose();
        }
      } catch {
        toasts.show({ kind: 'error', title: words.noServer });
        onClose();
      }
    });
  }

  const counted = { count };
  return (
    <Dialog
      alert={kind !== 'change'}
      title={count === 1 ? words.titleOne[kind] : fill(words.title[kind], counted)}
      onClose={() => !pending && onClose()}
      className="max-w-[560px]!"
      actions={
        <>
          <Button busy={pending} onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            type="submit"
            form={`${id}-form`}
            variant={kind === 'delete' ? 'destroy' : 'primary'}
            busy={pending}
            unavailable={!ready && `${id}-why`}
          >
            {fill(words.confirm[kind], counted)}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="grid gap-3">
        <p className="text-ink-2">
          {words.what[kind]}{' '}
          {kind === 'delete' && asked.plan.running > 0 && (
            <b className="text-ink">{fill(words.running, { count: asked.plan.running })}</b>
          )}
        </p>
        {kind === 'change' && (
          <BulkChange
            whyId={`${id}-why`}
            regionCount={new Set(asked.selected.map(({ regionId }) => regionId)).size}
            words={words}
            onSettings={setSettings}
          />
        )}
        <div
          tabIndex={0}
          className="grid max-h-52 min-h-16 gap-3 overflow-auto rounded-2 border border-line p-3 text-12"
        >
          <section className="grid gap-1">
            <h3 className="font-semibold">{fill(words.touched, counted)}</h3>
            {detail?.touched.map((instance) => (
              <Ports key={instance.loadBalancerId} instance={instance} />
            ))}
          </section>
          {detail?.skipped.map(({ obstacle, reason, instances }) => (
            <section key={`${obstacle} ${reason}`} className="grid gap-1">
              <h3 className="font-semibold">
                {fill(words.skipped, { count: instances.reduce((sum, { ports }) => sum + ports.length, 0) })}
              </h3>
              <p className="text-ink-2">
                {reason === null
                  ? words.obstacle[obstacle]
                  : fill(words.because, { obstacle: words.obstacle[obstacle], reason })}
              </p>
              {instances.map((instance) => (
                <Ports key={instance.loadBalancerId} instance={instance} />
              ))}
            </section>
          ))}
        </div>
        {wantsTyping && (
          <div className="grid gap-1">
            <label htmlFor={`${id}-count`}>{fill(words.type, counted)}</label>
            <TextInput
              id={`${id}-count`}
              mono
              width="short"
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <p id={`${id}-why`} className="text-12 text-ink-2">
              {ready ? '\u00A0' : words.typeWhy}
            </p>
          </div>
        )}
      </form>
    </Dialog>
  );
}

function Ports({ instance: { name, regionId, ports } }: { instance: InstancePorts }) {
  return (
    <p className="flex flex-wrap gap-x-2 text-ink-2">
      <span className="font-medium text-ink">{name}</span>
      <span className="mono text-ink-3">{regionId}</span>
      <span className="mono">{ports.join(', ')}</span>
    </p>
  );
}
