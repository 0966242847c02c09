import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build } from 'vite';

import { main } from '../../../host/main.js';
import { buildPhonePad } from '../../../scripts/phone-pad.js';
import { freePort } from './demo-host.js';

/** The demo in the process of the test, which can look into what the host keeps. */
export interface DemoHere {
  readonly url: string;
  /** Ids of the pads on phones that there are. */
  pads(): Promise<string[]>;
  /** Has five minutes pass for all pads. */
  expirePads(): Promise<void>;
  /** What a document is now, for a person. */
  file(userId: string, envelopeId: string, documentId: string): Promise<Uint8Array>;
  /** Waits for what the host does after it has answered. */
  until(isDone: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export async function startDemoHere(): Promise<DemoHere> {
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-e2e-'));
  await buildPhonePad();
  await build({ mode: 'demo', logLevel: 'warn' });
  const url = `http://localhost:${port}`;
  const { host, close } = await main({ environment: { PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url } });
  const { db } = host.parts;
  return {
    url,
    pads: async () => (await db.selectFrom('phone_pads').select('id').execute()).map(({ id }) => id),
    expirePads: async () => {
      await db
        .updateTable('phone_pads')
        .set({ expires_at: new Date(0).toISOString() })
        .execute();
    },
    file: async (userId, envelopeId, documentId) => {
      const address = `${url}/v1/envelopes/${envelopeId}/documents/${documentId}/content`;
      const response = await fetch(address, { headers: { 'x-demo-user': userId } });
      return new Uint8Array(await response.arrayBuffer());
    },
    until: async (isDone) => {
      const end = Date.now() + 30_000;
      while (!(await isDone())) {
        if (Date.now() > end) throw new Error('it never came to that');
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    close: async () => {
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
