/** Runs in a thread of its own: says that it is ready, and answers one piece of work after the other. */
import { parentPort } from 'node:worker_threads';

import { EsignError } from '../../src/core/errors.js';
import type { PdfThreadAnswer, PdfThreadOrder } from './pdf-threads.js';
import { pdfWork } from './pdf-work.js';

async function answerTo({ name, input }: PdfThreadOrder): Promise<PdfThreadAnswer> {
  try {
    const work = pdfWork[name] as (input: unknown) => Promise<unknown>;
    return { outcome: await work(input) };
  } catch (error) {
    const { code, message, errors } = EsignError.from(error);
    return { error: { code, message, errors } };
  }
}

parentPort?.on('message', (order: PdfThreadOrder) => {
  void answerTo(order).then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage('ready');
