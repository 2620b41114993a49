import { textTerms } from '@/lib/db/activity-search';
import { foldForSearch } from '@/lib/text/typed-text';

/** The instances and their current names: the log stores only their ids. */
export type NamedInstances = readonly { loadBalancerId: string; name: string }[];

/** Ids of those with this name; case and letter width are ignored. */
export function idsCalled(instances: NamedInstances, name: string): string[] {
  const wanted = foldForSearch(name);
  return instances
    .filter((instance) => foldForSearch(instance.name) === wanted)
    .map(({ loadBalancerId }) => loadBalancerId);
}

/**
 * With more instances than these, a name word is not combined with other words: it would have to be compared with all
 * their entries, which takes too long for a million of them.
 */
const PARTLY_MAX = 32;

/**
 * The instances whose names match a part of the words (each the prefix of a word in the name, as in the index), with
 * the words that must then be in the entry itself. No words are left if the name matches all of them.
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
