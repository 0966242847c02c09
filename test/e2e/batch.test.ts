import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { main, type Running } from '../../host/main.js';
import { verifyPdf } from '../../host/signer/verify-pdf.js';
import type { Envelope, EnvelopeSummary } from '../../src/schema/envelope.js';
import { freePort } from './support/demo-host.js';
import { DemoPage, type Target } from './support/demo-page.js';

const button = (text: string): Target => ({ selector: 'button, a.button', text });
const row = (id: string, state: string): Target => ({ selector: `.row[data-id="${id}"][data-state="${state}"]` });

describe('signing several envelopes at once', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-e2e-'));
  let running: Running;

  const read = async (address: string, userId = 'signer-a'): Promise<Response> => {
    const response = await fetch(running.url + address, { headers: { 'x-demo-user': userId } });
    expect(response.ok, `${address} ${response.status}`).toBe(true);
    return response;
  };
  const todo = async (): Promise<string[]> => {
    const { items } = (await (await read('/v1/envelopes?list=todo')).json()) as { items: EnvelopeSummary[] };
    return items.map(({ id }) => id);
  };
  /** Signatures in the newest revision of each document of an envelope. */
  const signatures = async (id: string): Promise<number[]> => {
    const { documents } = (await (await read(`/v1/envelopes/${id}`)).json()) as Envelope;
    return Promise.all(
      documents.map(async (document) => {
        const bytes = await (await read(`/v1/envelopes/${id}/documents/${document.id}/content`)).arrayBuffer();
        const report = await verifyPdf(new Uint8Array(bytes));
        expect(report.allValid).toBe(true);
        return report.signatures.length;
      }),
    );
  };
  const openBatch = async (): Promise<DemoPage> => {
    const page = await DemoPage.open(running.url);
    await page.choose({ selector: '#user' }, 'signer-a');
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: 'th.choice input' });
    await page.click({ selector: '[data-act="batch"]' });
    await page.find({ selector: 'section.batch[data-state="choosing"]' });
    return page;
  };
  /** One seal at the same place of all that are not signed yet, beside what was prepared. */
  const submit = async (page: DemoPage): Promise<void> => {
    await page.click({ selector: 'input[value="position"]' });
    await page.click({ selector: '[data-act="apply"]' });
    await page.click({ selector: '[data-act="submit"]' });
    await page.click(button('确认签署'));
  };
  /** Whatever the other tab or the reload left: nothing is refused for good. */
  const finish = async (page: DemoPage, count: number): Promise<void> => {
    for (let tries = 0; tries < 5; tries += 1) {
      await page.find({ selector: 'section.batch[data-state="reported"], section.batch[data-state="choosing"]' });
      if ((await page.count('.row[data-state="signed"]')) === count) return;
      if ((await page.count('[data-act="retry"]')) > 0) await page.click({ selector: '[data-act="retry"]' });
      await page.find({ selector: 'section.batch[data-state="choosing"]' });
      if ((await page.count('.row[data-state="signed"]')) < count) await submit(page);
    }
    throw new Error(`not all were signed:\n${await page.words()}`);
  };

  beforeAll(async () => {
    running = await main({
      environment: { PORT: String(await freePort()), DATA_DIR: dataDir },
      beforeReady: async () => {
        await build({ mode: 'demo', logLevel: 'error' });
      },
    });
  });

  afterAll(async () => {
    await running.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('signs what waits for a signer, each document once, in two tabs at once and over a reload', async () => {
    const ids = await todo();
    expect(ids).toHaveLength(4);
    const [first, second] = await Promise.all([openBatch(), openBatch()]);
    try {
      await Promise.all(ids.map((id) => first.find({ selector: `.row[data-id="${id}"]` })));
      expect(await first.count('.row[data-state="ready"]')).toBe(2);

      await submit(first);
      await first.find({ selector: 'section.batch[data-state="signing"], section.batch[data-state="reported"]' });
      await first.reload();
      await submit(second);
      await finish(second, ids.length);
      await finish(first, ids.length);

      for (const id of ids) {
        await first.find(row(id, 'signed'));
        await second.find(row(id, 'signed'));
      }
      expect((await Promise.all(ids.map(signatures))).flat().every((count) => count === 1)).toBe(true);
      expect(await todo()).toEqual([]);
      expect([...first.complaints, ...second.complaints]).toEqual([]);
    } finally {
      await first.close();
      await second.close();
    }
  });
});
