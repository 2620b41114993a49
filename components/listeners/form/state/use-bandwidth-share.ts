'use client';

import { useWatch } from 'react-hook-form';
import { bandwidthShare, type BandwidthShare } from '@/lib/model/advice';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { useListenerForm } from './form-context';
import { useChosenInstance } from './use-problems';

export type RequestedShare = BandwidthShare & {
  /** What is typed, 0 while it is no bandwidth. */
  requestedMbps: number;
  overMbps: number;
};

/** The requested share of the selected instance; undefined if listeners need not share, or it is unknown. */
export function useBandwidthShare(): RequestedShare | undefined {
  const { form, edit } = useListenerForm();
  const { kind, mbps } = useWatch({ control: form.control, name: 'bandwidth' });
  const { choice, facts } = useChosenInstance();
  if (choice === undefined || !facts?.listenerBandwidthsMbps.ok) return undefined;
  const share = bandwidthShare(
    choice,
    withoutOwn(facts.listenerBandwidthsMbps.value, edit?.opened.settings.Bandwidth),
  );
  if (share === undefined) return undefined;
  const requestedMbps = kind === 'limited' ? (integerIn(mbps, limits.bandwidthMbps) ?? 0) : 0;
  return { ...share, requestedMbps, overMbps: Math.max(0, requestedMbps - share.leftMbps) };
}

/** An existing listener already has a share: the requested one replaces it. */
function withoutOwn(heldMbps: readonly number[], own: string | undefined): readonly number[] {
  const at = own === undefined ? -1 : heldMbps.indexOf(Number(own));
  return at === -1 ? heldMbps : heldMbps.toSpliced(at, 1);
}
