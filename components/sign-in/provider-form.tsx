'use client';

import { useTranslations } from 'next-intl';
import { useFormStatus } from 'react-dom';
import { Button } from '@/components/ui/button';

type Props = { name: string; next: string; action: (form: FormData) => Promise<void> };

/** Leads to the provider, below the fields of a password. */
export function ProviderForm({ name, next, action }: Props) {
  const t = useTranslations('account.signIn');
  return (
    <form action={action} className="mt-6 grid gap-4 border-t border-line pt-6">
      <input type="hidden" name="next" value={next} />
      <ProviderButton>{t('provider', { name })}</ProviderButton>
    </form>
  );
}

function ProviderButton({ children }: { children: string }) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" busy={pending}>
      {children}
    </Button>
  );
}
