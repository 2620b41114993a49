/** What a form of the people's page says about its last submit. */
export type PeopleState = {
  problem: 'invalid' | 'gone' | 'last-admin' | 'taken' | null;
  done: boolean;
  /** A link that opens once, shown once. */
  link: string | null;
};

export const UNTOUCHED: PeopleState = { problem: null, done: false, link: null };

export type PeopleAction = (before: PeopleState, form: FormData) => Promise<PeopleState>;
