import { expect, test } from 'vitest';
import { loadMessages } from './messages';
import { pickMessages } from './pick-messages';

test('picks whole namespaces and single groups, and nothing else', async () => {
  const messages = await loadMessages('en');
  expect(pickMessages(messages, ['selection', 'list.foot', 'list.action'])).toEqual({
    selection: messages.selection,
    list: { foot: messages.list.foot, action: messages.list.action },
  });
});
