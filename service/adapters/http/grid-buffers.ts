/**
 * The grid as it stands, as ready buffers: made once per cursor, local date, audience and definition, then only copied out.
 * The ETag is strong (RFC 9110, 8.8.1): equal tags, equal bytes. So each encoding has a tag of its own, of one form: they show other digits of the
 * definition's hash.
 */
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { gridKey, gridView, type View } from '../../application/read-grid.ts';
import type { DefinedState } from '../../domain/state.ts';
import { SENT, type Sent } from './endpoint.ts';

const COMPRESS_FROM_BYTES = 2_000;
/** Tags kept per service: a few audiences of a few grids. */
const MOST_KEPT = 24;

/** Opens an empty shelf of buffers. */
export function openGridBuffers() {
  const kept = new Map<string, { plain: Buffer; gzip: Buffer | undefined }>();

  /** Sends a state to an audience: 304 if the client has it already. */
  return function sendGrid({ request, response, state, view, today }: Sending): Sent {
    const head = `${state.cursor}-${today}-${gridKey(state, { today, view })}`;
    const tags = { plain: `"${head}-${state.definitionHash.slice(0, 16)}"`, gzip: `"${head}-${state.definitionHash.slice(16, 32)}"` };
    const buffers = kept.get(tags.plain) ?? make({ state, today, view });
    kept.delete(tags.plain);
    kept.set(tags.plain, buffers);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    const gzip = buffers.gzip !== undefined && acceptsGzip(request);
    response
      .setHeader('ETag', gzip ? tags.gzip : tags.plain)
      .setHeader('Cache-Control', 'private, no-cache')
      .setHeader('Vary', 'Accept-Encoding, Authorization');
    if (matches(request.headers['if-none-match'], Object.values(tags))) {
      response.status(304).end();
      return SENT;
    }
    const body = gzip && buffers.gzip ? buffers.gzip : buffers.plain;
    if (gzip) response.setHeader('Content-Encoding', 'gzip');
    response.status(200).setHeader('Content-Type', 'application/json; charset=utf-8').setHeader('Content-Length', String(body.length));
    response.end(body);
    return SENT;
  };
}

interface Sending {
  request: Request;
  response: Response;
  state: DefinedState;
  view: View;
  today: string;
}

function make({ state, today, view }: Pick<Sending, 'state' | 'today' | 'view'>): { plain: Buffer; gzip: Buffer | undefined } {
  const plain = Buffer.from(JSON.stringify(gridView(state, { today, view })));
  return { plain, gzip: plain.length >= COMPRESS_FROM_BYTES ? gzipSync(plain, { level: 5 }) : undefined };
}

/** RFC 9110, 12.5.3: named, and not with the weight 0. */
const acceptsGzip = (request: Request): boolean => /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))/.test(String(request.headers['accept-encoding'] ?? ''));

/** RFC 9110, 13.1.2: a list of tags or `*`; weak comparison. Either encoding's tag means the client has this content. */
function matches(header: string | undefined, tags: readonly string[]): boolean {
  const given = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return given.includes('*') || given.some((one) => tags.includes(one));
}
