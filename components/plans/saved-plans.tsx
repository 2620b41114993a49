import { getLocale, getTranslations } from 'next-intl/server';
import { Chip } from '@/components/ui/chip';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { Cell, HeadCell, Row, RowHead, Table } from '@/components/ui/table';
import { planHref } from '@/lib/plans/plan-address';
import type { PlanProblem, PlanSummary } from '@/lib/plans/plan-types';
import { runHref } from '@/lib/runs/run-address';
import { DeletePlan } from './delete-plan';
import css from './plans.module.css';

type Props = {
  plans: readonly (PlanSummary & { isAdministered: boolean })[];
  /** Whose names are of interest: there are several people. */
  isTeam: boolean;
  remove: (planId: number) => Promise<{ ok: true } | PlanProblem>;
};

/** The plans that are there to go on with: one's own, and those that are shared. */
export async function SavedPlans({ plans, isTeam, remove }: Props) {
  const [t, tMode, tHead, locale] = await Promise.all([
    getTranslations('plans.list'),
    getTranslations('plans.mode'),
    getTranslations('plans.head'),
    getLocale(),
  ]);
  if (plans.length === 0) return <p className="px-5 pb-6 text-ink-2 max-sm:px-4">{t('none')}</p>;
  return (
    <Table
      label={t('label')}
      className={css.saved}
      head={
        <Row>
          <HeadCell className={css.name}>{t('name')}</HeadCell>
          <HeadCell className={css.rows}>{t('rows')}</HeadCell>
          <HeadCell className={css.mode}>{t('mode')}</HeadCell>
          {isTeam && <HeadCell className={css.owner}>{t('owner')}</HeadCell>}
          <HeadCell className={css.run}>{t('run')}</HeadCell>
          <HeadCell className={css.changed}>{t('changed')}</HeadCell>
          <HeadCell className={css.more}>
            <span className="sr-only">{t('actions')}</span>
          </HeadCell>
        </Row>
      }
    >
      {plans.map((plan) => (
        <Row key={plan.id}>
          <RowHead className={css.name}>
            <Link href={planHref(plan.id)} className="font-medium wrap-anywhere text-ink!">
              {plan.name}
            </Link>{' '}
            {plan.isShared && <Chip title={t('sharedTitle')}>{t('shared')}</Chip>}
          </RowHead>
          <Cell className={css.rows}>{plan.rowCount.toLocaleString(locale)}</Cell>
          <Cell className={`${css.mode} text-ink-2`}>{tMode(plan.mode)}</Cell>
          {isTeam && <Cell className={`${css.owner} text-ink-2`}>{plan.ownerName}</Cell>}
          <Cell className={css.run}>
            {plan.runId !== null && (
              <Link href={runHref(plan.runId)}>{tHead('run', { id: String(plan.runId) })}</Link>
            )}
          </Cell>
          <Cell className={`${css.changed} text-12 text-ink-2`}>
            <LocalTime at={plan.changedAt} locale={locale} show="minutes" />
            {isTeam && plan.changedBy !== plan.ownerName && <> {t('by', { who: plan.changedBy })}</>}
          </Cell>
          <Cell className={css.more}>
            {plan.isAdministered && (
              <div className="flex justify-end">
                <DeletePlan name={plan.name} remove={remove.bind(null, plan.id)} />
              </div>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
