import { redirect } from 'next/navigation';
import { requireActor } from '@/lib/web/require-actor';

export default async function Home() {
  await requireActor();
  redirect('/listeners');
}
