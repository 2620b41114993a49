import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/dev.js')).dev());
