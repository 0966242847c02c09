import { afterEach, describe, expect, it } from 'vitest';

import { armStopPoint, stopPointNotes } from '../../../host/jobs/stop-point.js';

describe('an armed stop point', () => {
  afterEach(() => armStopPoint(undefined));

  it('is told to the operator, who has no use for it', () => {
    expect(stopPointNotes()).toEqual([]);

    armStopPoint('after-db-commit:3');

    expect(stopPointNotes()).toEqual([expect.stringContaining('kills itself at "after-db-commit"')]);
  });
});
