import 'server-only';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's parameters of argon2id, the package's default algorithm (cheatsheetseries.owasp.org, "Password Storage"). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const MIN_PASSWORD_LENGTH = 12;
/** Longer ones are refused before they are hashed: hashing must not be a way to keep a processor busy. */
export const MAX_PASSWORD_LENGTH = 128;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

export function isPassword(password: string, hashed: string): Promise<boolean> {
  return verify(hashed, password.normalize('NFKC'));
}

export type WeakPassword = 'too-short' | 'too-long' | 'well-known' | 'contains-email';

/**
 * Why a password is not accepted; null if it is. Length counts, not kinds of characters (NIST SP 800-63B): what an
 * attacker tries first is refused besides.
 */
export function weaknessOf(password: string, email: string): WeakPassword | null {
  if ([...password].length < MIN_PASSWORD_LENGTH) return 'too-short';
  if (password.length > MAX_PASSWORD_LENGTH) return 'too-long';
  const letters = password.toLowerCase();
  const [name = ''] = email.toLowerCase().split('@', 1);
  if (name.length >= 4 && letters.includes(name)) return 'contains-email';
  return isWellKnown(letters) ? 'well-known' : null;
}

/** What well-known passwords of this length are made of: lists of leaked ones hold little else. */
const WELL_KNOWN = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'pa$$word',
  'passwort',
  'contraseña',
  'motdepasse',
  'qwertyuiop',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfghjkl',
  'asdfgh',
  'zxcvbnm',
  'zxcvbn',
  '1q2w3e4r5t',
  '1q2w3e4r',
  '1qaz2wsx3edc',
  '1qaz2wsx',
  'qazwsxedc',
  'abcdefghijkl',
  'abcdefgh',
  'abcdef',
  'abc',
  'iloveyou',
  'woaini',
  'letmein',
  'welcome',
  'changeme',
  'trustno1',
  'administrator',
  'admin',
  'root',
  'secret',
  'default',
  'test',
  'login',
  'master',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'batman',
  'michael',
  'jennifer',
  'whatever',
  'computer',
  'internet',
  'google',
  'facebook',
  'alibaba',
  'aliyun',
  'alibabacloud',
  'sluice',
].toSorted((one, other) => other.length - one.length);

/** Whether nothing is left of it but digits and signs without well-known words (`Password2026!`), or a few characters. */
function isWellKnown(letters: string): boolean {
  if (new Set(letters).size < 5) return true;
  const rest = WELL_KNOWN.reduce((left, word) => left.replaceAll(word, ''), letters);
  return !/\p{L}/u.test(rest);
}
