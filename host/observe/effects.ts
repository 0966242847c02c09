import type { CarryOut } from '../jobs/outbox.js';
import type { HostMetrics } from './metrics.js';
import { traced } from './trace.js';

/** Carrying out effects, counted and traced. */
export function observeEffects(carryOut: CarryOut, metrics: HostMetrics): CarryOut {
  return async (...given) => {
    const [{ effect }] = given;
    let outcome = 'failed';
    try {
      await traced(`effect ${effect.kind}`, { 'esign.effect': effect.kind }, () => carryOut(...given));
      outcome = 'done';
    } finally {
      metrics.effects.inc({ kind: effect.kind, outcome });
    }
  };
}
