import type { ReactNode } from 'react';
import { sectionId, type Section } from '@/components/listeners/form/state/sections';

type Props = { section: Section; title: ReactNode; hint: ReactNode; children: ReactNode };

export function Group({ section, title, hint, children }: Props) {
  return (
    <GroupFrame section={section}>
      <header className="flex items-baseline gap-3 border-b border-line-2 pb-2 max-sm:flex-wrap max-sm:gap-x-2">
        <GroupHeading section={section} title={title} hint={hint} />
      </header>
      {children}
    </GroupFrame>
  );
}

/** The frame alone, for a group with a head of its own. */
export function GroupFrame({ section, children }: Pick<Props, 'section' | 'children'>) {
  const id = sectionId(section);
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      tabIndex={-1}
      className="mb-6 scroll-mt-4 outline-none focus-visible:shadow-none max-md:scroll-mt-16 max-sm:scroll-mt-28"
    >
      {children}
    </section>
  );
}

export function GroupHeading({ section, title, hint }: Omit<Props, 'children'>) {
  return (
    <>
      <h2 id={`${sectionId(section)}-title`} className="text-15 font-semibold whitespace-nowrap">
        {title}
      </h2>
      <p className="text-12 text-ink-3">{hint}</p>
    </>
  );
}
