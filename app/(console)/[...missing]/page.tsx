import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell.notFound');
  return { title: t('title') };
}

/** Every address that is no page, so that what is not there is said in the frame of the others. */
export default function MissingPage(): never {
  notFound();
}
