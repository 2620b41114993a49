import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/chaos.js')).chaos(process.argv.slice(2)));
