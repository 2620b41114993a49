import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { cloneHref, editHref } from '@/lib/listeners/list/hrefs';
import { isTcp, type OneListener } from '@/lib/listeners/detail/detail-types';
import { permissionOf, type Access } from '@/lib/model/permission';
import { mayDo } from '@/lib/model/rules';
import { ActionTip } from './action-tip';
import { blockReasonText } from './block-reason-text';
import css from './detail-head.module.css';

/** To the form of its settings, or why they cannot be changed. */
export async function EditAction({ one, access }: { one: OneListener; access: Access }) {
  const t = await getTranslations('listener.actions');
  const { status, listener, loadBalancer } = one;
  const verdict = mayDo(
    'edit',
    { status, protocol: listener.protocol },
    loadBalancer,
    permissionOf(access, 'edit', one.key),
  );
  const id = 'edit-action';
  return (
    <ActionTip
      id={id}
      name={t('edit')}
      text={verdict.allowed ? t('editText') : await blockReasonText(verdict)}
    >
      {verdict.allowed ? (
        <ButtonLink href={editHref(one.key)} variant="primary" icon="edit" aria-describedby={id}>
          {t('edit')}
        </ButtonLink>
      ) : (
        <Button icon="edit" unavailable={id}>
          {t('edit')}
        </Button>
      )}
    </ActionTip>
  );
}

/** To a new form that is filled with what it is. */
export async function CloneAction({ one }: { one: OneListener }) {
  const t = await getTranslations('listener.actions');
  if (!isTcp(one.listener)) return null;
  const id = 'clone-action';
  return (
    <ActionTip id={id} name={t('copy')} text={t('copyText')}>
      <ButtonLink href={cloneHref(one.key)} icon="duplicate" aria-describedby={id} className={css.button}>
        <span className={css.name}>{t('copy')}</span>
      </ButtonLink>
    </ActionTip>
  );
}
