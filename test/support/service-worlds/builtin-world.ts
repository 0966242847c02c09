import { ok, signBody, sealMark } from '../journey.js';
import type { OpenWorld } from './service-world.js';

/** People sign on the host itself, and nobody reports. */
export const openBuiltinWorld: OpenWorld = () =>
  Promise.resolve({
    providers: [],
    addresses: [],
    binding: null,
    connect: () => undefined,
    sign: async (test, envelope, { userId }) => {
      const at = { ...sealMark(envelope), sealId: userId === 'signer-a' ? 'seal-contract' : 'seal-company' };
      const mark = { ...at, rect: { ...at.rect, x: userId === 'signer-a' ? 120 : 330 } };
      ok(await test.as(userId).post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope, [mark])));
    },
    reject: async (test, envelope, { userId }, reason) => {
      ok(await test.as(userId).post(`/v1/envelopes/${envelope.id}/reject`, { reason }));
    },
    deliver: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });
