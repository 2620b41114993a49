import type { Translator } from '@/lib/i18n/translator';
import type { Owner } from '@/lib/model/owner';

/** An owner as shown: its mark, what the mark means, and the warning before a change. */
export type OwnerMessages = { name: string; title: string; warning: string };

export function ownerMessages(owner: Owner, domain: Translator<'domain'>): OwnerMessages {
  const { name, by } = owner;
  const service = owner.service && `${owner.service.namespace}/${owner.service.name}`;
  if (by === 'tag')
    return { name, title: domain('owner.of', { name }), warning: domain('owner.tag', { name }) };
  return service === undefined
    ? { name, title: domain('owner.of', { name }), warning: domain('owner.kubernetes') }
    : {
        name,
        title: domain('owner.service', { name, service }),
        warning: domain('owner.kubernetesService', { service }),
      };
}

/** One sentence for each owner of some of many listeners. */
export function ownersWarnings(
  owners: readonly { owner: Owner; count: number }[],
  domain: Translator<'domain'>,
): string[] {
  return owners.map(({ owner: { by, name }, count }) =>
    by === 'kubernetes' ? domain('owner.manyKubernetes', { count }) : domain('owner.many', { count, name }),
  );
}
