import { z } from 'zod';
import { FAULT_ERRORS } from '../fault-errors';
import { ODD_VARIANTS } from './odd-answers';

const common = {
  /** The operation that fails; `*` is any. */
  action: z.string().min(1),
  regionId: z.string().min(1).optional(),
  /** How many calls fail; without it and with `share`, any number. */
  count: z.int().min(1).max(1_000_000).optional(),
  /** Which part of the calls fails, evenly spread: 0.25 is every fourth. All of them when absent. */
  share: z.number().gt(0).max(1).optional(),
};

const kindSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('drop-before') }),
  z.strictObject({ ...common, kind: z.literal('drop-after') }),
  z.strictObject({ ...common, kind: z.literal('error-5xx') }),
  z.strictObject({ ...common, kind: z.literal('throttle') }),
  z.strictObject({
    ...common,
    kind: z.literal('error'),
    code: z.string().refine((code) => FAULT_ERRORS.has(code), 'is not one of the codes of this fault'),
  }),
  z.strictObject({ ...common, kind: z.literal('latency'), millis: z.int().min(0).max(600_000) }),
  z.strictObject({ ...common, kind: z.literal('late'), millis: z.int().min(0).max(600_000) }),
  z.strictObject({ ...common, kind: z.literal('truncated-body') }),
  z.strictObject({ ...common, kind: z.literal('other-request-id') }),
  z.strictObject({
    ...common,
    kind: z.literal('odd-rows'),
    variant: z.enum(ODD_VARIANTS),
    /** Which row of each list is the odd one, counted from 0 and around. */
    row: z.int().min(0).max(1_000_000).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('unpaged') }),
  z.strictObject({ ...common, kind: z.literal('forbidden') }),
]);

/** A failure to come, as control asks for it. */
export const faultSchema = kindSchema.refine(
  ({ count, share }) => count !== undefined || share !== undefined,
  'needs a count or a share',
);

export type Fault = z.infer<typeof faultSchema>;

export type Faults = ReturnType<typeof faultQueue>;

/** Failures waiting for their calls, oldest first. A call meets at most one. */
export function faultQueue() {
  let waiting: { fault: Fault; left: number; due: number }[] = [];
  return {
    add: (fault: Fault): void => {
      waiting.push({ fault, left: fault.count ?? Infinity, due: 0 });
    },
    clear: (): void => {
      waiting = [];
    },
    take: (action: string, regionId: string | undefined): Fault | null => {
      for (const entry of waiting) {
        const { fault } = entry;
        if (fault.action !== '*' && fault.action !== action) continue;
        if (fault.regionId !== undefined && fault.regionId !== regionId) continue;
        entry.due += fault.share ?? 1;
        // A sum of shares such as ten times 0.1 may fall short of a whole by a rounding error.
        if (entry.due < 1 - 1e-9) continue;
        entry.due -= 1;
        entry.left -= 1;
        if (entry.left === 0) waiting = waiting.filter((other) => other !== entry);
        return fault;
      }
      return null;
    },
  };
}
