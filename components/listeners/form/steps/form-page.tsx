import type { ReactNode } from 'react';
import { PageScroll } from '@/components/shell/page-scroll';
import { PageTitle } from '@/components/ui/page-title';

type Props = { title: string; crumb: ReactNode; children: ReactNode };

/** The page of a form: its title, and the form down to the end of the window. */
export function FormPage({ title, crumb, children }: Props) {
  return (
    <PageScroll>
      <div className="flex min-h-full flex-col">
        <div className="border-b border-line pb-1">
          <PageTitle title={title} crumb={crumb} />
        </div>
        {children}
      </div>
    </PageScroll>
  );
}
