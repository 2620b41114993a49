'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { bold } from '@/components/ui/bold';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { SentenceGap } from '@/components/ui/sentence-gap';
import { Code } from '@/components/ui/verbatim';
import type { PassVerdict } from '@/lib/listeners/detail/evaluate-acl';

const STYLES = {
  passes: { icon: 'ok', mark: 'text-ok-mark', bold: '[&_b]:text-ok' },
  dropped: { icon: 'deny', mark: 'text-bad-mark', bold: '[&_b]:text-bad' },
  partly: { icon: 'warn', mark: 'text-warn-mark', bold: '[&_b]:text-warn' },
  unknown: { icon: 'todo', mark: 'text-mark-off', bold: '' },
  'other-family': { icon: 'deny', mark: 'text-bad-mark', bold: '[&_b]:text-bad' },
} as const;

type Props = { address: string; verdict: PassVerdict; running: boolean };

/** Whether an address gets through, and why: names the entry that decides. */
export function Verdict({ address, verdict, running }: Props) {
  const t = useTranslations('listener.acl');
  if (verdict.kind === 'no-address') return null;
  const style = STYLES[verdict.kind];
  return (
    <p className={cx('flex gap-1.5 leading-[18px] text-ink-2', style.bold)}>
      <Icon name={style.icon} className={cx('mt-px', style.mark)} />
      <span className="min-w-0 wrap-anywhere">
        {sentence()}
        <SentenceGap />
        {!running && verdict.kind === 'passes' && t('notRunning')}
      </span>
    </p>
  );

  function sentence(): ReactNode {
    if (verdict.kind === 'no-address') return null;
    const values = { ...bold, code, address };
    if (verdict.kind === 'other-family')
      return t.rich('other-family', {
        ...values,
        family: FAMILIES[verdict.family],
        instance: FAMILIES[verdict.instanceFamily],
      });
    const { because, matches } = verdict;
    if (because !== 'allowed' && because !== 'denied') return t.rich(because, values);
    const [first] = matches;
    // No entry holds all of a block, but several together do.
    if (first === undefined || !first.whole)
      return t.rich(`${because}Together`, { ...values, count: matches.length });
    return t.rich(because, { ...values, entry: first.entry, more: matches.length - 1 });
  }
}

const FAMILIES = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;

function code(words: ReactNode): ReactNode {
  return <Code className="text-ink">{words}</Code>;
}
