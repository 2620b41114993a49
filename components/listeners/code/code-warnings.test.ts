import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { loadMessages, type Messages } from '@/lib/i18n/messages';
import type { GuardedLoadBalancer } from '@/lib/model/rules';
import { codeWarnings } from './code-warnings';

const translator = { locale: 'en', messages: await loadMessages('en') } as const;
const translators = {
  t: createTranslator<Messages, 'code'>({ ...translator, namespace: 'code' }),
  domain: createTranslator<Messages, 'domain'>({ ...translator, namespace: 'domain' }),
};

const plain: GuardedLoadBalancer = {
  status: 'active',
  deleteProtection: false,
  modificationProtection: { status: 'none' },
};
const owner = { name: 'Terraform', by: 'tag' } as const;
const OWNED = 'This listener is managed by Terraform, which may undo changes made here.';
const UNSENT = 'Sluice does not send this request, but SLB may accept it.';

describe('the code of a listener', () => {
  it('has no warning where nothing is in its way', () => {
    expect(codeWarnings([{ loadBalancer: plain }], translators)).toEqual({ start: [], stop: [], delete: [] });
  });

  it('warns of an owner before every action', () => {
    const warnings = codeWarnings([{ loadBalancer: plain, owner }], translators);
    expect(warnings).toEqual({ start: [OWNED], stop: [OWNED], delete: [OWNED] });
  });

  it('warns before every action on a protected instance, and before deletion alone where only that is protected', () => {
    const isConsole = { ...plain, modificationProtection: { status: 'console', reason: null } } as const;
    const sentence = `The instance is protected against console changes. ${UNSENT}`;
    expect(codeWarnings([{ loadBalancer: isConsole }], translators)).toEqual({
      start: [sentence],
      stop: [sentence],
      delete: [sentence],
    });
    expect(codeWarnings([{ loadBalancer: { ...plain, deleteProtection: true } }], translators)).toEqual({
      start: [],
      stop: [],
      delete: [`The instance is protected against deletion. ${UNSENT}`],
    });
  });

  it('warns where a protection cannot be read', () => {
    const unreadable = { ...plain, unreadable: ['DeleteProtection'] };
    expect(codeWarnings([{ loadBalancer: unreadable }], translators).delete).toEqual([
      `SLB returned a protection status that Sluice cannot read. ${UNSENT}`,
    ]);
  });
});

it('says of how many selected listeners a warning holds', () => {
  const isProtected = { ...plain, deleteProtection: true };
  const selected = [{ loadBalancer: isProtected }, { loadBalancer: plain, owner }, { loadBalancer: plain }];
  expect(codeWarnings(selected, translators).delete).toEqual([
    '1 of 3: The instance is protected against deletion. Sluice does not send these requests, but SLB may accept them.',
    '1 of these listeners is managed by Terraform, which may undo changes made here.',
  ]);
});
