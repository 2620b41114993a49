import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';

/** What is asked before a file is made: something to confirm, or why there is no file. In the reader's language. */
export type ExportQuestion = {
  title: string;
  body: readonly string[];
  /** The words of the button; null where nothing can be exported. */
  confirm: string | null;
  /** It may go otherwise in a moment. */
  mayRetry: boolean;
  /** Regions to load before it is asked again. */
  reload: readonly string[];
};

type Props = {
  question: ExportQuestion;
  words: Record<'cancel' | 'close' | 'retry', string>;
  onConfirm: () => void;
  onRetry: () => void;
  onClose: () => void;
};

/** Asks before a file is made that lacks a region, and says where none can be made. */
export function ExportQuestionDialog({ question, words, onConfirm, onRetry, onClose }: Props) {
  const { title, body, confirm, mayRetry } = question;
  return (
    <Dialog
      alert
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button ref={focusFirst} onClick={onClose}>
            {confirm === null ? words.close : words.cancel}
          </Button>
          {mayRetry && <Button onClick={onRetry}>{words.retry}</Button>}
          {confirm !== null && (
            <Button variant="primary" onClick={onConfirm}>
              {confirm}
            </Button>
          )}
        </>
      }
    >
      {body.map((sentence) => (
        <p key={sentence} className="text-ink-2">
          {sentence}
        </p>
      ))}
    </Dialog>
  );
}
