import { enter } from './lib/enter.js';

await enter(async () =>
  (await import('./commands/migrate-database.js')).migrateDatabase(process.argv.slice(2)),
);
