import { buttonClass } from '@/components/ui/button-variant';
import { Icon } from '@/components/ui/icon';
import { ChangeLink } from '../change-link';
import type { ShownDiagnostic } from './diagnostic-messages';

/** What is invalid in the filter, one line each, with the link that fixes it. */
export function FilterDiagnostics({ diagnostics }: { diagnostics: readonly ShownDiagnostic[] }) {
  return (
    <ul className="grid gap-2">
      {diagnostics.map(({ part, fact, hint, repair }, index) => (
        <li key={`${part} ${index}`} className="flex items-start gap-1.5">
          <Icon name="warn" size={14} className="mt-0.75 text-warn-mark" />
          <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1">
            <span className="wrap-anywhere text-ink">{fact}</span>
            {hint && <span className="wrap-anywhere text-ink-2">{hint}</span>}
            {repair && (
              <ChangeLink change={repair.change} className={buttonClass({ size: 'small' })}>
                {repair.words}
              </ChangeLink>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
