import 'server-only';
import { z } from 'zod';

const schema = z.email().max(254);

/** Whether a text has the form of an e-mail address: what people type by mistake instead may be their password. */
export function isEmail(text: string): boolean {
  return schema.safeParse(text).success;
}
