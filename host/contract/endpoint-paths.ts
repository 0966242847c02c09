import { endpoints, type Endpoint, type EndpointName } from '../../src/schema/index.js';

export const endpointNames = Object.keys(endpoints) as EndpointName[];

export function endpointOf(name: EndpointName): Endpoint {
  return endpoints[name];
}

/** Where the objects of a route live: `/v1/seals` for `/v1/seals/{id}/image`. */
export function collectionOf(path: string): string {
  const start = path.indexOf('/{');
  return start === -1 ? path : path.slice(0, start);
}

/** The endpoint of a method and a path, when the contract has one. */
export function endpointAt(method: Endpoint['method'], path: string): EndpointName | undefined {
  return endpointNames.find((name) => endpoints[name].method === method && endpoints[name].path === path);
}
