import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/truth.js')).truth(process.argv.slice(2)));
