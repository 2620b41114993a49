import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MissingPage } from '@/components/shell/missing-page';
import { answerNotFound } from '@/lib/web/answer-status';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell.notFound');
  return { title: t('title'), robots: { index: false } };
}

/** Every address that is no page, so that what is not there is said in the frame of the others. */
export default function AnyOtherPage() {
  answerNotFound();
  return <MissingPage />;
}
