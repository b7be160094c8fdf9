/** The structured log (pino, one JSON line each). Errors are logged with their causes; fields hold no cell text, token or address. */
import { destination, pino, stdSerializers } from 'pino';
import type { Log } from '../application/ports.ts';

/** Opens the log on standard output, or on standard error for a program whose output is an answer. */
export function openLog({ level, to = 'stdout' }: { level: string; to?: 'stdout' | 'stderr' }): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.errWithCause },
    redact: ['authorization', '*.authorization', 'token', '*.token'],
  };
  return pino(options, destination(to === 'stdout' ? 1 : 2));
}
