import type { ListenerFormValues } from '@/lib/model/draft';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { cellsOfFormValues } from '../values';
import { portsIn } from './port-list';
import { failed, succeeded, type SourceResult } from './source-types';

/** How the backend port of a row follows from its port. `fixed` is the backend port of the form. */
export type BackendPortRule = { kind: 'same' } | { kind: 'offset'; by: number } | { kind: 'fixed' };

/** A row for each port, with the form's other values. */
export function rowsOfPorts(typed: string, shared: ListenerFormValues, rule: BackendPortRule): SourceResult {
  const read = portsIn(typed);
  if (!read.ok) return read;
  const cells = cellsOfFormValues(shared);
  const isGroup = shared.backend.kind === 'vserver-group';
  const rows = read.ports.map((port) => {
    const backendPort = rule.kind === 'offset' ? port + rule.by : port;
    const isOwn = isGroup || rule.kind === 'fixed';
    return {
      ...cells,
      ListenerPort: String(port),
      ...(isOwn ? {} : { BackendServerPort: String(backendPort) }),
    };
  });
  const beyond = rows.find(
    ({ BackendServerPort }) =>
      BackendServerPort !== undefined && integerIn(BackendServerPort, limits.backendServerPort) === null,
  );
  if (beyond !== undefined && rule.kind === 'offset' && !isGroup)
    return failed('backend-port-range', {
      port: beyond.ListenerPort,
      backendPort: beyond.BackendServerPort ?? '',
      ...limits.backendServerPort,
    });
  return succeeded(rows, read.notes);
}
