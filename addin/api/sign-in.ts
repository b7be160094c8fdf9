/** Where the bearer token comes from: an identity of the demo that was chosen by hand, or a session that a window of ours hands over. */

export interface TokenSource {
  /** The token for the next request, fetched or refreshed if need be; undefined while nobody is signed in. */
  token(): Promise<string | undefined>;
  /** Takes another identity, or none. */
  use(token: string | undefined): void;
  /** Lets the person sign in; resolves to the token, or to nothing if the person gave up. Absent where there is nothing to open. */
  askPerson?(): Promise<string | undefined>;
}

const KEY = 'support-group-grid.token';

/** How a token is found: given, else the one of before in this tab, else the one to start with. It is kept in the tab, never in the workbook, which is mailed around. */
export interface DemoTokenOptions {
  initial?: string;
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  start?: string;
}

/** The token of this tab: of a demo's identity, or of a session. */
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
