/** What the server says about the last try. `code`: the password was right, and a second factor is needed. */
export type SignInState = {
  step: 'password' | 'code';
  email: string;
  problem: 'wrong' | 'wrongCode' | 'throttled' | 'noRole' | 'providerFailed' | 'providerDown' | null;
  seconds: number;
};

export const START: SignInState = { step: 'password', email: '', problem: null, seconds: 0 };
