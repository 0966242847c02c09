/**
 * `npx tsx scripts/corpus.ts`: writes the files of `test/corpus` that need a writer of PDF. The broken ones are made by the
 * test itself, from `test/support/hostile-pdfs.ts`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';

import { root } from './entries.js';

for (const [name, passwords] of Object.entries({
  'user-password': { userPassword: 'geheim', ownerPassword: 'eigner' },
  'owner-password': { userPassword: '', ownerPassword: 'eigner' },
})) {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.addPage([300, 200]).drawText('secret', { font: await pdf.embedFont(StandardFonts.Helvetica), x: 20, y: 100 });
  pdf.encrypt({ ...passwords, permissions: { printing: false } });
  writeFileSync(path.join(root, 'test', 'corpus', `${name}.pdf`), await pdf.save({ useObjectStreams: false }));
}
