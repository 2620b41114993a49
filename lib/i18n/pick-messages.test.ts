import { expect, test } from 'vitest';
import { loadMessages } from './messages';
import { pickMessages } from './pick-messages';

test('takes whole namespaces and single groups, each in its place, and nothing else', async () => {
  const messages = await loadMessages('en');
  expect(pickMessages(messages, ['selection', 'list.foot', 'list.action'])).toEqual({
    selection: messages.selection,
    list: { foot: messages.list.foot, action: messages.list.action },
  });
});
