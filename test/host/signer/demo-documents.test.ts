import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { readPageBoxes } from '../../../host/signer/page-boxes.js';
import { displayedSize } from '../../../src/core/geometry.js';

function readDemo(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../../../host/demo/documents/${name}.pdf`, import.meta.url));
}

describe('the documents of the demo', () => {
  it('are a contract of twelve A4 pages', async () => {
    const boxes = await readPageBoxes(await readDemo('purchase-contract'));

    expect(boxes).toHaveLength(12);
    expect(boxes.map(displayedSize)).toEqual(boxes.map(() => ({ width: 595.28, height: 841.89 })));
  });

  it('are a specification whose second page is shown sideways', async () => {
    const boxes = await readPageBoxes(await readDemo('technical-specification'));

    expect(boxes.map(({ rotation }) => rotation)).toEqual([0, 90, 0]);
  });
});
