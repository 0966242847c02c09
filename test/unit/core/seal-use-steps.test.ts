import { describe, expect, it } from 'vitest';

import { sealUseSteps } from '../../../src/core/seal-use-steps.js';
import { SealUseStatus } from '../../../src/schema/seal-use.js';

describe('sealUseSteps', () => {
  it('walks from the application to the filing', () => {
    const positions = sealUseSteps('inUse').map((step) => [step.status, step.position]);

    expect(positions).toEqual([
      ['applied', 'done'],
      ['inUse', 'current'],
      ['completed', 'ahead'],
      ['filed', 'ahead'],
    ]);
  });

  it.each(SealUseStatus.options)('shows %s as the one current step', (status) => {
    const current = sealUseSteps(status).filter((step) => step.position === 'current');

    expect(current.map((step) => step.status)).toEqual([status]);
  });

  it.each(['rejected', 'terminated', 'ended'] as const)('promises nothing after %s', (status) => {
    expect(sealUseSteps(status).filter((step) => step.position === 'ahead')).toEqual([]);
  });
});
