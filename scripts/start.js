import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/start.js')).start(process.argv.slice(2)));
