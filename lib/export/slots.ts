import 'server-only';

/** Files generated in parallel, of all kinds: each costs as much as a page of the list, for as long as it is read. */
export const EXPORTS_AT_ONCE = 2;

/** A slot for generating a file. `release` may be called several times. */
export type ExportSlot = { personId: string | null; release: () => void };

// On globalThis because a Next server may load one module twice, and both must count the same.
const held: typeof globalThis & { sluiceExportSlots?: Set<ExportSlot> } = globalThis;

/** Takes a slot; null if all are taken, or one by the same person: nobody may hold all. Without sign-in there is only one. */
export function takeExportSlot(personId: string | null): ExportSlot | null {
  const taken = (held.sluiceExportSlots ??= new Set());
  if (taken.size >= EXPORTS_AT_ONCE) return null;
  if (personId !== null && [...taken].some((slot) => slot.personId === personId)) return null;
  const slot: ExportSlot = { personId, release: () => void taken.delete(slot) };
  taken.add(slot);
  return slot;
}
