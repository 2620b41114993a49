'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState, type DragEvent, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-variant';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { SourceFormat } from '@/lib/plans/sources/read-source';
import { sizeProblem, type SourceProblem } from '@/lib/plans/sources/source-types';
import type { SourceOutcome } from './source-outcome';
import { SourceResult } from './source-result';

type Props = { format: SourceFormat };

const ENDINGS: Readonly<Record<SourceFormat, string>> = {
  csv: '.csv,.tsv,.txt,text/csv',
  json: '.json,.tfstate,application/json',
  terraform: '.tf,.hcl,.json,.tfstate',
};

const PASTED: Readonly<Record<SourceFormat, string>> = { csv: 'csv', json: 'json', terraform: 'tf' };

/** A plan from a file or from pasted text: refused as a whole, with the place of each problem, or taken as a whole. */
export function FileSource({ format }: Props) {
  const t = useTranslations('plans.source');
  const locale = useLocale();
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setIsOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<SourceOutcome | 'no-server' | null>(null);
  /** The text of a file that was refused, to show its lines. */
  const [rejectedText, setRejectedText] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const isBlank = file === null && text.trim() === '';

  function choose(chosen: File | undefined) {
    if (chosen === undefined) return;
    // By its size alone: it is not read.
    const problem = sizeProblem(chosen.size);
    setFile(problem === null ? chosen : null);
    setOutcome(problem === null ? null : rejectionOf(problem));
    setRejectedText(null);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    choose(event.dataTransfer.files[0]);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || isBlank) return;
    setBusy(true);
    const answer = await createFromFile(
      file ?? text,
      // Its ending says the format.
      file?.name ?? `pasted.${PASTED[format]}`,
      file === null ? t('pastedName', { format: t(`from.${format}`) }) : null,
    ).catch((): 'no-server' => 'no-server');
    setRejectedText(answer !== 'no-server' && !answer.ok ? await (file?.text() ?? text) : null);
    setOutcome(answer);
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid max-w-[880px] gap-3">
      <p className="max-w-[72ch] text-ink-2">{t(`what.${format}`)}</p>
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cx(
          'grid rounded-2 border bg-raised focus-within:border-accent-mark focus-within:shadow-[0_0_0_1px_var(--accent-mark)]',
          isOver ? 'border-accent-mark bg-accent-tint' : 'border-control',
        )}
      >
        {file === null ? (
          <textarea
            aria-label={t(`paste.${format}`)}
            placeholder={t('pasteOrDrop')}
            value={text}
            rows={12}
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              setOutcome(null);
            }}
            className="mono w-full resize-y bg-transparent p-3 whitespace-pre shadow-none outline-none"
          />
        ) : (
          <div className="flex items-center gap-3 p-3">
            <Icon name="list" className="text-ink-3" />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <b className="font-medium" translate="no">
                {file.name}
              </b>{' '}
              <span className="text-12 text-ink-3">{sizeText(file.size, locale)}</span>
            </span>
            <Button
              variant="quiet"
              size="small"
              icon="x"
              onClick={() => {
                setFile(null);
                setOutcome(null);
              }}
            >
              {t('removeFile')}
            </Button>
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={busy} unavailable={isBlank && 'source-blank'}>
          {t(busy ? 'reading' : 'create')}
        </Button>
        <Button onClick={() => chooser.current?.click()}>{t('chooseFile')}</Button>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={t('chooseFile')}
          accept={ENDINGS[format]}
          onChange={(event) => {
            choose(event.target.files?.[0]);
            // The same file can be chosen again once it was mended.
            event.target.value = '';
          }}
        />
        {format === 'csv' && (
          <a href="/listeners/plan/template" download className={buttonClass({ variant: 'quiet' })}>
            <Icon name="download" />
            {t('template')}
          </a>
        )}
        <span id="source-blank" className="text-12 text-ink-3">
          {isBlank && t('blank')}
        </span>
      </div>
      <SourceResult outcome={outcome} text={rejectedText} />
    </form>
  );
}

function rejectionOf(problem: SourceProblem): SourceOutcome {
  return { ok: false, problems: [problem] };
}

/** "1.2 MB". */
function sizeText(bytes: number, locale: string): string {
  const [unit, size] =
    bytes < 1_000_000 ? (['kilobyte', bytes / 1_000] as const) : (['megabyte', bytes / 1_000_000] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
}

/** What the server makes of a file. Not an action: its body is the file itself. */
async function createFromFile(
  body: Blob | string,
  file: string,
  title: string | null,
): Promise<SourceOutcome> {
  const search = new URLSearchParams({ file, ...(title !== null && { title }) });
  const answer = await fetch(`/listeners/plan/file?${search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });
  return answer.json();
}
