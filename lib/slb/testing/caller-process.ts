import { z } from 'zod';
import { readSlb } from '../client';

/** A process that makes as many calls as it is told, all at once, and answers with how long each took. */

const orderSchema = z.object({ count: z.number(), priority: z.enum(['interactive', 'background']) });

// Without its parent nobody is left to end it.
process.once('disconnect', () => process.exit());

async function call(priority: 'interactive' | 'background'): Promise<number> {
  const startedAt = performance.now();
  const read = await readSlb('DescribeRegions', null, {}, z.unknown(), { priority });
  if (!read.ok) throw new Error(read.error.code);
  return performance.now() - startedAt;
}

process.on('message', (message) => {
  const { count, priority } = orderSchema.parse(message);
  void Promise.all(Array.from({ length: count }, () => call(priority))).then((millis) =>
    process.send?.(millis),
  );
});
process.send?.('ready');
