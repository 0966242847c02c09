/** `npm run verify -- file.pdf [root.pem …]`: prints what the signatures of a PDF prove, as JSON; exit code 1 unless all are valid. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { verifyPdf } from '../host/signer/verify-pdf.js';
import { EsignError } from '../src/core/errors.js';

const [file, ...rootFiles] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: npm run verify -- <file.pdf> [<trusted root certificate.pem> …]');
  process.exitCode = 2;
} else {
  try {
    const roots = await Promise.all(rootFiles.map(async (root) => new X509Certificate(await readFile(root)).raw));
    const report = await verifyPdf(await readFile(file), { roots });
    console.log(JSON.stringify({ file, ...report }, null, 2));
    process.exitCode = report.allValid ? 0 : 1;
  } catch (error) {
    if (error instanceof EsignError) console.error(`${file}: ${error.code}: ${error.message}`);
    else console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
