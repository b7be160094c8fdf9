/** The port of sign-in: what a store keeps of requests for a code, of sessions and of rate limits. test/contract holds each adapter to these promises. */

/** Somebody asked for a code. Kept for known and unknown addresses alike; neither the address nor the code stands in it. */
export interface SignInRequest {
  /** Opaque and unguessable; it stands in the mailed link and opens nothing by itself. */
  request: string;
  /** Whose session the code opens: `address:<hash>`. */
  holder: string;
  /** A slow hash of the code. */
  code: string;
  /** The page that was wanted. */
  to: string;
  expiresAtMs: number;
}

/** Somebody is signed in. The token is known to its browser only; what is kept is its hash. */
export interface StoredSession {
  /** The hash of the token: it finds the session, and is shown where sessions are listed, since it opens nothing. */
  session: string;
  /** `cookie` opens pages only, `bearer` the HTTP API only. */
  kind: 'cookie' | 'bearer';
  /** The session that this one dies with: of the page whose scripts use it. */
  parent?: string;
  /** `address:<hash>`, in demo mode `demo:<identity>`. */
  holder: string;
  /** The family of the browser and its system, for the list of sessions: `Firefox, Windows`. */
  label: string;
  createdAtMs: number;
  lastSeenAtMs: number;
  /** The end whatever happens; idle sessions end earlier. */
  expiresAtMs: number;
}

/**
 * Only inserts of a unique key decide anything: of racing takers of a try, of a code or of a hit, each place is given once.
 * Every method rejects with StoreUnavailable when the store can't be reached.
 */
export interface SignIns {
  putRequest(request: SignInRequest): Promise<void>;
  request(request: string): Promise<SignInRequest | undefined>;
  /** Takes the next of `most` tries and resolves to its number (1, 2, …), or to nothing when none is left. Racing callers take different ones. */
  takeTry(request: string, most: number): Promise<number | undefined>;
  /** Uses a code up; of racing callers exactly one resolves to true. */
  use(request: string): Promise<boolean>;

  putSession(session: StoredSession): Promise<void>;
  session(session: string): Promise<StoredSession | undefined>;
  /** The sessions of a holder, newest first. */
  sessionsOf(holder: string): Promise<StoredSession[]>;
  /** Notes when a session was last used; a session that has ended stays ended. */
  touch(session: string, atMs: number): Promise<void>;
  /** Ends a session and those that die with it; resolves to whether there was one. */
  endSession(session: string): Promise<boolean>;
  /** Ends all sessions of a holder and removes its requests; resolves to the ids of these. */
  forget(holder: string): Promise<string[]>;

  /**
   * Counts a hit in the window of `windowMs` in which `nowMs` lies. Resolves to the number of this hit (1, 2, …, never more than `most` + 1, however
   * many come) and to the end of the window.
   */
  hit(key: string, window: { most: number; windowMs: number; nowMs: number }): Promise<{ hits: number; resetAtMs: number }>;
  /** Forgets the hits of a key. */
  resetHits(key: string): Promise<void>;

  /** Removes what has expired, and sessions unused since `idleSinceMs`; resolves to the ids of the requests removed. */
  sweep(times: { nowMs: number; idleSinceMs: number }): Promise<string[]>;
}
