/** What a form of the account page says about its last submit. */
export type AccountState = {
  problem:
    | 'wrong'
    | 'throttled'
    | 'wrongCode'
    | 'too-short'
    | 'too-long'
    | 'well-known'
    | 'contains-email'
    | null;
  seconds: number;
  done: boolean;
};

export const UNCHANGED: AccountState = { problem: null, seconds: 0, done: false };

/** What an authenticator app needs, shown until its first code was confirmed. */
export type PendingFactor = { uri: string; secret: string; backupCodes: readonly string[] };

export type FactorState = AccountState & { pending: PendingFactor | null };

export type AccountAction<State> = (before: State, form: FormData) => Promise<State>;
