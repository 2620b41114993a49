'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useState, useSyncExternalStore, type ReactNode } from 'react';
import { focusHere } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { Consequence } from '@/components/ui/consequence';
import { Message } from '@/components/ui/message';
import { Cell, HeadCell, Row, RowHead, Table } from '@/components/ui/table';
import { Id } from '@/components/ui/verbatim';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import type { ConfirmedPlan, PlanRow, PlanStart, PlanVerdict } from '@/lib/plans/plan-types';
import { portsIn, portsText } from '@/lib/plans/sources/port-list';
import { runHref } from '@/lib/runs/run-address';
import { Estimate } from './estimate';
import { verdictOf, type PlanInHand, type PlanStore } from './plan-store';
import { ReviewChanges, ReviewLeft } from './review-changes';
import { countVerdicts, isStarted } from './verdict-filter';
import css from './plans.module.css';

type Props = {
  store: PlanStore;
  instanceNames: Readonly<Record<string, string>>;
  start: (confirmed: ConfirmedPlan) => Promise<PlanStart>;
  onBack: () => void;
  /** The plan as code. */
  code: ReactNode;
};

/** Before a plan is started: what will be sent to which instance, what must be confirmed, and the plan as code. */
export function ReviewStep({ store, instanceNames, start, onBack, code }: Props) {
  const t = useTranslations('plans.review');
  const tFact = useTranslations('edit.consequence');
  const tProblem = useTranslations('plans.problem');
  const router = useRouter();
  const plan = useSyncExternalStore(store.subscribe, store.get, store.get);
  const id = useId();
  const [ticked, setTicked] = useState<readonly SeriousConsequence[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const counts = countVerdicts(plan);
  const sent = counts.create + counts.update;
  const consequences = consequencesIn(plan);
  const unticked = consequences.filter(({ consequence }) => !ticked.includes(consequence)).length;

  async function press() {
    setBusy(true);
    const rows = sentRows(plan);
    const idsOf = (kind: 'create' | 'update') =>
      rows.flatMap(({ row, verdict }) => (verdict.kind === kind ? [row.id] : []));
    const outcome = await start({
      version: store.version(),
      create: idsOf('create'),
      update: idsOf('update'),
      acknowledged: ticked,
    }).catch(() => null);
    // Stays busy after a success: the page is being left.
    if (outcome?.ok === true) {
      router.push(runHref(outcome.runId));
      return;
    }
    setProblem(tProblem(outcome?.problem ?? 'no-server'));
    setBusy(false);
    // Other rows would be sent by now: shown is what would.
    if (outcome !== null) void store.requestReview();
  }

  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] overflow-auto border-t border-line max-lg:block max-sm:overflow-visible">
      <section
        ref={focusHere}
        tabIndex={-1}
        aria-labelledby={id}
        className="grid content-start gap-4 px-5 py-4 outline-none max-sm:px-4"
      >
        <h2 id={id} className="text-15 font-semibold">
          {t('title', { create: counts.create, update: counts.update })}
        </h2>
        <Table
          label={t('table')}
          className={css.review}
          head={
            <Row>
              <HeadCell>{t('instance')}</HeadCell>
              <HeadCell className={css.count}>{t('create')}</HeadCell>
              <HeadCell className={css.count}>{t('starts')}</HeadCell>
              <HeadCell className={css.count}>{t('update')}</HeadCell>
            </Row>
          }
        >
          {perInstance(plan).map(({ loadBalancerId, regionId, ports, create, starts, update }) => (
            <Row key={`${regionId}/${loadBalancerId}`}>
              <RowHead>
                <span className="font-medium">{instanceNames[loadBalancerId] ?? loadBalancerId}</span>{' '}
                <Id>
                  {regionId} {loadBalancerId}
                </Id>
                <span className="block text-12 font-normal wrap-anywhere text-ink-2">
                  {t('ports', { ports: portsText(ports) })}
                </span>
              </RowHead>
              <Count label={t('create')} count={create} />
              <Count label={t('starts')} count={starts} />
              <Count label={t('update')} count={update} />
            </Row>
          ))}
        </Table>
        <ReviewChanges plan={plan} />
        <ReviewLeft plan={plan} />
        {consequences.map(({ consequence, count }) => (
          <Consequence
            key={consequence}
            fact={tFact(`${consequence}.fact`)}
            detail={
              <>
                {tFact(`${consequence}.detail`)} {t('concerned', { count })}
              </>
            }
            tick={{
              label: t('tick', { count }),
              checked: ticked.includes(consequence),
              onChange: (event) =>
                setTicked(
                  event.target.checked
                    ? [...ticked, consequence]
                    : ticked.filter((each) => each !== consequence),
                ),
            }}
          />
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            variant="primary"
            icon="play"
            busy={busy}
            unavailable={unticked > 0 && `${id}-why`}
            onClick={() => void press()}
          >
            {t('start', { count: sent })}
          </Button>
          <Button variant="quiet" onClick={onBack}>
            {t('back')}
          </Button>
          <span id={`${id}-why`} className="text-12 text-ink-2">
            {unticked > 0 && t('tickMissing', { count: unticked })}
          </span>
        </div>
        <div role="alert" className="empty:hidden">
          {problem !== null && <Message kind="bad">{t('notStarted', { reason: problem })}</Message>}
        </div>
        {code}
      </section>
      <aside
        aria-label={t('takes')}
        className="border-l border-line bg-canvas max-lg:border-t max-lg:border-l-0"
      >
        <Estimate estimate={plan.estimate} />
      </aside>
    </div>
  );
}

/** On a phone, where the table has no head, the label is beside the number, and there are no blanks. */
function Count({ label, count }: { label: string; count: number }) {
  return (
    <Cell className={cx(css.count, count === 0 && 'max-sm:hidden!')}>
      <span className="text-12 text-ink-2 sm:hidden">{label} </span>
      {count || '–'}
    </Cell>
  );
}

type Sent = { row: PlanRow; verdict: Extract<PlanVerdict, { kind: 'create' | 'update' }> };

function sentRows(plan: PlanInHand): Sent[] {
  return plan.grid.rows.flatMap((row): Sent[] => {
    const verdict = verdictOf(plan, row);
    return verdict?.kind === 'create' || verdict?.kind === 'update' ? [{ row, verdict }] : [];
  });
}

type InstanceCounts = {
  regionId: string;
  loadBalancerId: string;
  ports: number[];
  create: number;
  starts: number;
  update: number;
};

function perInstance(plan: PlanInHand) {
  const instances = new Map<string, InstanceCounts>();
  for (const { row, verdict } of sentRows(plan)) {
    const { RegionId: regionId = '', LoadBalancerId: loadBalancerId = '', Start } = row.cells;
    const key = `${regionId}/${loadBalancerId}`;
    const none: InstanceCounts = { regionId, loadBalancerId, ports: [], create: 0, starts: 0, update: 0 };
    const counts = instances.get(key) ?? none;
    counts.ports.push(...portsOf(row.cells));
    counts[verdict.kind] += 1;
    if (verdict.kind === 'create' && isStarted(Start)) counts.starts += 1;
    instances.set(key, counts);
  }
  return [...instances.values()];
}

function consequencesIn(plan: PlanInHand): { consequence: SeriousConsequence; count: number }[] {
  const counts = new Map<SeriousConsequence, number>();
  for (const { verdict } of sentRows(plan))
    for (const consequence of verdict.consequences ?? [])
      counts.set(consequence, (counts.get(consequence) ?? 0) + 1);
  return [...counts].map(([consequence, count]) => ({ consequence, count }));
}

function portsOf(cells: PlanRow['cells']): number[] {
  const read = portsIn(cells.ListenerPort ?? '');
  return read.ok ? read.ports : [];
}
