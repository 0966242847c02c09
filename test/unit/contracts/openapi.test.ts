import { describe, expect, it } from 'vitest';

import { toJsonSchemas, toOpenApi } from '../../../src/core/openapi.js';
import { endpoints, type EndpointName } from '../../../src/schema/endpoints.js';

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : references(child),
  );
}

describe('the OpenAPI document', () => {
  const document = toOpenApi() as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>;
    components: { schemas: Record<string, unknown> };
  };

  it('is OpenAPI 3.1 and has every endpoint exactly once', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId));

    expect(document.openapi).toBe('3.1.0');
    expect(operations.sort()).toEqual(Object.keys(endpoints).sort());
  });

  it('has no reference that leads nowhere', () => {
    const names = references(document).map((ref) => ref.replace('#/components/schemas/', ''));

    expect(names.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('asks for an Idempotency-Key and If-Match exactly where the endpoint table does', () => {
    for (const [name, endpoint] of Object.entries(endpoints)) {
      const operation = document.paths[endpoint.path]?.[endpoint.method.toLowerCase()];
      const headers = (operation?.parameters ?? []).filter((one) => one.in === 'header').map((one) => one.name);

      expect(headers.includes('Idempotency-Key'), name).toBe('idempotent' in endpoint);
      expect(headers.includes('If-Match'), name).toBe('etag' in endpoint && endpoint.etag === 'write');
    }
  });

  it('promises only the routes that a host names', () => {
    const names: EndpointName[] = ['getSession', 'listSeals'];

    expect(Object.keys(toOpenApi(names).paths as object)).toEqual(['/v1/session', '/v1/seals']);
  });

  it('describes every schema', () => {
    for (const [id, schema] of Object.entries(toJsonSchemas())) expect(schema.description, id).toBeTruthy();
  });
});
