import type { Metadata } from 'next';
import { MissingRun } from '@/components/runs/missing-run';
import { cache } from 'react';
import { getTranslations } from 'next-intl/server';
import { FollowUpPreview } from '@/components/runs/follow-up-preview';
import { followUpTitle } from '@/components/runs/follow-up-title';
import { runMessages } from '@/components/runs/run-messages';
import { readRun } from '@/lib/runs/read-runs';
import { mayFollowUp, parsePositive } from '@/lib/runs/run-address';
import { followUps } from '@/lib/runs/run-types';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireAccess, requireActor } from '@/lib/web/require-actor';
import { startFollowUp } from '../../actions';
import { confirmedOfPlan, planFollowUp, seriousOf } from '../../read-follow-up';

type Props = PageProps<'/runs/[runId]/[followUp]'>;

/** The run, how it is followed, and the plan for that: read once for the title of the tab and for the page. */
const planned = cache(async (id: string, followUp: string) => {
  const access = await requireAccess();
  const runId = parsePositive(id);
  const how = followUps.find((known) => known === followUp);
  const run = runId === undefined || how === undefined ? null : await readRun(runId);
  if (run === null || how === undefined || !mayFollowUp(run, how, access)) return null;
  return { run, how, plan: await planFollowUp(run, how, access) };
});

async function requestedBy({ params }: Props) {
  const { runId, followUp } = await params;
  return planned(runId, followUp);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireActor();
  const [t, messages, requested] = await Promise.all([
    getTranslations('runs'),
    runMessages(),
    requestedBy(props),
  ]);
  if (requested === null) return { title: t('missing.title') };
  const { run, how, plan } = requested;
  return { title: await followUpTitle(run, how, plan, messages) };
}

/** What a run that undoes another one, or continues it, would do: nothing happens before it is confirmed. */
export default async function FollowUpPage(props: Props) {
  await requireActor();
  const [messages, requested] = await Promise.all([runMessages(), requestedBy(props)]);
  if (requested === null) {
    answerNotFound();
    return <MissingRun />;
  }
  const { run, how, plan } = requested;
  return (
    <FollowUpPreview
      run={run}
      how={how}
      plan={plan}
      confirmed={confirmedOfPlan(plan)}
      serious={seriousOf(plan)}
      messages={messages}
      start={startFollowUp}
    />
  );
}
