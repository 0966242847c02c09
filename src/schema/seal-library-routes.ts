import type { Route } from './routes.js';

/** Routes of the seals of a binding; apart from the others, because the pages of a signer never ask for them. */
export const sealLibraryRoutes = {
  listBindingSeals: { method: 'GET', path: '/v1/bindings/{id}/seals', status: 200 },
  designSeal: { method: 'POST', path: '/v1/bindings/{id}/seals', status: 201, idempotent: true },
  getBindingSealImage: { method: 'GET', path: '/v1/bindings/{id}/seals/{sealId}/image', status: 200 },
  getSealHolders: { method: 'GET', path: '/v1/seals/{id}/holders', status: 200, etag: 'read' },
  setSealHolders: { method: 'PUT', path: '/v1/seals/{id}/holders', status: 200, etag: 'write' },
  listColleagues: { method: 'GET', path: '/v1/colleagues', status: 200 },
} as const satisfies Record<string, Route>;
