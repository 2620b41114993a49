import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/smoke.js')).smoke(process.argv.slice(2)));
