import * as z from 'zod/mini';

import { contractSchemas, endpoints, type Endpoint, type EndpointName } from '../schema/endpoints.js';
// the details of DOM events cross no wire, but are part of the published contract
import '../schema/dom-events.js';

type JsonObject = Record<string, unknown>;

const SCHEMA_PREFIX = '#/components/schemas/';

function withoutIds(schema: JsonObject): JsonObject {
  const { $schema: _schema, $id: _id, id: _name, ...rest } = schema;
  return rest;
}

/** Every registered schema as JSON Schema 2020-12, by id; references are relative to `uri`. */
export function toJsonSchemas(
  uri: (id: string) => string = (id) => `${SCHEMA_PREFIX}${id}`,
): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(contractSchemas, { metadata: contractSchemas, io: 'input', uri });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([id, schema]) => [id, withoutIds(schema as JsonObject)]),
  );
}

function reference(schema: z.ZodMiniType): JsonObject {
  const meta = contractSchemas.get(schema);
  if (!meta) throw new Error('a body or response schema of an endpoint is not registered');
  return { $ref: `${SCHEMA_PREFIX}${meta.id}` };
}

function queryParameters(query: z.ZodMiniType): JsonObject[] {
  const schema = z.toJSONSchema(query, { io: 'input' }) as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: withoutIds(property),
  }));
}

function parameters(endpoint: Endpoint): JsonObject[] {
  const list: JsonObject[] = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { $ref: `${SCHEMA_PREFIX}Id` },
  }));
  if (endpoint.query) list.push(...queryParameters(endpoint.query));
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  });
  if (endpoint.idempotent) list.push(header('Idempotency-Key', 'The same key and body gives the same answer again.'));
  if (endpoint.etag === 'write') list.push(header('If-Match', 'The ETag that was read; a stale one is 412.'));
  return list;
}

function requestBody(body: NonNullable<Endpoint['body']>): JsonObject {
  const content =
    body === 'upload'
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: reference(body) } };
  return { required: true, content };
}

function success(endpoint: Endpoint): JsonObject {
  const { response } = endpoint;
  const headers = endpoint.etag ? { headers: { ETag: { schema: { type: 'string' } } } } : {};
  if (response === 'none') return { description: 'Done' };
  if (response === 'bytes') {
    return { description: 'Bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  }
  if (response === 'events') {
    return {
      description: 'A stream of EnvelopeChange',
      content: { 'text/event-stream': { schema: { $ref: `${SCHEMA_PREFIX}EnvelopeChange` } } },
    };
  }
  const lines = endpoint.lines ? { 'application/x-ndjson': { schema: reference(endpoint.lines) } } : {};
  return { description: 'OK', ...headers, content: { 'application/json': { schema: reference(response) }, ...lines } };
}

function operation(name: string, endpoint: Endpoint): JsonObject {
  const problem = {
    description: 'Problem details with a stable code',
    content: { 'application/problem+json': { schema: { $ref: `${SCHEMA_PREFIX}Problem` } } },
  };
  const list = parameters(endpoint);
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2] ?? 'host'],
    ...(list.length > 0 ? { parameters: list } : {}),
    ...(endpoint.body ? { requestBody: requestBody(endpoint.body) } : {}),
    responses: { [String(endpoint.status)]: success(endpoint), default: problem },
  };
}

/**
 * The host contract as OpenAPI 3.1. A host that does not implement every route passes the names that it has, so that
 * its document promises nothing more.
 */
export function toOpenApi(names: readonly EndpointName[] = Object.keys(endpoints) as EndpointName[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const name of names) {
    const endpoint: Endpoint = endpoints[name];
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(name, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'esign-elements host contract',
      version: '1.0.0',
      description: 'How the elements and a backend talk. Errors are RFC 9457 problem details.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: { schemas: toJsonSchemas() },
  };
}
