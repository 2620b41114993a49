import { getTranslations } from 'next-intl/server';
import { ReadFailure } from '@/components/listeners/detail/read-failure';
import { Code } from '@/components/ui/verbatim';
import type { CloudConnection } from '@/lib/cloud-settings';
import type { Caller } from '@/lib/connection/probe';
import { Fact, Facts } from './facts';

type Props = { caller: Promise<Caller>; role: CloudConnection['role'] };

/** Who calls: the account, its identity, and where the credentials came from. */
export async function CallerFacts({ caller: reading, role }: Props) {
  const [t, caller] = await Promise.all([getTranslations('connection'), reading]);
  return (
    <>
      {!caller.ok && <ReadFailure words={t('caller.failed')} error={caller.error} />}
      <Facts>
        {caller.ok && (
          <>
            <Fact name={t('caller.account')}>
              <Code>{caller.identity.accountId}</Code>
            </Fact>
            <Fact name={t('caller.arn')}>
              <Code>{caller.identity.arn}</Code>
            </Fact>
            <Fact name={t('caller.identity')}>{identityText(t, caller.identity.identityType)}</Fact>
          </>
        )}
        <Fact name={t('caller.provider')}>
          {caller.providerName === null ? t('caller.noProvider') : <Code>{caller.providerName}</Code>}
        </Fact>
        {role !== null && (
          <Fact name={t('caller.role')}>
            <Code>{role.arn}</Code>
          </Fact>
        )}
      </Facts>
    </>
  );
}

function identityText(t: Awaited<ReturnType<typeof getTranslations<'connection'>>>, type: string): string {
  switch (type) {
    case 'Account':
    case 'RAMUser':
    case 'AssumedRoleUser':
      return t(`identity.${type}`);
    default:
      return type;
  }
}

/** How far the clock of this machine is from the cloud's; more than 15 minutes, and nothing is accepted. */
export async function ClockFact({ caller: reading }: Pick<Props, 'caller'>) {
  const [t, caller] = await Promise.all([getTranslations('connection'), reading]);
  const aheadSeconds = caller.ok
    ? caller.serverAheadMillis === null
      ? null
      : -Math.round(caller.serverAheadMillis / 1000)
    : (caller.error.facts?.clockAheadSeconds ?? null);
  if (aheadSeconds === null) return t('network.clockUnknown');
  // The date of a response has whole seconds, and takes a moment to arrive.
  if (Math.abs(aheadSeconds) <= 2) return t('network.clockSame');
  return t(aheadSeconds > 0 ? 'network.clockAhead' : 'network.clockBehind', {
    seconds: Math.abs(aheadSeconds),
  });
}
