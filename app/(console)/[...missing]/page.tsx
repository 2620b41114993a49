import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MissingPage } from '@/components/shell/missing-page';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireActor } from '@/lib/web/require-actor';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  const t = await getTranslations('shell.notFound');
  return { title: t('title'), robots: { index: false } };
}

/** Catches every unknown URL, so that the not-found page keeps the console's frame. */
export default async function AnyOtherPage() {
  await requireActor();
  answerNotFound();
  return <MissingPage />;
}
