import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { inApp } from '@/components/testing/in-app';
import { UnreachableError } from '@/lib/db/storage';
import { ErrorPage } from './error-page';

test('a page that failed for a bug says that a change may have been made; without a database, that none is sent', async () => {
  const nothing = (): void => {};
  const screen = await render(await inApp(<ErrorPage digest="123" onRetry={nothing} />));
  await expect.element(screen.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible();
  await expect.element(screen.getByText('A change may have been made')).toBeVisible();

  await screen.rerender(await inApp(<ErrorPage digest={new UnreachableError().digest} onRetry={nothing} />));
  await expect
    .element(screen.getByRole('heading', { name: 'Sluice cannot reach its database' }))
    .toBeVisible();
  await expect.element(screen.getByText('A change may have been made')).not.toBeInTheDocument();
});
