/** A real SMTP server in process, for mail tests: it keeps what it took and can be told to misbehave. */
import type { Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** One mail as the server took it. */
export interface TakenMail {
  recipients: string[];
  raw: string;
  secure: boolean;
  user: string | undefined;
}

export interface SmtpTestServer {
  port: number;
  /** The certificate to trust. */
  ca: string;
  taken: TakenMail[];
  parsed(): Promise<Email[]>;
  /** Drops every connection. */
  drop(): void;
  close(): Promise<void>;
}

/** Starts the server on 127.0.0.1. `onTaken` runs after the mail is kept and before it is acknowledged. */
export async function startSmtp(
  options: SMTPServerOptions = {},
  onTaken: (server: SmtpTestServer) => Promise<void> = async () => undefined,
): Promise<SmtpTestServer> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    key,
    cert,
    authOptional: true,
    logger: false,
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        taken.push({ recipients, raw: Buffer.concat(parts).toString('utf8'), secure: session.secure, user: session.user as string | undefined });
        onTaken(running).then(
          () => callback(),
          (error: Error) => callback(error),
        );
      });
    },
    ...options,
  });
  // A client that breaks off is part of these tests.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const running: SmtpTestServer = {
    port,
    ca: cert,
    taken,
    parsed: () => Promise.all(taken.map(({ raw }) => PostalMime.parse(raw))),
    drop: () => {
      for (const connection of (server as unknown as { connections: Set<{ _socket: Socket }> }).connections) connection._socket.destroy();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return running;
}

/** An error with an SMTP reply code, for a server's hooks. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
