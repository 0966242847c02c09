import { EsignError } from '../../../src/core/errors.js';
import type { ServiceType } from '../../../src/schema/index.js';
import type { CallbackReceiver } from '../callback-receiver.js';
import type { SignatureProvider } from '../provider.js';
import { remoteAdapter } from '../remote-adapter.js';
import type { RemoteService, ServiceAccess } from '../remote-service.js';
import { esignDescriptor } from './descriptor.js';
import { openCallbacks } from './open-callbacks.js';
import { OPEN_ADDRESSES, openClient } from './open-client.js';
import { makeOpenSeal, readOpenSealLinks, readOpenSeals } from './open-seals.js';
import { openService, tryOpenCredentials } from './open-service.js';
import { privateCallbacks } from './private-callbacks.js';
import { privateService, readPrivateCatalog, tryPrivateCredentials } from './private-service.js';

/** Where the open service has its pages, as far as its public pages show (assumed). */
const OPEN_PAGES = ['https://smlo.tsign.cn', 'https://o.tsign.cn', 'https://smlt.esign.cn', 'https://t.esign.cn'];

export interface EsignOptions {
  /** Where calls to the test environment of the open service go instead; its pages may be there, too. */
  readonly testUrl?: string | undefined;
}

/** B-10: e签宝's open service and its private cloud, at which people sign. */
export function createEsignProvider({ testUrl }: EsignOptions = {}): SignatureProvider {
  const addresses = testUrl === undefined ? OPEN_ADDRESSES : { ...OPEN_ADDRESSES, test: testUrl };
  const pageOrigins = testUrl === undefined ? OPEN_PAGES : [...OPEN_PAGES, new URL(testUrl).origin];
  return remoteAdapter({
    descriptor: esignDescriptor,
    remote: {
      ...eachItsService({ public: openService(addresses), private: privateService }),
      signPageOrigins: pageOrigins,
    },
    callbacks,
    testConnection: (access) =>
      isOpen(access) ? tryOpenCredentials(access, addresses) : tryPrivateCredentials(access),
    syncCatalog: (access, organization) =>
      isOpen(access) ? readOpenSeals(openClient(access, addresses), organization) : readPrivateCatalog(access),
    sealPictures: {
      serviceType: 'public',
      links: (access, organization) => readOpenSealLinks(openClient(access, addresses), organization),
    },
    designSeal: (access, organization, design) =>
      isOpen(access)
        ? makeOpenSeal(openClient(access, addresses), organization, design)
        : Promise.reject(
            new EsignError('not-implemented', 'the private cloud of e签宝 makes its seals on its own pages'),
          ),
  });
}

function isOpen({ binding }: ServiceAccess): boolean {
  return binding.serviceType === 'public';
}

/** The two products have nothing in common on the wire; the binding says whose words are spoken. */
function eachItsService(services: Readonly<Record<ServiceType, RemoteService>>): RemoteService {
  const of = ({ binding }: ServiceAccess): RemoteService => services[binding.serviceType];
  return {
    fillTemplate: (access, template) =>
      of(access).fillTemplate?.(access, template) ??
      Promise.reject(
        new EsignError('not-implemented', 'the private cloud of e签宝 publishes no call for its templates'),
      ),
    create: (access, order) => of(access).create(access, order),
    launch: (access, ...rest) => of(access).launch(access, ...rest),
    revoke: (access, ...rest) => of(access).revoke(access, ...rest),
    remind: (access, ...rest) => of(access).remind(access, ...rest),
    // what cannot be voided is never told to be
    tellsVoiding: true,
    query: (access, externalId) => of(access).query(access, externalId),
    proceed: async (access, state) => (await of(access).proceed?.(access, state)) ?? false,
    signPage: (access, ...rest) =>
      of(access).signPage?.(access, ...rest) ?? Promise.reject(new EsignError('not-implemented', 'there are no pages')),
    download: (access, externalId) => of(access).download(access, externalId),
    inspect: services.private.inspect,
  };
}

/** Both report to the same address; which of them a binding has is known by its secret. */
const callbacks: CallbackReceiver = {
  ...privateCallbacks,
  verify: (callback, secrets) => receiverOf(secrets).verify(callback, secrets),
  parse: (callback, secrets) => receiverOf(secrets).parse(callback, secrets),
};

function receiverOf(secrets: Readonly<Record<string, string>>): Pick<CallbackReceiver, 'verify' | 'parse'> {
  return secrets['appSecret'] === undefined ? privateCallbacks : openCallbacks;
}
