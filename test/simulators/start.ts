import type { RefValue } from '../../src/schema/index.js';
import { addOpenAccounts } from '../support/service-worlds/esign-open-world.js';
import { BASE, startEsignOpenSimulator } from './esign-open/server.js';
import { startEsignPrivateSimulator } from './esign-private/server.js';
import { startQiyuesuoSimulator } from './qiyuesuo/server.js';
import { startTencentSimulator } from './tencent/server.js';
import { startZhangguanjiaSimulator } from './zhangguanjia/server.js';

/** A simulated service that runs for itself: it reports by itself, and tells how a host is bound to it. */
export interface RunningSimulator {
  readonly url: string;
  /** What an administrator types into the binding, by the name of its field. */
  readonly binding: Readonly<Record<string, string>>;
  /** What a binding to it has beside those. */
  readonly service: Readonly<Record<string, unknown>>;
  /** What its physical seals are applied for with, where it keeps some; they are pressed at `${url}/machine`. */
  readonly physical?: { readonly fileType: RefValue; readonly seal: RefValue; readonly canAppendAndEnd: boolean };
  /** Settings of the host. */
  readonly settings: Readonly<Record<string, string>>;
  /** Has callbacks go to an address, as the administrator of the service would. */
  reportTo(address: string): void;
  /** What is due is reported, and what was not taken is tried again. */
  report(): Promise<void>;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly port: number;
  /** Where its administrator has callbacks go; a service that is told with each order needs none. */
  readonly callback: string;
  /** Who works at the enterprise, by their id in the OA. */
  readonly people: Readonly<Record<string, string>>;
}

/** The simulators of services, by the names that `npm run simulate` knows them by. */
export const simulators: Readonly<Record<string, (options: StartOptions) => Promise<RunningSimulator>>> = {
  async tencent({ port, callback }) {
    const simulator = await startTencentSimulator({ port, reportsAlone: true });
    const { url, secretId, secretKey, operatorUserId, callbacks } = simulator;
    const reportTo = (address: string): void => {
      simulator.console = { ...simulator.console, address };
    };
    reportTo(callback);
    const { key: callbackKey, token: signatureToken } = simulator.console;
    return {
      url,
      binding: { environment: 'test', secretId, secretKey, operatorUserId, callbackKey, signatureToken },
      service: { provider: 'tencent', serviceType: 'public', subOrganizationId: null },
      reportTo,
      settings: { OUTGOING_ALLOW: url, TENCENT_TEST_URL: url },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },

  async qiyuesuo({ port, callback }) {
    const simulator = await startQiyuesuoSimulator({ port, reportsAlone: true });
    const { url, appToken, appSecret, callbacks } = simulator;
    const reportTo = (address: string): void => {
      simulator.callbackAddress = address;
    };
    reportTo(callback);
    return {
      url,
      binding: { platformAddress: url, externalAddress: url, appToken, appSecret },
      service: {
        provider: 'qiyuesuo',
        serviceType: 'private',
        networkLogin: { mode: 'off' },
        sealStaff: [],
        organizationScope: { organizations: [], departments: [], people: [] },
      },
      physical: {
        fileType: { id: '2600000000000000002', name: '实体章用印' },
        seal: { id: '2800000000000000003', name: '实体公章' },
        canAppendAndEnd: false,
      },
      reportTo,
      settings: { OUTGOING_ALLOW: url },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },

  async 'esign-open'({ port, people }) {
    const simulator = await startEsignOpenSimulator({ port, reportsAlone: true });
    const { url, appId, appSecret, callbacks, service } = simulator;
    addOpenAccounts(service, people);
    return {
      url,
      binding: { environment: 'test', appId, appSecret },
      service: { provider: 'esign', serviceType: 'public' },
      // it is told with each order
      reportTo: () => undefined,
      settings: { OUTGOING_ALLOW: url, ESIGN_TEST_URL: `${url}${BASE}` },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },

  async 'esign-private'({ port, people }) {
    const simulator = await startEsignPrivateSimulator({ port, reportsAlone: true });
    const { url, projectKey, projectSecret, callbacks, service } = simulator;
    for (const [userId, name] of Object.entries(people)) service.addInner(userId, name);
    return {
      url,
      binding: { platformAddress: url, projectKey, projectSecret },
      service: { provider: 'esign', serviceType: 'private' },
      // it is told with each order
      reportTo: () => undefined,
      settings: { OUTGOING_ALLOW: url },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },

  async zhangguanjia({ port, callback }) {
    const simulator = await startZhangguanjiaSimulator({ port, reportsAlone: true });
    const { url, clientId, clientSecret, callbacks } = simulator;
    const reportTo = (address: string): void => {
      simulator.callbackAddress = address;
    };
    reportTo(callback);
    return {
      url,
      binding: { openUrl: url, externalAddress: url, clientId, clientSecret },
      service: { provider: 'zhangguanjia', serviceType: 'private', networkLogin: { mode: 'off' } },
      physical: {
        fileType: { id: 'zgjtype0000000000001', name: '投标文件' },
        seal: { id: 'seal-0001', name: '公司公章' },
        canAppendAndEnd: true,
      },
      reportTo,
      settings: { OUTGOING_ALLOW: url },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },
};
