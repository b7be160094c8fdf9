/** Where the bearer token comes from. The demo's is chosen by hand; another way of signing in is another TokenSource. */

export interface TokenSource {
  /** The token for the next request, fetched or refreshed if need be; undefined while nobody is signed in. */
  token(): Promise<string | undefined>;
  /** Takes another identity, or none. */
  use(token: string | undefined): void;
}

const KEY = 'support-group-grid.token';

/** How a demo's identity is found: given, else the one that was picked before in this tab, else the one to start with. */
export interface DemoTokenOptions {
  initial?: string;
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  start?: string;
}

/** The demo's source: the identity that was picked. */
export function demoTokens({ initial, storage, start }: DemoTokenOptions): TokenSource {
  let current = initial ?? storage?.getItem(KEY) ?? start;
  return {
    token: async () => current,
    use(token) {
      current = token;
      if (token === undefined) storage?.removeItem(KEY);
      else storage?.setItem(KEY, token);
    },
  };
}
