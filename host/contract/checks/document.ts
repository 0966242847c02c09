import { toPointer } from '../../../src/core/parse.js';
import { toOpenApi } from '../../../src/core/openapi.js';
import type { EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { endpointOf } from '../endpoint-paths.js';
import { isObject, textAt } from '../expectations.js';
import { Mismatch, NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const REQUEST = 'GET /openapi.json';
const RULE = 'The OpenAPI 3.1 document (GET /openapi.json) is the contract.';

/** Without these no element can show an envelope; a backend may leave every other route away. */
const NEEDED: readonly EndpointName[] = ['getSession', 'listEnvelopes', 'getEnvelope', 'getDocumentContent'];

/** Progress of a request that is under way. */
const LINES = 'application/x-ndjson';
/** What says something to people only. */
const ANNOTATIONS = new Set(['description', 'title', 'summary', 'examples', 'example', 'deprecated', '$comment']);
/** Lists whose order means nothing. */
const SETS = new Set(['required', 'enum', 'parameters', 'anyOf', 'oneOf', 'allOf']);

export const documentChecks: readonly Check[] = [
  {
    id: 'document.version',
    title: 'openapi.json is there, and is OpenAPI 3.1',
    rule: RULE,
    run: ({ document }) => {
      const version = textAt(document, 'openapi');
      const isRight = version?.startsWith('3.1.') ?? false;
      if (!isRight) throw new Mismatch(REQUEST, 'OpenAPI 3.1', version ?? 'no document');
      return Promise.resolve();
    },
  },
  {
    id: 'document.route',
    title: 'the route is in openapi.json',
    rule: 'The OpenAPI document has every route that the elements may use; a backend says there what it does not offer.',
    each: () => true,
    run: (world, name) => {
      if (world.offered.includes(name)) return Promise.resolve();
      const { method, path } = endpointOf(name);
      if (NEEDED.includes(name)) throw new Mismatch(REQUEST, `${method} ${path}`, 'a document without it');
      throw new NotChecked(`not offered: ${method} ${path}`);
    },
  },
  {
    id: 'document.shapes',
    title: 'parameters, body and answer of the route are those of the contract',
    rule: RULE,
    each: () => true,
    run: (world, name) => {
      if (!isObject(world.document)) throw new NotChecked('needs openapi.json');
      world.needs(name);
      compareOperation(world, name);
      return Promise.resolve();
    },
  },
];

function compareOperation({ document }: World, name: EndpointName): void {
  const { method, path } = endpointOf(name);
  const contract = partsOf(toOpenApi([name]), path, method);
  const found = partsOf(document, path, method);
  // a backend may do without
  if (isObject(contract['answer']) && memberAt(found['answer'] ?? {}, LINES) === undefined)
    delete contract['answer'][LINES];
  for (const part of Object.keys(contract)) {
    const place = firstDifference(contract[part], found[part]);
    if (place === null) continue;
    throw new Mismatch(REQUEST, `the contract's ${part} of ${method} ${path}`, `another one at ${place || '/'}`);
  }
}

/** The parts of an operation that both sides must agree on, without references and annotations. */
function partsOf(document: unknown, path: string, method: string): Record<string, unknown> {
  const operation = at(document, ['paths', path, method.toLowerCase()]);
  const status = successOf(operation);
  return {
    parameters: plain(at(operation, ['parameters']) ?? [], document, []),
    'request body': plain(at(operation, ['requestBody', 'content']), document, []),
    answer: plain(at(operation, ['responses', status, 'content']), document, []),
  };
}

function successOf(operation: unknown): string {
  const responses = at(operation, ['responses']);
  return Object.keys(isObject(responses) ? responses : {}).find((status) => status.startsWith('2')) ?? '';
}

function at(value: unknown, keys: readonly string[]): unknown {
  let place = value;
  for (const key of keys) place = isObject(place) ? place[key] : undefined;
  return place;
}

/** A value with its references followed and in an order of its own; `above` ends those that lead back to themselves. */
function plain(value: unknown, document: unknown, above: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, document, above));
  if (!isObject(value)) return value;
  const reference = value['$ref'];
  if (typeof reference === 'string') {
    const again = above.indexOf(reference);
    if (again !== -1) return { loop: above.length - again };
    const keys = reference.replace(/^#\//, '').split('/');
    return plain(at(document, keys), document, [...above, reference]);
  }
  const entries = Object.entries(value)
    // a property may be called like an annotation, and is a schema then
    .filter(([key, child]) => !ANNOTATIONS.has(key) || isObject(child))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, child]) => [key, inOrder(key, plain(child, document, above))]);
  return Object.fromEntries(entries) as unknown;
}

function inOrder(key: string, value: unknown): unknown {
  if (!SETS.has(key) || !Array.isArray(value)) return value;
  return [...(value as unknown[])].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** The place at which two values begin to differ, as a JSON pointer; null for equal ones. */
function firstDifference(left: unknown, right: unknown, pointer = ''): string | null {
  const isPair = typeof left === 'object' && typeof right === 'object' && left !== null && right !== null;
  if (!isPair) return left === right ? null : pointer;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) {
    const place = firstDifference(memberAt(left, key), memberAt(right, key), pointer + toPointer([key]));
    if (place !== null) return place;
  }
  return null;
}

function memberAt(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
