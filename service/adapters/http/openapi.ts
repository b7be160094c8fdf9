/** The OpenAPI 3.1 document, made from the contract's table. */

import * as z from 'zod/mini';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { PROBLEMS, Problem, type ProblemCode } from '#contract/problem.ts';
import { COMMON_CODES, MEDIA, ROUTES, type RouteContract, type RouteName } from '#contract/routes.ts';

/** Builds the document; `version` is the product's. */
export function openApiDocument({ version }: { version: string }): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: RouteContract = ROUTES[name];
    paths[route.path] = { ...paths[route.path], [route.method]: operation(name, route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Support Group Grid',
      version,
      description: 'One grid, kept up to date by its members every quarter. Errors are application/problem+json (RFC 9457) with a stable code.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths: paths as ZodOpenApiPathsObject,
  });
}

function operation(name: RouteName, route: RouteContract): ZodOpenApiOperationObject {
  const body = requestContent(route);
  return {
    operationId: name,
    summary: route.summary,
    requestParams: { path: route.params as never, query: route.query as never },
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: { [route.status]: success(route), ...problems([...COMMON_CODES, ...route.codes]) },
  };
}

function requestContent(route: RouteContract): Record<string, { schema: never }> | undefined {
  if (route.body === undefined) return undefined;
  if (route.body === 'csv') return { [MEDIA.csv]: { schema: z.string() as never } };
  if (route.body === 'file')
    return Object.fromEntries([MEDIA.xlsx, MEDIA.docx].map((type) => [type, { schema: { type: 'string', format: 'binary' } as never }]));
  return { 'application/json': { schema: route.body as never } };
}

function success(route: RouteContract): { description: string; content?: Record<string, { schema: never }> } {
  const description = route.summary;
  if (route.answer === 'none') return { description };
  if (typeof route.answer === 'string') return { description, content: { [MEDIA[route.answer]]: { schema: { type: 'string' } as never } } };
  return { description, content: { 'application/json': { schema: route.answer as never } } };
}

/** One response per status, naming the codes that come with it. */
function problems(codes: readonly ProblemCode[]): Record<string, object> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [status, { description: list.join(', '), content: { 'application/problem+json': { schema: Problem as never } } }]),
  );
}
