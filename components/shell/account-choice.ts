import { ACCOUNT_COOKIE, accountInCookies } from '@/lib/model/account-cookie';
import { setCookie } from './preference';

const CHANGED = 'sluice-account';

let isLeaving = false;
/** What a tab has told: a cookie that another tab set is seen here a little later than its message. */
let told: string | null = null;

/** The next requests of every tab are about this account. */
export function chooseAccount(account: string): void {
  told = account;
  setCookie(ACCOUNT_COOKIE, account);
  // Tells the other tabs, and only them, if the value is not the one it had.
  localStorage.setItem(CHANGED, `${account} ${crypto.randomUUID()}`);
  window.dispatchEvent(new Event(CHANGED));
}

/** Opens an account's list: what this page shows does not exist in another account. */
export function openAccount(account: string): void {
  isLeaving = true;
  chooseAccount(account);
  window.location.assign('/listeners');
}

/** The account that the next request will be about; null if nobody has chosen one, or this page is about to go. */
export function chosenAccount(): string | null {
  return isLeaving ? null : (told ?? accountInCookies(document.cookie));
}

/** Calls back when a tab chooses an account, and when this one is looked at again. */
export function subscribeAccount(onChange: () => void): () => void {
  const onStorage = ({ key, newValue }: StorageEvent) => {
    if (key !== CHANGED) return;
    told = newValue?.split(' ')[0] ?? null;
    onChange();
  };
  const onFocus = () => {
    told = null;
    onChange();
  };
  window.addEventListener('storage', onStorage);
  window.addEventListener('focus', onFocus);
  window.addEventListener(CHANGED, onChange);
  return () => {
    window.removeEventListener('storage', onStorage);
    window.removeEventListener('focus', onFocus);
    window.removeEventListener(CHANGED, onChange);
  };
}
