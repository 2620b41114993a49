import { config } from 'zod';

/**
 * Imported before zod by every module that the browser may load. Zod compiles schemas where it may, and finds out by evaluating a string: our
 * policy forbids that and reports it, although zod takes the refusal in its stride. On the server it may.
 */
if (typeof window !== 'undefined') config({ jitless: true });
