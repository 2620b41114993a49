import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Entry, MissingEntry } from '@/components/activity/entry';
import { readActivity } from '@/lib/activity/entry';
import { readChainState } from '@/lib/activity/verify-chain';
import { instanceNames } from '@/lib/inventory/instance-names';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireActor } from '@/lib/web/require-actor';

type Props = PageProps<'/activity/[entryId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor();
  const [{ entryId }, t] = await Promise.all([params, getTranslations('activity')]);
  return { title: t('entryTitle', { id: entryId.slice(0, 20) }) };
}

/** One write of the audit log, under the number of any of its entries. */
export default async function EntryPage({ params }: Props) {
  await requireActor();
  const { entryId } = await params;
  const detail = /^\d{1,15}$/.test(entryId) ? await readActivity(Number(entryId)) : null;
  if (detail !== null) {
    const [names, chain] = await Promise.all([instanceNames([detail.line]), readChainState()]);
    return <Entry detail={detail} instance={names.get(detail.line.loadBalancerId) ?? null} chain={chain} />;
  }
  answerNotFound();
  return <MissingEntry id={entryId.slice(0, 20)} />;
}
