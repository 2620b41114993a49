'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { FieldPath } from '@/lib/model/draft';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { useInstanceWarning } from '@/components/listeners/form/fields/instance-field';
import { usePortTakenText } from '@/components/listeners/form/fields/listener-group';
import { changedFields, needsTick } from '@/components/listeners/form/state/confirmations';
import {
  sectionId,
  sections,
  sectionState,
  type Section,
  type SectionState,
} from '@/components/listeners/form/state/sections';
import { useReach, useProblems, useValues } from '@/components/listeners/form/state/use-problems';

/** A line per group: its name, and in glyph and word what is left to do in it. A strip on top where it is narrow. */
export function SectionIndex({ onFollow }: { onFollow: (section: Section) => void }) {
  const t = useTranslations('form');
  const values = useValues();
  const erroneous = useProblems(values).map(({ path }) => path);
  const { edit } = useListenerForm();
  const reach = useReach();
  const tick = edit === null && needsTick(values.acl, reach);
  const changed = edit === null ? {} : { changed: changedFields(edit.opened, values) };
  const doubtful = useDoubtful();
  const current = useCurrentSection();

  return (
    <nav
      aria-label={t('sections.label')}
      className="sticky top-0 py-4 pl-5 max-md:z-5 max-md:overflow-x-auto max-md:border-b max-md:border-line max-md:bg-surface max-md:p-0 max-md:[scrollbar-width:none] max-sm:top-[51px]"
    >
      <ol className="grid gap-0.5 border-l border-line max-md:flex max-md:w-max max-md:border-0 max-md:px-3">
        {sections.map((section) => (
          <li key={section}>
            <a
              href={`#${sectionId(section)}`}
              aria-current={section === current || undefined}
              onClick={(event) => {
                event.preventDefault();
                onFollow(section);
              }}
              className={cx(
                '-ml-px grid border-l-2 px-3 py-[5px] leading-4 hover:bg-hover hover:no-underline',
                'max-md:m-0 max-md:border-b-2 max-md:border-l-0 max-md:px-2 max-md:py-1.5 max-md:whitespace-nowrap',
                section === current ? 'border-ink font-medium text-ink!' : 'border-transparent text-ink-2!',
              )}
            >
              {t(`sections.${section}`)}
              <StateLine
                state={sectionState(section, { values, erroneous, needsTick: tick, doubtful, ...changed })}
              />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const style = {
  errors: { icon: 'bad', color: 'text-bad' },
  tick: { icon: 'warn', color: 'text-warn' },
  open: { icon: 'todo', color: 'text-ink-3' },
  defaults: { icon: 'todo', color: 'text-ink-3' },
  doubtful: { icon: 'warn', color: 'text-warn' },
  complete: { icon: 'check', color: 'text-ok' },
  changed: { icon: 'todo', color: 'text-accent' },
  unchanged: { icon: 'check', color: 'text-ink-3' },
} as const;

function StateLine({ state }: { state: SectionState }) {
  const t = useTranslations('form.sectionState');
  const { icon, color } = style[state.state];
  return (
    <small className={cx('flex items-center gap-1 text-12 font-normal', color)}>
      <Icon name={icon} size={12} />
      {'count' in state ? t(state.state, { count: state.count }) : t(state.state)}
    </small>
  );
}

/** The fields whose warning says that what is in them will be rejected. */
function useDoubtful(): FieldPath[] {
  const { edit } = useListenerForm();
  const warnings = [
    ['loadBalancerId', useInstanceWarning()],
    ['listenerPort', usePortTakenText()],
  ] as const;
  return edit === null ? warnings.flatMap(([path, words]) => (words === undefined ? [] : [path])) : [];
}

/** The group that is at the top of what is seen. */
function useCurrentSection(): Section {
  const [current, setCurrent] = useState<Section>('listener');
  useEffect(() => {
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) seen.add(target.id);
          else seen.delete(target.id);
        const first = sections.find((section) => seen.has(sectionId(section)));
        if (first !== undefined) setCurrent(first);
      },
      // The upper half: what is read now.
      { rootMargin: '-15% 0px -50% 0px' },
    );
    for (const section of sections) {
      const element = document.getElementById(sectionId(section));
      if (element !== null) observer.observe(element);
    }
    return () => observer.disconnect();
  }, []);
  return current;
}
