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
  /** Settings of the host. */
  readonly settings: Readonly<Record<string, string>>;
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
    simulator.console = { ...simulator.console, address: callback };
    const { key: callbackKey, token: signatureToken } = simulator.console;
    return {
      url,
      binding: { environment: 'test', secretId, secretKey, operatorUserId, callbackKey, signatureToken },
      settings: { OUTGOING_ALLOW: url, TENCENT_TEST_URL: url },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },

  async qiyuesuo({ port, callback }) {
    const simulator = await startQiyuesuoSimulator({ port, reportsAlone: true });
    const { url, appToken, appSecret, callbacks } = simulator;
    simulator.callbackAddress = callback;
    return {
      url,
      binding: { platformAddress: url, externalAddress: url, appToken, appSecret },
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
      settings: { OUTGOING_ALLOW: url },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },

  async zhangguanjia({ port, callback }) {
    const simulator = await startZhangguanjiaSimulator({ port, reportsAlone: true });
    const { url, clientId, clientSecret, callbacks } = simulator;
    simulator.callbackAddress = callback;
    return {
      url,
      binding: { openUrl: url, externalAddress: url, clientId, clientSecret },
      settings: { OUTGOING_ALLOW: url },
      report: () => callbacks.flush(),
      close: () => simulator.close(),
    };
  },
};
