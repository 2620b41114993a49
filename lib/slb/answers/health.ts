import { z } from 'zod';
import type { BackendHealth } from '@/lib/slb/responses';
import { fields, rows } from './lenient';
import { number, text, word } from './values';

// A server without an id still counts: otherwise "3 of 3" would be shown for four.
const backendHealthSchema = fields({
  ListenerPort: number,
  Protocol: word,
  ServerId: text,
  ServerIp: text,
  Port: number,
  ServerHealthStatus: word,
}).transform((wire): BackendHealth => ({
  listenerPort: wire.ListenerPort ?? null,
  protocol: wire.Protocol ?? '',
  serverId: wire.ServerId ?? wire.ServerIp ?? '?',
  serverIp: wire.ServerIp ?? null,
  port: wire.Port ?? null,
  status: wire.ServerHealthStatus ?? 'unknown',
}));

/** DescribeHealthStatus (slb-api.md 3.12). */
export const healthStatusAnswer = z
  .object({ BackendServers: rows(backendHealthSchema, { wrapper: 'BackendServer', names: [] }) })
  .transform((wire) => wire.BackendServers);
