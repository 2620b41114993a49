import { enter } from './lib/enter.js';

await enter(async () =>
  (await import('./commands/verify-activity.js')).verifyActivity(process.argv.slice(2)),
);
