import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/visual.js')).visual(process.argv.slice(2)));
