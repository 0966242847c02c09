import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { main, type Running } from '../../host/main.js';
import { startPlainSimulator, type PlainSimulator } from '../simulators/plain/server.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { createTestProvider } from '../support/test-provider/test-provider.js';
import { freePort } from './support/demo-host.js';
import { DemoPage } from './support/demo-page.js';

const RECORD = 'rec-1001';

describe('signing at the page of a service', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-e2e-'));
  let simulator: PlainSimulator;
  let running: Running;
  let page: DemoPage;

  const send = async (method: string, userId: string, address: string, body: unknown): Promise<unknown> => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      origin: running.url,
      'x-demo-user': userId,
    };
    const response = await fetch(running.url + address, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    expect(response.ok, `${address} ${response.status} ${text}`).toBe(true);
    return text === '' ? null : JSON.parse(text);
  };

  beforeAll(async () => {
    simulator = await startPlainSimulator();
    const port = await freePort();
    running = await main({
      environment: {
        PORT: String(port),
        DATA_DIR: dataDir,
        OUTGOING_ALLOW: simulator.url,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      },
      providers: [createTestProvider({ publicKey: simulator.service.publicKey })],
      frameSources: [simulator.url],
      beforeReady: async () => {
        await build({ mode: 'demo', logLevel: 'error' });
      },
    });
    const { id } = (await send('POST', 'admin', '/v1/bindings', {
      provider: 'esign',
      serviceType: 'private',
      name: '签署平台',
      isDefault: false,
      platformAddress: simulator.url,
      projectKey: simulator.account,
      projectSecret: simulator.secret,
    })) as { id: string };
    const mapping = purchaseMapping((known) => ({
      ...known,
      basic: { ...known.basic, provider: 'esign', bindingId: id },
    }));
    await send('POST', 'admin', '/v1/signing-configs', mapping);
    for (const [userId, exitId] of [
      ['applicant', 'e-submit'],
      ['admin', 'e-dept-ok'],
      ['admin', 'e-legal-ok'],
    ] as const) {
      await send('POST', userId, `/demo/records/${RECORD}/submit`, { exitId });
    }
    page = await DemoPage.open(running.url);
  });

  afterAll(async () => {
    await page.close();
    await running.close();
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const openRecord = async (userId: string): Promise<void> => {
    await page.choose({ selector: '#user' }, userId);
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: `a[href="#/record/${RECORD}"]` });
    await page.click({ selector: '[role="tab"]', text: '电子用印' });
  };

  it('signs in a frame, and in a window, and shows what the host learned from the service', async () => {
    await send('PUT', 'admin', '/demo/signing-terms', { page: { mode: 'frame' } });
    await openRecord('signer-a');
    await page.click({ selector: '[data-act="open-page"]' });
    await page.clickElsewhere('frame', simulator.url, '#sign');
    await page.find({ selector: '[data-notice="signedByMe"], [data-notice="waitingForOthers"]' });

    await send('POST', 'signer-a', `/demo/records/${RECORD}/submit`, { exitId: 'e-sign-a' });
    await send('PUT', 'admin', '/demo/signing-terms', { page: { mode: 'window' } });
    await openRecord('signer-b');
    await page.click({ selector: '[data-act="open-page"]' });
    await page.clickElsewhere('window', simulator.url, '#sign');

    await page.find({ selector: '[data-notice="completed"]' });
    expect([...simulator.service.envelopes.values()].map(({ status }) => status)).toEqual(['completed']);
    expect(await page.signedEnvelopes()).toHaveLength(2);
    expect(page.complaints).toEqual([]);
  });
});
