import { textTerms } from '@/lib/db/activity-search';
import { foldForSearch } from '@/lib/text/typed-text';

/** The instances and what they are called now: the trail keeps their ids alone. */
export type NamedInstances = readonly { loadBalancerId: string; name: string }[];

/** Ids of those that are called so; neither capitals nor the width of letters are told apart. */
export function idsCalled(instances: NamedInstances, name: string): string[] {
  const wanted = foldForSearch(name);
  return instances
    .filter((instance) => foldForSearch(instance.name) === wanted)
    .map(({ loadBalancerId }) => loadBalancerId);
}

/**
 * Of more instances than these a word in the name does not tell which is meant beside other words: it would have to be compared with all of
 * their entries, which takes too long where there are a million.
 */
const PARTLY_MAX = 32;

/**
 * The instances whose names hold a part of the words (as of the index, each the beginning of one in the name), with the words that then have
 * to stand in an entry itself. None are left where the whole is in the name.
 */
export function coveredByName(
  instances: NamedInstances,
  words: readonly string[],
): { ids: string[]; rest: string[] }[] {
  const groups = new Map<string, { ids: string[]; rest: string[] }>();
  for (const { loadBalancerId, name } of instances) {
    const own = textTerms(name);
    const rest = words.filter((word) => !own.some((one) => one.startsWith(word)));
    if (rest.length === words.length) continue;
    const group = groups.get(rest.join(' ')) ?? { ids: [], rest };
    groups.set(rest.join(' '), group);
    group.ids.push(loadBalancerId);
  }
  return [...groups.values()].filter(({ ids, rest }) => rest.length === 0 || ids.length <= PARTLY_MAX);
}
