import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';

/** What the dialog before an export says: something to confirm, or why there is no file. In the reader's language. */
export type ExportQuestion = {
  title: string;
  body: readonly string[];
  /** The button's text; null if nothing can be exported. */
  confirm: string | null;
  /** It may go otherwise in a moment. */
  mayRetry: boolean;
  /** Regions to load before it is checked again. */
  reload: readonly string[];
};

type Props = {
  question: ExportQuestion;
  onConfirm: () => void;
  onRetry: () => void;
  onClose: () => void;
};

/** Asks before exporting a file that lacks a region, and says why if there can be none. */
export function ExportQuestionDialog({ question, onConfirm, onRetry, onClose }: Props) {
  const t = useTranslations('query.export');
  const { title, body, confirm, mayRetry } = question;
  return (
    <Dialog
      alert
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button ref={focusFirst} onClick={onClose}>
            {confirm === null ? t('close') : t('cancel')}
          </Button>
          {mayRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
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
