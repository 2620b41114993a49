import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { PageTitle } from '@/components/ui/page-title';
import { Cell, HeadCell, Row, RowHead, Table, TableSection } from '@/components/ui/table';
import { Id, Mono } from '@/components/ui/verbatim';
import type { SignInEvent } from '@/lib/auth/sign-in-events';
import css from './sign-in-events.module.css';

type Props = {
  events: readonly SignInEvent[];
  /** The id that older ones lie behind; null where there are none. */
  olderThan: number | null;
  isFirstPage: boolean;
};

/** Who signed in, or tried to, the newest first. */
export async function SignInEvents({ events, olderThan, isFirstPage }: Props) {
  const [t, locale] = await Promise.all([getTranslations('account.events'), getLocale()]);
  return (
    <>
      <PageTitle title={t('title')} crumb={<Link href="/activity">{t('activity')}</Link>} />
      {events.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : (
        <TableSection label={t('title')}>
          <Table
            label={t('title')}
            className={css.grid}
            head={
              <Row>
                <HeadCell className={css.when}>{t('when')}</HeadCell>
                <HeadCell className={css.kind}>{t('event')}</HeadCell>
                <HeadCell className={css.person}>{t('person')}</HeadCell>
                <HeadCell className={css.from}>{t('from')}</HeadCell>
                <HeadCell className={css.session}>{t('session')}</HeadCell>
              </Row>
            }
          >
            {events.map((event) => (
              <Row key={event.id}>
                <Cell className={css.when}>
                  <LocalTime at={event.at} locale={locale} />
                </Cell>
                <RowHead className={css.kind}>
                  {t(`kind.${event.kind}`)}
                  {event.by !== null && (
                    <span className="text-12 text-ink-2"> {t('by', { person: event.by })}</span>
                  )}
                </RowHead>
                <Cell className={css.person} translate="no">
                  {event.email}
                </Cell>
                <Cell className={css.from}>{event.from !== null && <Mono>{event.from}</Mono>}</Cell>
                <Cell className={css.session}>
                  {event.sessionId !== null && <Id>{event.sessionId.slice(0, 8)}</Id>}
                </Cell>
              </Row>
            ))}
          </Table>
        </TableSection>
      )}
      <footer className="flex h-9 flex-none items-center gap-4 border-t border-line bg-canvas px-5 text-12 text-ink-2 max-sm:px-4">
        {!isFirstPage && <Link href="/activity/sign-ins">{t('newest')}</Link>}
        {olderThan !== null && (
          <Link href={`/activity/sign-ins?before=${olderThan}` as Route}>{t('older')}</Link>
        )}
      </footer>
    </>
  );
}
