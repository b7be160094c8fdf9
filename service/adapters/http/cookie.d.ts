/** The package `cookie` 0.7 brings no types; this is what is used of it. */
declare module 'cookie' {
  /** The cookies of a Cookie header by name; of equal names the first. */
  export function parse(header: string): Record<string, string | undefined>;
  /** A Set-Cookie header. `maxAge` is in seconds. */
  export function serialize(
    name: string,
    value: string,
    options: { httpOnly: boolean; secure: boolean; sameSite: 'lax' | 'strict'; path: string; maxAge?: number },
  ): string;
}
