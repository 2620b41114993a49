import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/test.js')).test(process.argv.slice(2)));
