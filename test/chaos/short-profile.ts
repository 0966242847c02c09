import type { KillCase } from './kill-run.js';
import type { StopPoint } from '../../host/jobs/stop-point.js';
import type { Work } from './workload.js';

function at(point: StopPoint, passing: number, ...works: Work[]): KillCase {
  return { point, passing, works, atOnce: false, again: null };
}

/** Each point once, and those that a contract passes often at its most delicate passing. */
export const shortProfile: readonly KillCase[] = [
  at('after-accept', 1, 'sealUse'),
  at('after-idempotency-row', 2, 'sealUse'),
  at('after-hash', 1, 'config', 'upload'),
  at('after-temp-file', 1, 'upload'),
  at('after-fsync', 1, 'upload'),
  // the file of the second signature
  at('after-rename', 3, 'flow'),
  at('after-lock', 2, 'flow'),
  at('after-outbox-row', 1, 'rejection'),
  at('after-db-commit', 7, 'flow'),
  at('after-effect-claimed', 3, 'flow'),
  at('after-files-filed', 1, 'flow'),
  at('after-workflow-submitted', 1, 'flow'),
  at('after-effect-carried-out', 3, 'flow'),
  // the order to the service was carried out, and its answer is lost
  at('after-provider-call', 1, 'remote'),
  at('after-callback-stored', 3, 'remote'),
  at('after-callback-acked', 3, 'remote'),
  // a register took the application, the addition or the end, and its answer is lost
  at('after-provider-call', 1, 'zhangguanjia'),
  at('after-provider-call', 2, 'zhangguanjia'),
  at('after-provider-call', 3, 'zhangguanjia'),
  at('after-effect-claimed', 1, 'zhangguanjia'),
  at('after-provider-call', 1, 'qiyuesuo'),
  at('after-effect-carried-out', 1, 'qiyuesuo'),
  at('after-callback-stored', 1, 'qiyuesuo'),
  at('after-callback-acked', 1, 'qiyuesuo'),
];
