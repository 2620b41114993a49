import type { Subject } from '@/components/listeners/freshness/list-client';

/** Of the question before an action on one listener. */
export type QuestionProps = {
  subject: Subject;
  /** The action is in progress. */
  pending: boolean;
  onCancel: () => void;
  onConfirm: () => void;
};
