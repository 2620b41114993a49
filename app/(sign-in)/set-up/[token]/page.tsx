import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkPage } from '@/components/sign-in/link-page';
import { recipientOfToken } from '@/lib/auth/accept-link';
import { acceptLinkWithForm } from '../../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.link'))('setUpTitle') };
}

export default async function Page({ params }: PageProps<'/set-up/[token]'>) {
  const { token } = await params;
  const recipient = await recipientOfToken(token, 'set-up');
  return <LinkPage token={token} purpose="set-up" recipient={recipient} action={acceptLinkWithForm} />;
}
