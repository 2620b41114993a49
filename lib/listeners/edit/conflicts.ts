import { changesBetween, type SettingConflict, type SettingName, type Settings } from '@/lib/model/settings';

/** Of one thing that two have changed: what was asked for, or what is there. */
export type ConflictChoice = 'yours' | 'theirs';

/** Conflicts that are decided together; the first one's name stands for them. */
export type ConflictGroup = readonly [SettingConflict, ...SettingConflict[]];

/** Half of one access control beside half of another is neither; and only one group of servers can be bound. */
const units: readonly (readonly SettingName[])[] = [
  ['VServerGroupId', 'MasterSlaveServerGroupId'],
  ['AclStatus', 'AclType', 'AclId'],
];

function unitOf(name: SettingName): readonly SettingName[] {
  return units.find((unit) => unit.includes(name)) ?? [name];
}

export function conflictGroups(conflicts: readonly SettingConflict[]): ConflictGroup[] {
  const groups = new Map<string, [SettingConflict, ...SettingConflict[]]>();
  for (const conflict of conflicts) {
    const unit = unitOf(conflict.name).join(' ');
    const group = groups.get(unit);
    if (group === undefined) groups.set(unit, [conflict]);
    else group.push(conflict);
  }
  return [...groups.values()];
}

/** Whether nothing was asked for here: what would be kept is what it was, and nobody's wish. */
export function isUntouched(group: ConflictGroup): boolean {
  return group.every(({ was, yours }) => was === yours);
}

export type ConflictChoices = Readonly<Record<string, ConflictChoice>>;

/** What nobody here asked for is theirs, until the operator says otherwise; the rest is open. By the name that stands for the group. */
export function firstChoices(groups: readonly ConflictGroup[]): ConflictChoices {
  return Object.fromEntries(groups.filter(isUntouched).map((group) => [group[0].name, 'theirs']));
}

/**
 * The state that is wanted once every conflict is decided: what is there now, with what was asked for where nobody else changed
 * anything, and what was chosen where somebody did.
 */
export function decideConflicts({
  was,
  yours,
  now,
  groups,
  choices,
}: {
  was: Settings;
  yours: Settings;
  now: Settings;
  groups: readonly ConflictGroup[];
  /** By the name that stands for the group; theirs where nothing is said. */
  choices: ConflictChoices;
}): Settings {
  const wanted: { [Name in SettingName]?: string | undefined } = { ...now };
  for (const { name } of changesBetween(was, yours)) wanted[name] = yours[name];
  for (const group of groups) {
    const from = choices[group[0].name] === 'yours' ? yours : now;
    for (const name of unitOf(group[0].name)) wanted[name] = from[name];
  }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
