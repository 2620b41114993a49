import { z } from 'zod';
import type { BackendHealth } from '@/lib/slb/responses';
import { nullableNumber, nullableText, optionalText, text, wrappedList } from './values';

const backendHealthSchema = z
  .object({
    ListenerPort: nullableNumber,
    Protocol: optionalText,
    ServerId: text,
    ServerIp: nullableText,
    Port: nullableNumber,
    ServerHealthStatus: optionalText,
  })
  .transform((wire): BackendHealth => ({
    listenerPort: wire.ListenerPort,
    protocol: wire.Protocol?.toLowerCase() ?? '',
    serverId: wire.ServerId,
    serverIp: wire.ServerIp,
    port: wire.Port,
    status: wire.ServerHealthStatus?.toLowerCase() ?? 'unavailable',
  }));

/** DescribeHealthStatus (slb-api.md 3.12). */
export const healthStatusAnswer = z
  .object({ BackendServers: wrappedList('BackendServer', backendHealthSchema) })
  .transform((wire) => wire.BackendServers);
