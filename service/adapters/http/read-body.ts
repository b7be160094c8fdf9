/** Reads a request's body within bounds: JSON or the bytes of a file. Nothing is kept of a body that is too large. */
import type { IncomingMessage } from 'node:http';
import { say } from '#contract/catalogue/say.ts';
import { BODY_LIMITS, MEDIA } from '#contract/routes.ts';
import { AppError } from '../../application/app-error.ts';
import { pointerPart } from '../../application/input-faults.ts';

const FILE_TYPES: readonly string[] = [MEDIA.xlsx, MEDIA.docx, 'application/octet-stream'];

/** The body as JSON. Rejects with unsupported-media-type, too-large or malformed-json. An empty body of an endpoint without required fields reads as `{}`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  expectType(request, { accepted: ['application/json'], named: 'application/json' });
  const text = decode(await readBytes(request, BODY_LIMITS.jsonBytes));
  const value = parse(text.trim() === '' ? '{}' : text);
  if (MAY_HOLD_PROTO.test(text)) refuseProto(value);
  return value;
}

/** The body as the bytes of a .xlsx or .docx. */
export function readFile(request: IncomingMessage): Promise<Buffer> {
  expectType(request, { accepted: FILE_TYPES, named: 'a raw .xlsx or .docx file' });
  return readBytes(request, BODY_LIMITS.fileBytes);
}

/** The body as the bytes of a .csv. */
export function readCsv(request: IncomingMessage): Promise<Buffer> {
  expectType(request, { accepted: [MEDIA.csv], named: MEDIA.csv });
  return readBytes(request, BODY_LIMITS.jsonBytes);
}

/** The bytes of a body up to a limit. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = (): AppError => new AppError('too-large', { params: { limit } });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > limit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // A sender that went away in the middle is no fault of the service, and reads no answer.
    throw error instanceof AppError || request.complete ? error : new AppError('invalid-input', { cause: error });
  }
  return Buffer.concat(chunks);
}

/** Refuses a body of another media type, or a packed one. */
export function expectType(request: IncomingMessage, { accepted, named }: { accepted: readonly string[]; named: string }): void {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody && type === '') return;
  const encoding = request.headers['content-encoding'];
  if (!accepted.includes(type) || (encoding !== undefined && encoding !== 'identity')) {
    throw new AppError('unsupported-media-type', { params: { expected: named, actual: encoding ? `${type} (${encoding})` : type || 'nothing' } });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('malformed-json', { cause });
  }
}

const MAY_HOLD_PROTO = /__proto__|\\u00(5f|70|72|6f|74)/i;

/**
 * Refuses a field named `__proto__`, wherever it stands: schemas pass over it in silence, and what somebody wrote in it would be lost with "saved" as the answer.
 * A loop, not a recursion: a body may be nested as deep as it is long.
 */
function refuseProto(value: unknown): void {
  const open: { value: unknown; pointer: string }[] = [{ value, pointer: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (Object.hasOwn(next.value, '__proto__')) {
      throw new AppError('invalid-input', { errors: [{ pointer: `${next.pointer}/__proto__`, message: say('check.input-unknown-field') }] });
    }
    for (const [key, child] of Object.entries(next.value)) open.push({ value: child, pointer: `${next.pointer}${pointerPart(key)}` });
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('malformed-json', { cause });
  }
}
