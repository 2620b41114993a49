import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { cloneHref, editHref } from '@/lib/listeners/list/hrefs';
import { isTcp, type OneListener } from '@/lib/listeners/detail/detail-types';
import { mayDo } from '@/lib/model/rules';
import { ActionRow } from './action-row';
import { blockReasonText } from './block-reason-text';

type Props = { one: OneListener; readOnly: boolean };

/** The page's primary action; nothing if the settings cannot be changed, which the actions below then explain. */
export async function EditButton({ one, readOnly }: Props) {
  const t = await getTranslations('listener.actions');
  if (!verdictOf(one, readOnly).allowed) return null;
  return (
    <ButtonLink href={editHref(one.key)} variant="primary" icon="edit">
      {t('edit')}
    </ButtonLink>
  );
}

/** Why it cannot be edited, where it cannot, and the form that is filled with what it is. */
export async function EditAndCopy({ one, readOnly }: Props) {
  const t = await getTranslations('listener.actions');
  const verdict = verdictOf(one, readOnly);
  const reasonId = 'edit-unavailable';
  return (
    <>
      {!verdict.allowed && (
        <ActionRow
          button={
            <Button icon="edit" unavailable={reasonId} className="w-24 justify-start!">
              {t('edit')}
            </Button>
          }
        >
          <span id={reasonId}>{await blockReasonText(verdict)}</span>
        </ActionRow>
      )}
      {isTcp(one.listener) && (
        <ActionRow
          button={
            <ButtonLink href={cloneHref(one.key)} icon="copy" className="w-24 justify-start!">
              {t('copy')}
            </ButtonLink>
          }
        >
          {t('copyText')}
        </ActionRow>
      )}
    </>
  );
}

function verdictOf({ status, listener: { protocol }, loadBalancer }: OneListener, readOnly: boolean) {
  return mayDo('edit', { status, protocol }, loadBalancer, { readOnly });
}
