import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { SignatureProvider } from '../../host/providers/provider.js';
import type { BindingInput, CatalogItem, ConnectionFinding } from '../../src/schema/index.js';
import { createTestProvider } from './test-provider/test-provider.js';

/** A service on this machine at which only the connection can be tried. */
export interface BindingService {
  readonly address: string;
  /** What it answers with, beside its own headers. */
  headers: Record<string, string>;
  close(): Promise<void>;
}

export async function startBindingService(): Promise<BindingService> {
  const server = createServer((_, response) => {
    response.writeHead(200, service.headers).end('<p>service</p>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service: BindingService = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: {},
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return service;
}

/** An adapter whose findings and catalog a test decides. */
export interface Adapter {
  readonly provider: SignatureProvider;
  findings: (secrets: Readonly<Record<string, string>>) => ConnectionFinding[];
  catalog: CatalogItem[];
}

export function anAdapter(): Adapter {
  const { publicKey } = generateKeyPairSync('ed25519');
  const adapter: Adapter = {
    findings: () => [{ check: 'credentials', outcome: 'ok' }],
    catalog: [],
    provider: {
      ...createTestProvider({ publicKey }),
      testConnection: ({ secrets }) => Promise.resolve(secrets).then(adapter.findings),
      syncCatalog: () => Promise.resolve(adapter.catalog),
    },
  };
  return adapter;
}

export function aBindingInput(address: string, change: Partial<Record<string, unknown>> = {}): BindingInput {
  return {
    provider: 'esign',
    serviceType: 'private',
    name: 'e签宝',
    isDefault: false,
    platformAddress: address,
    projectKey: 'project-1',
    projectSecret: 'a-secret-of-the-project',
    ...change,
  };
}
