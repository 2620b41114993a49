import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/sandbox.js')).sandbox(process.argv.slice(2)));
