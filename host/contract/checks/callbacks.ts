import type { Check } from '../check.js';
import { expectStatus, expectThat } from '../expectations.js';

const ADDRESS = '/papi/signcenter/tencent/1/1/contract-test-unknown-key/globalCallback';
const FAST_MS = 1500;

export const callbackChecks: readonly Check[] = [
  {
    id: 'callbacks.unknown-key',
    title: 'a callback under an unknown key is refused with 401 or 404, and fast',
    rule: 'A callback is verified, stored first and answered fast.',
    run: async ({ nobody }) => {
      const started = performance.now();
      const reply = await nobody.raw('POST', ADDRESS, { body: { MsgId: 'contract-test' } });
      const ms = Math.round(performance.now() - started);
      expectStatus(reply, 401, 404);
      expectThat(ms < FAST_MS, reply, `an answer within ${FAST_MS} ms`, `one after ${ms} ms`);
    },
  },
  {
    id: 'callbacks.no-session',
    title: 'the session of a person does not open the callback address',
    rule: 'A callback is verified by what it carries.',
    run: async ({ admin }) => expectStatus(await admin.raw('POST', ADDRESS, { body: {} }), 401, 404),
  },
];
