import 'server-only';
import { join } from 'node:path';
import { config } from './config';

/** The application's own database file; the sandbox keeps its state elsewhere, in a process of its own. */
export function databasePath(): string {
  return join(config().dataDir, 'sluice.db');
}
