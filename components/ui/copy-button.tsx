'use client';

import { useState } from 'react';
import { Button } from './button';
import { buttonClass } from './button-variant';
import { Icon } from './icon';

type Props = {
  value: string;
  /** What is copied: the name of the button ("Copy the RequestId"). */
  label: string;
  /** Said when it is done ("Copied"). */
  done: string;
  /** With visible text next to the icon. */
  text?: string;
};

const DONE_MILLIS = 2000;

/** Copies an id, an address, a request with one click, and says so. */
export function CopyButton({ value, label, done, text }: Props) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), DONE_MILLIS);
  }

  const icon = copied ? 'check' : 'copy';
  const said = <output className="sr-only">{copied ? done : ''}</output>;
  if (text === undefined) {
    return (
      <>
        <Button variant="quiet" size="small" iconOnly icon={icon} onClick={copy}>
          {label}
        </Button>
        {said}
      </>
    );
  }
  return (
    <>
      <button
        type="button"
        aria-label={label}
        onClick={copy}
        // As wide as its text will make it, so that it does not move while only the icon has been rendered.
        className={buttonClass({ variant: 'quiet', size: 'small' }, 'min-w-[68px] justify-start')}
      >
        <Icon name={icon} size={14} />
        {text}
      </button>
      {said}
    </>
  );
}
