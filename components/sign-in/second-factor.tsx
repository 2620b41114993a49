'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Message } from '@/components/ui/message';
import { Mono } from '@/components/ui/verbatim';
import { UNCHANGED, type AccountAction, type FactorState, type PendingFactor } from './account-state';
import { QrCodeImage } from './qr-code-image';
import { StackedField } from './stacked-field';

type Props = { isOn: boolean; action: AccountAction<FactorState> };

/** Turns the second factor on, in two steps, or off. */
export function SecondFactor({ isOn, action }: Props) {
  const t = useTranslations('account.page');
  const [{ problem, seconds, done, pending }, submit, busy] = useActionState(action, {
    ...UNCHANGED,
    pending: null,
  });
  const message = problem === null ? undefined : t(`problem.${problem}`, { seconds });
  if (pending !== null)
    return (
      <form action={submit} className="grid max-w-[480px] gap-3 pt-3">
        <PendingParts pending={pending} />
        <StackedField
          name="code"
          label={t('factor.code')}
          hint={t('factor.codeHint')}
          bad={message}
          autoComplete="one-time-code"
          inputMode="numeric"
          mono
          required
        />
        <div>
          <Button type="submit" busy={busy} name="step" value="confirm">
            {t('factor.confirm')}
          </Button>
        </div>
      </form>
    );
  return (
    <form action={submit} className="grid max-w-[360px] gap-3 pt-3">
      <output>{done && <Banner kind="info" fact={t(isOn ? 'factor.done' : 'factor.removed')} />}</output>
      <p className="text-ink-2">{t(isOn ? 'factor.on' : 'factor.off')}</p>
      <StackedField
        name="factor-password"
        type="password"
        label={t('factor.password')}
        bad={message}
        autoComplete="current-password"
        required
      />
      <div>
        <Button
          type="submit"
          variant={isOn ? 'danger' : 'default'}
          busy={busy}
          name="step"
          value={isOn ? 'remove' : 'begin'}
        >
          {t(isOn ? 'factor.remove' : 'factor.begin')}
        </Button>
      </div>
    </form>
  );
}

function PendingParts({ pending: { uri, qrCode, secret, backupCodes } }: { pending: PendingFactor }) {
  const t = useTranslations('account.page.factor');
  // In groups of four, as apps show it; they ignore the blanks.
  const grouped = secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
  return (
    <>
      <div className="grid justify-items-start gap-1">
        <h3 className="font-medium">{t('scan')}</h3>
        <QrCodeImage code={qrCode} label={t('qrLabel')} />
      </div>
      <div className="grid justify-items-start gap-1">
        <h3 className="font-medium">{t('secretLabel')}</h3>
        <span className="flex flex-wrap items-center gap-2">
          <Mono>{grouped}</Mono>
          <CopyButton value={secret} label={t('copySecret')} done={t('copied')} />
        </span>
        <a href={uri}>{t('open')}</a>
        <Message kind="hint">{t('secretHint')}</Message>
      </div>
      <div className="grid justify-items-start gap-1">
        <h3 className="font-medium">{t('backupLabel')}</h3>
        <ul className="grid grid-cols-2 gap-x-6">
          {backupCodes.map((code) => (
            <li key={code}>
              <Mono>{code}</Mono>
            </li>
          ))}
        </ul>
        <CopyButton
          value={backupCodes.join('\n')}
          label={t('copyBackup')}
          text={t('copyBackup')}
          done={t('copied')}
        />
        <Message kind="hint">{t('backupHint')}</Message>
      </div>
    </>
  );
}
