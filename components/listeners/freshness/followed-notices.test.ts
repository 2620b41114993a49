import { expect, it, vi } from 'vitest';
import { followedNotices } from './followed-notices';

const shows = (status: string | null) => (name: string) => (name === 'x/lb-1/80' ? status : null);
const NAME = 'x/lb-1/80';

it('a notice says what the listener came to once the page shows it', () => {
  const notices = followedNotices();
  const settle = vi.fn<(status: string) => void>();
  notices.follow(NAME, { aim: 'running', settle });
  notices.tell(shows(null));
  notices.tell(shows('starting'));
  expect(settle).not.toHaveBeenCalled();
  notices.tell(shows('running'));
  notices.tell(shows('stopped'));
  expect(settle.mock.calls).toEqual([['running']]);
});

it('a page that was read before the action does not settle its notice', () => {
  const notices = followedNotices();
  const settle = vi.fn<(status: string) => void>();
  notices.tell(shows('stopped'));
  notices.follow(NAME, { aim: 'running', settle });
  notices.tell(shows('stopped'));
  // Unreadable is not on its way.
  notices.tell(shows('unknown'));
  notices.tell(shows('stopped'));
  expect(settle).not.toHaveBeenCalled();
  // Started, and back where it was.
  notices.tell(shows('starting'));
  notices.tell(shows('stopped'));
  expect(settle.mock.calls).toEqual([['stopped']]);
});

it('a page that shows the end before the action is answered settles its notice at once', () => {
  const notices = followedNotices();
  const settle = vi.fn<(status: string) => void>();
  notices.tell(shows('running'));
  notices.follow(NAME, { aim: 'running', settle });
  expect(settle.mock.calls).toEqual([['running']]);
});

it('the offer to start again is withdrawn when the listener that was stopped is so no longer', () => {
  const notices = followedNotices();
  const withdraw = vi.fn<() => void>();
  notices.tell(shows('running'));
  notices.offerStart(NAME, withdraw);
  notices.tell(shows('running'));
  notices.tell(shows('stopped'));
  notices.tell(shows(null));
  notices.tell(shows('unknown'));
  expect(withdraw).not.toHaveBeenCalled();
  notices.tell(shows('starting'));
  notices.tell(shows('running'));
  expect(withdraw).toHaveBeenCalledTimes(1);
});
