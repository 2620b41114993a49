import type { OneListener } from '@/lib/listeners/detail/detail-types';
import { Actions } from './actions';
import { blockReasonsOf, subjectOf } from './detail-subject';
import { CloneAction, EditAction } from './edit-and-copy';

import type { Access } from '@/lib/model/permission';

type Props = { one: OneListener; access: Access };

/** The available actions, each with its consequence, or the reason why it is not possible now. */
export async function OneActions({ one, access }: Props) {
  const [blockReasons, subject] = await Promise.all([blockReasonsOf(one, access), subjectOf(one)]);
  return (
    <Actions
      subject={subject}
      blockReasons={blockReasons}
      forms={<CloneAction one={one} />}
      primary={<EditAction one={one} access={access} />}
    />
  );
}
