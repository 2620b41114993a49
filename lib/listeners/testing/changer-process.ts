import { z } from 'zod';
import { listenerKeySchema } from '@/lib/model/outcome';
import { localActor } from '@/lib/model/actor';
import { changeListener } from '@/lib/listeners/commands/change-listener';

/** A process that changes the listeners it is told, all at once, and answers with what came of each. */

const orderSchema = z.object({ action: z.enum(['start', 'stop']), listeners: z.array(listenerKeySchema) });

// Without its parent nobody is left to end it.
process.once('disconnect', () => process.exit());

process.on('message', (message) => {
  const { action, listeners } = orderSchema.parse(message);
  const actor = localActor('127.0.0.1');
  void Promise.all(listeners.map((listener) => changeListener(action, listener, actor))).then((outcomes) =>
    process.send?.(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))),
  );
});
process.send?.('ready');
