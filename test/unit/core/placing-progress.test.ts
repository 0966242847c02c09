import { describe, expect, it } from 'vitest';

import { viewOfTab } from '../../../src/core/panel-view.js';
import { placingProgress } from '../../../src/core/placing-progress.js';
import type { Mark, MarkKind, Placement } from '../../../src/schema/placement.js';
import { aPlacement, aSignTab, envelopeOf } from '../../support/browser-sign-host.js';

function viewWith(...placements: Placement[]) {
  const tab = aSignTab();
  return viewOfTab({ ...tab, envelope: { ...envelopeOf(tab), placements } });
}

function aMark(kind: MarkKind, placementId: string | null = null): Mark {
  const rect = { x: 0, y: 0, width: 10, height: 10 };
  return { id: `${kind}-1`, documentId: 'contract', kind, sealId: null, placementId, pageIndex: 0, rect };
}

describe('placingProgress', () => {
  it('needs one seal or signature where no place asks for any', () => {
    expect(placingProgress(viewWith(), [])).toEqual({ placed: 0, needed: 1 });
    expect(placingProgress(viewWith(), [aMark('seal')])).toEqual({ placed: 1, needed: 0 });
  });

  it.each(['date', 'checkbox', 'remark'] as const)('counts a %s, which signs nothing', (kind) => {
    expect(placingProgress(viewWith(), [aMark(kind)])).toEqual({ placed: 1, needed: 1 });
  });

  it('needs what is asked for, and nothing beside it', () => {
    const view = viewWith(aPlacement(), aPlacement({ id: 'place-2', required: false }));

    expect(placingProgress(view, [])).toEqual({ placed: 0, needed: 1 });
    expect(placingProgress(view, [aMark('seal', 'place-1')])).toEqual({ placed: 1, needed: 0 });
  });

  it('needs a seal beside a box that must be ticked', () => {
    const view = viewWith(aPlacement({ mark: 'checkbox' }));

    expect(placingProgress(view, [])).toEqual({ placed: 0, needed: 2 });
    expect(placingProgress(view, [aMark('checkbox', 'place-1')])).toEqual({ placed: 1, needed: 1 });
  });
});
