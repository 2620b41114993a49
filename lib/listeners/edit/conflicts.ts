import { changesBetween, type SettingConflict, type SettingName, type Settings } from '@/lib/model/settings';

/** For a setting that two people changed: the requested value, or the current one. */
export type ConflictChoice = 'yours' | 'theirs';

/** Conflicts that are resolved together, identified by the first one's name. */
export type ConflictGroup = readonly [SettingConflict, ...SettingConflict[]];

/** Half of one access control next to half of another is neither, and only one server group can be bound. */
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

/** Whether you changed nothing here: keeping yours would only restore the old value. */
export function isUntouched(group: ConflictGroup): boolean {
  return group.every(({ was, yours }) => was === yours);
}

export type ConflictChoices = Readonly<Record<string, ConflictChoice>>;

/** Settings you did not change default to theirs; the others are open. By the group's name. */
export function firstChoices(groups: readonly ConflictGroup[]): ConflictChoices {
  return Object.fromEntries(groups.filter(isUntouched).map((group) => [group[0].name, 'theirs']));
}

/**
 * The requested state once every conflict is resolved: the current state, with your values where nobody else changed
 * anything, and the choices made where somebody did.
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
  /** By the group's name; theirs if absent. */
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
