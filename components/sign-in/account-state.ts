import type { WeakPassword } from '@/lib/auth/password';
import type { QrCode } from '@/lib/auth/qr-code';

/** What a form of the account page says about its last submit. */
export type AccountState = {
  problem: 'wrong' | 'throttled' | 'wrongCode' | null;
  /** Why the new password is not accepted. */
  weakness: WeakPassword | null;
  seconds: number;
  done: boolean;
};

export const UNCHANGED: AccountState = { problem: null, weakness: null, seconds: 0, done: false };

/** What an authenticator app needs, shown until its first code was confirmed. */
export type PendingFactor = {
  uri: string;
  /** Of the same address. */
  qrCode: QrCode;
  secret: string;
  backupCodes: readonly string[];
};

export type FactorState = AccountState & { pending: PendingFactor | null };

export type AccountAction<State> = (before: State, form: FormData) => Promise<State>;
