import type { OneListener } from '@/lib/listeners/detail/detail-types';
import { Actions } from './actions';
import { blockReasonsOf, subjectOf } from './detail-subject';
import { CloneAction, EditAction } from './edit-and-copy';

type Props = { one: OneListener; readOnly: boolean };

/** The available actions, each with its consequence, or the reason why it is not possible now. */
export async function OneActions({ one, readOnly }: Props) {
  const [blockReasons, subject] = await Promise.all([blockReasonsOf(one, readOnly), subjectOf(one)]);
  return (
    <Actions
      subject={subject}
      blockReasons={blockReasons}
      forms={<CloneAction one={one} />}
      primary={<EditAction one={one} readOnly={readOnly} />}
    />
  );
}
