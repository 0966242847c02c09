import type { Binding } from '../schema/binding.js';
import { routes } from '../schema/routes.js';
import { sealLibraryRoutes } from '../schema/seal-library-routes.js';
import type { ColleaguePage, DesignSeal, LibrarySeal, SealHolders, SealLibraryPage } from '../schema/seal-library.js';
import type { ActOptions, ReadOptions, Versioned } from './host-client.js';
import { HttpTransport, type HttpHostOptions } from './http.js';

/** All that `<esign-seal-library>` knows of a backend; every method rejects with an `EsignError`. */
export interface SealLibraryHost {
  /** One page, up to 200, of the seals of a binding; `cursor` is the `nextCursor` of the page before. */
  listBindingSeals(bindingId: string, cursor: string | undefined, options?: ReadOptions): Promise<SealLibraryPage>;
  /** The picture of a seal that has an `imageUrl`; the caller makes and releases the object URL. */
  getLibrarySealImage(seal: LibrarySeal, options?: ReadOptions): Promise<Blob>;
  /** Makes a template seal of the organisation. */
  designSeal(bindingId: string, design: DesignSeal, options: ActOptions): Promise<LibrarySeal>;
  /** Who may sign with a seal of the organisation; asked where the page of seals has `holderKinds`. */
  getSealHolders(sealId: string, options?: ReadOptions): Promise<Versioned<SealHolders>>;
  setSealHolders(sealId: string, holders: SealHolders, etag: string): Promise<Versioned<SealHolders>>;
  /** The first people of the OA that answer a search, for `people` among the `holderKinds`; a `nextCursor` says that more do. */
  findColleagues(query: string, options?: ReadOptions): Promise<ColleaguePage>;
  /** B-16: has the host read at the service again what it has. */
  syncBinding(bindingId: string, options: ActOptions): Promise<Binding>;
}

const loadAnswers = async () => (await import('./answers-seal-library.js')).sealLibraryAnswers;

/** The {@link SealLibraryHost} over the host contract. */
export function createSealLibraryHost(options: HttpHostOptions): SealLibraryHost {
  const transport = new HttpTransport(options);
  const acting = ({ idempotencyKey, signal }: ActOptions) => ({
    headers: { 'idempotency-key': idempotencyKey },
    signal,
  });
  return {
    listBindingSeals: async (id, cursor, read) => {
      const schema = loadAnswers().then(({ listBindingSeals }) => listBindingSeals);
      const parts = { params: { id }, query: { limit: '200', cursor }, ...read };
      return (await transport.read(sealLibraryRoutes.listBindingSeals, schema, parts)).value;
    },
    getLibrarySealImage: async ({ imageUrl }, read) => {
      const route = { method: 'GET', path: imageUrl ?? '', status: 200 } as const;
      return (await transport.send(route, { ...read })).blob();
    },
    designSeal: async (id, body, act) => {
      const schema = loadAnswers().then(({ designSeal }) => designSeal);
      return (await transport.read(sealLibraryRoutes.designSeal, schema, { params: { id }, body, ...acting(act) }))
        .value;
    },
    getSealHolders: async (id, read) => {
      const schema = loadAnswers().then(({ getSealHolders }) => getSealHolders);
      return transport.read(sealLibraryRoutes.getSealHolders, schema, { params: { id }, ...read });
    },
    setSealHolders: async (id, body, etag) => {
      const schema = loadAnswers().then(({ setSealHolders }) => setSealHolders);
      const parts = { params: { id }, body, headers: { 'if-match': etag } };
      return transport.read(sealLibraryRoutes.setSealHolders, schema, parts);
    },
    findColleagues: async (query, read) => {
      const schema = loadAnswers().then(({ listColleagues }) => listColleagues);
      const parts = { query: { limit: '50', query: query || undefined }, ...read };
      return (await transport.read(sealLibraryRoutes.listColleagues, schema, parts)).value;
    },
    syncBinding: async (id, act) => {
      const schema = loadAnswers().then(({ syncBinding }) => syncBinding);
      return (await transport.read(routes.syncBinding, schema, { params: { id }, ...acting(act) })).value;
    },
  };
}
