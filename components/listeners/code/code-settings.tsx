'use client';

import { createContext, useContext, useState, type ReactNode } from 'react';
import { remember } from '@/components/shell/preference';
import type { EndpointSource } from '@/lib/slb/endpoints';
import { CODE_TAB_COOKIE, type CodeTab } from './code-tab';

type CodeSettings = {
  /** Where requests go, so that code sends them to the same place. */
  endpoints: EndpointSource;
  tab: CodeTab;
  chooseTab: (tab: CodeTab) => void;
};

const Context = createContext<CodeSettings | null>(null);

type Props = { endpoints: EndpointSource; initialTab: CodeTab; children: ReactNode };

/** What all code on the pages below has in common; the chosen language is remembered in this browser. */
export function CodeSettingsProvider({ endpoints, initialTab, children }: Props) {
  const [tab, setTab] = useState(initialTab);
  function chooseTab(next: CodeTab) {
    setTab(next);
    remember(CODE_TAB_COOKIE, next);
  }
  return <Context value={{ endpoints, tab, chooseTab }}>{children}</Context>;
}

export function useCodeSettings(): CodeSettings {
  const settings = useContext(Context);
  if (settings === null) throw new Error('Code belongs below its settings.');
  return settings;
}
