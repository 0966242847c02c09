import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { threadProgram } from '../../../host/signer/pdf-threads.js';

describe('the program of the threads that read files', () => {
  it('is found beside the file in which the host ended up, and missed by name', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'esign-threads-'));
    try {
      const bundle = pathToFileURL(path.join(folder, 'server.js')).href;
      expect(() => threadProgram(bundle)).toThrowError(
        expect.objectContaining({ code: 'worker-failed', message: expect.stringContaining('pdf-thread.js') as string }),
      );

      writeFileSync(path.join(folder, 'pdf-thread.js'), '');

      expect(threadProgram(bundle).href).toBe(new URL('./pdf-thread.js', bundle).href);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
