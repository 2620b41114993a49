import { getTranslations } from 'next-intl/server';
import { Chip } from '@/components/ui/chip';
import { Cell, HeadCell, Row, RowHead, Table } from '@/components/ui/table';
import { Code } from '@/components/ui/verbatim';
import type { Permission } from '@/lib/connection/probe';
import css from './connection.module.css';

/** Which actions of RAM are allowed, which are missing, and which nobody knows of. */
export async function Permissions({ permissions: probing }: { permissions: Promise<Permission[]> }) {
  const [t, permissions] = await Promise.all([getTranslations('connection.permissions'), probing]);
  const missing = permissions.filter(({ state }) => state === 'denied');
  const unknownReads = permissions.filter(({ isWrite, state }) => !isWrite && state === 'unknown');
  return (
    <>
      <p className="py-2">
        {missing.length === 0 ? t('noneMissing') : t('missing', { count: missing.length })}{' '}
        {unknownReads.length > 0 && `${t('unknownReads', { count: unknownReads.length })} `}
        <span className="text-ink-2">{t('note')}</span>
      </p>
      <Table
        label={t('title')}
        className={css.permissions}
        head={
          <Row>
            <HeadCell>{t('action')}</HeadCell>
            <HeadCell>{t('state')}</HeadCell>
          </Row>
        }
      >
        {permissions.map(({ action, isWrite, state }) => (
          <Row key={action}>
            <RowHead>
              <Code>{action}</Code>
            </RowHead>
            <Cell>
              {state === 'unknown' ? (
                <span className="text-ink-2">{t(isWrite ? 'unknownWrite' : 'unknownRead')}</span>
              ) : (
                <Chip kind={state === 'denied' ? 'bad' : 'plain'} icon={state === 'denied' ? 'bad' : 'ok'}>
                  {t(state)}
                </Chip>
              )}
            </Cell>
          </Row>
        ))}
      </Table>
    </>
  );
}
