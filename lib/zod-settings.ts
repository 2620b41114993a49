import { config } from 'zod';

/**
 * Imported before zod by every module the browser may load. Zod probes whether it may compile schemas by evaluating a
 * string. Our policy blocks and reports that, although zod copes with it. On the server compiling is allowed.
 */
if (typeof window !== 'undefined') config({ jitless: true });
