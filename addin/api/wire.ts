/** A call of the service as a request, and a response as its answer, by the contract's table of routes. */
import * as z from 'zod/mini';
import { MEDIA, type RouteContract } from '#contract/routes.ts';

/** The path of a route with its parameters. */
export function pathOf(path: string, params: unknown): string {
  const values = (params ?? {}) as Record<string, string>;
  return path.replace(/\{(\w+)\}/g, (_place, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** The query of an address, '' without any. */
export function queryOf(query: unknown): string {
  const given = Object.entries((query ?? {}) as Record<string, string | undefined>).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** A body as it is sent, with its media type. */
export function encode(route: RouteContract, body: unknown): { payload?: BodyInit; type?: string } {
  if (body === undefined) return {};
  if (route.body === 'csv') return { payload: body as string, type: MEDIA.csv };
  if (route.body === 'file') return { payload: body as Blob, type: (body as Blob).type || MEDIA.xlsx };
  return { payload: JSON.stringify(body), type: 'application/json' };
}

/** A response as the answer of its route. Rejects with Misread where it is none. */
export async function decode(route: RouteContract, response: Response): Promise<unknown> {
  if (route.answer === 'none') return undefined;
  if (typeof route.answer === 'string') {
    const bytes = await response.blob();
    return new File([bytes], fileNameOf(response.headers.get('content-disposition')), { type: bytes.type });
  }
  return fitting(route.answer, await response.json());
}

/** What came back does not fit the contract. */
export class Misread extends Error {}

/** A value that fits a schema; throws Misread otherwise. */
export function fitting<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> {
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new Misread(parsed.error.message, { cause: parsed.error });
  return parsed.data;
}

/** The file name of a Content-Disposition header (RFC 6266), without any folder; '' if it names none. */
function fileNameOf(disposition: string | null): string {
  const quoted = /(?:^|;)\s*filename="((?:[^"\\]|\\.)*)"/i.exec(disposition ?? '')?.[1]?.replace(/\\(.)/g, '$1');
  const name = quoted ?? /(?:^|;)\s*filename=([^\s;"]+)/i.exec(disposition ?? '')?.[1] ?? '';
  return name.replace(/^.*[\\/]/, '');
}
