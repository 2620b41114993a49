import { enter } from './lib/enter.js';

await enter(async () => (await import('./commands/reset-admin.js')).resetAdmin(process.argv.slice(2)));
