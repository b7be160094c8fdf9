/** What a setting's text must look like. */
import { isIP } from 'node:net';

/** 0 to 65535. */
export const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
/** A host that is this machine. */
export const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host);
/** An address of a MongoDB. */
export const isMongoUri = (value: string): boolean => /^mongodb(\+srv)?:\/\/[^/]+/.test(value);
/** A path or a query would be ignored, so they are refused. */
export const isSmtpUrl = (value: string): boolean =>
  isUrl(value, ['smtp:', 'smtps:']) && ['', '/'].includes(new URL(value).pathname) && new URL(value).search === '';
/** An address without a path. */
export const isOrigin = (value: string): boolean => isUrl(value, ['http:', 'https:']) && /^https?:\/\/[A-Za-z0-9.:[\]-]+\/?$/i.test(value);
/** `grid@example.org` or `Name <grid@example.org>`. */
export const isSender = (value: string): boolean => /^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value);

/** Date.parse takes 30 February for 2 March; here it does not exist. */
export function isDayOrInstant(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?Z)?$/.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value.slice(0, 10));
}

/** An address of one of these protocols, such as `https:`. */
export function isUrl(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** `a, b` → `a`, `b`. */
export const splitList = (value: string): string[] => value.split(',').map((part) => part.trim());

/** An address, or a network as an address and the number of its bits. */
export function isNetwork(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/');
  const family = isIP(address);
  return family !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
}
