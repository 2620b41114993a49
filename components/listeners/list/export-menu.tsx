'use client';

import { useAsking } from '@/components/shell/asked-query';
import { Menu } from '@/components/ui/menu';
import { formatListQuery } from '@/lib/listeners/list-query';

type Props = { words: Record<'label' | 'csv' | 'json', string> };

/** All that match, of all pages, as a file with the columns that are shown. */
export function ExportMenu({ words }: Props) {
  const { shown } = useAsking();
  const search = formatListQuery({ ...shown, page: null, marked: null, view: null });
  const href = (format: string): string =>
    `/listeners/export${search}${search === '' ? '?' : '&'}format=${format}`;
  return (
    <Menu
      label={words.label}
      icon="download"
      iconOnly
      entries={[
        { kind: 'download', key: 'csv', label: words.csv, href: href('csv') },
        { kind: 'download', key: 'json', label: words.json, href: href('json') },
      ]}
    />
  );
}
