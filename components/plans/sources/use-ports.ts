'use client';

import { useRef, useState } from 'react';
import type { ListenerForm } from '@/components/listeners/form/state/form-types';
import { portsIn } from '@/lib/plans/sources/port-list';
import type { BackendPortRule } from '@/lib/plans/sources/ports';

export type RuleKind = BackendPortRule['kind'];

/**
 * The ports of many listeners in the form of one: the form has the first of them, so that its own checks and hints hold,
 * and its backend port as long as that is not the same for all.
 */
export function usePorts(form: ListenerForm) {
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<RuleKind>('same');
  const [offset, setOffset] = useState('');
  const fixed = useRef('');
  const read = portsIn(typed);
  const ports = read.ok ? read.ports : [];

  function put(first: number | undefined, rule: RuleKind): void {
    const port = first === undefined ? '' : String(first);
    const { isSubmitted } = form.formState;
    form.setValue('listenerPort', port, { shouldDirty: true, shouldValidate: isSubmitted });
    if (rule === 'fixed') return;
    form.setValue('backend.backendServerPort', port, { shouldValidate: isSubmitted });
  }

  return {
    typed,
    ports,
    problems: read.ok ? [] : read.problems,
    notes: read.ok ? read.notes : [],
    kind,
    offset,
    setOffset,
    /** Null while the offset is no number. */
    rule: ruleOf(kind, offset),
    type: (text: string): void => {
      setTyped(text);
      const now = portsIn(text);
      put(now.ok ? now.ports[0] : undefined, kind);
    },
    choose: (rule: RuleKind): void => {
      // What was typed for all comes back with the choice (ux.md F4).
      if (kind === 'fixed') fixed.current = form.getValues('backend.backendServerPort');
      if (rule === 'fixed') form.setValue('backend.backendServerPort', fixed.current);
      form.clearErrors('backend.backendServerPort');
      setKind(rule);
      put(ports[0], rule);
    },
  };
}
export type Ports = ReturnType<typeof usePorts>;

function ruleOf(kind: RuleKind, offset: string): BackendPortRule | null {
  if (kind !== 'offset') return { kind };
  const by = Number(offset.replace('−', '-'));
  return offset.trim() === '' || !Number.isInteger(by) ? null : { kind, by };
}

/** The backend port of a listener, if the rule gives it one. */
export function backendPortOf(port: number, rule: BackendPortRule | null, fixed: string): string {
  if (rule === null) return '';
  return rule.kind === 'fixed' ? fixed : String(port + (rule.kind === 'offset' ? rule.by : 0));
}
