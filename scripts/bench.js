import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/bench.js')).bench(process.argv.slice(2)));
