/** What a test can do with a server of the MongoDB protocol that runs, whoever started it. */

/** A server that runs. */
export interface RunningMongo {
  /** With a database that nobody else uses, the same at each reading. */
  readonly uri: string;
  /** With another new database at each call: one for each test. */
  newUri(): string;
  /** Where it listens on 127.0.0.1, for a proxy before it; undefined for a given server. */
  readonly port: number | undefined;
  /** Of the process that runs now; undefined after kill(), and for a given server. */
  readonly pid: number | undefined;
  /** Ends and starts it on the same port and data; after kill() it only starts. A given server refuses. */
  restart(): Promise<void>;
  /** SIGKILL; resolves when it is gone. A given server refuses. */
  kill(): Promise<void>;
  /** Ends it and removes what it stored; of a given server, drops the databases named here. */
  stop(): Promise<void>;
}
