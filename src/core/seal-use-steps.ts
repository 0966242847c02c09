import type { SealUseStatus } from '../schema/seal-use.js';

/** One station of the state line of a seal use. */
export interface SealUseStep {
  readonly status: SealUseStatus;
  readonly position: 'done' | 'current' | 'ahead';
}

const ordinary: readonly SealUseStatus[] = ['applied', 'inUse', 'completed', 'filed'];

/** Where a seal use that left the ordinary line had got to before. */
const lines: Record<SealUseStatus, readonly SealUseStatus[]> = {
  applied: ordinary,
  inUse: ordinary,
  completed: ordinary,
  filed: ordinary,
  rejected: ['applied', 'rejected'],
  terminated: ['applied', 'inUse', 'terminated'],
  ended: ['applied', 'inUse', 'ended'],
};

/** The state line (申请中 → 用印中 → 已完成 → 已归档, or the end that it took instead) at a status of chapter 7. */
export function sealUseSteps(status: SealUseStatus): SealUseStep[] {
  const line = lines[status];
  const current = line.indexOf(status);
  return line.map((step, index) => ({
    status: step,
    position: index < current ? 'done' : index === current ? 'current' : 'ahead',
  }));
}
