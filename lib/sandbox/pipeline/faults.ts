import { z } from 'zod';
import { BUSY } from '../errors';

const common = {
  /** The operation that fails; `*` is any. */
  action: z.string().min(1),
  regionId: z.string().min(1).optional(),
  /** How many calls fail. */
  count: z.int().min(1).max(1_000_000),
};

/** A failure to come, as control asks for it. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('drop-before') }),
  z.strictObject({ ...common, kind: z.literal('drop-after') }),
  z.strictObject({ ...common, kind: z.literal('error-5xx') }),
  z.strictObject({ ...common, kind: z.literal('throttle') }),
  z.strictObject({
    ...common,
    kind: z.literal('busy'),
    code: z
      .string()
      .refine((code) => BUSY.has(code), 'is not one of the busy codes')
      .optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('latency'), millis: z.int().min(0).max(600_000) }),
]);

export type Fault = z.infer<typeof faultSchema>;

export type Faults = ReturnType<typeof faultQueue>;

/** Failures waiting for their calls, oldest first. A call meets at most one. */
export function faultQueue() {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault): void => {
      waiting.push({ fault, left: fault.count });
    },
    clear: (): void => {
      waiting = [];
    },
    take: (action: string, regionId: string | undefined): Fault | null => {
      const entry = waiting.find(
        ({ fault }) =>
          (fault.action === '*' || fault.action === action) &&
          (fault.regionId === undefined || fault.regionId === regionId),
      );
      if (entry === undefined) return null;
      entry.left -= 1;
      if (entry.left === 0) waiting = waiting.filter((other) => other !== entry);
      return entry.fault;
    },
  };
}
