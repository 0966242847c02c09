import { describe, expect, it } from 'vitest';

import { hiddenSlots } from '../../../src/core/hidden-slots.js';
import { slotAt, slotsOf } from '../../../src/core/slots.js';
import type { EditorStep } from '../../../src/schema/dom-events.js';
import { aMapping } from '../../support/builders.js';

const steps: readonly EditorStep[] = ['required', 'flow', 'advanced'];

describe('settings that do not apply at present (C-14, C-34, C-36, C-44)', () => {
  it('names the setting that decides, and what it would have to be', () => {
    const mapping = aMapping({ flow: { initiatorAction: 'launch', order: 'unordered', saveAsDraft: false } });
    const missingOf = (pointer: string): unknown =>
      hiddenSlots(mapping, slotAt(pointer)!.step).find(({ slot }) => slot.pointer === pointer)?.missing;
    expect(missingOf('/required/signingNodes')).toEqual([{ pointer: '/flow/initiatorAction', value: 'launchAndSign' }]);
    expect(missingOf('/flow/launchAt')).toEqual([{ pointer: '/flow/saveAsDraft', value: true }]);
    expect(missingOf('/flow/initiator/order')).toHaveLength(2);
  });

  it('lists exactly the slots that do not apply', () => {
    for (const action of ['launch', 'launchAndSign'] as const) {
      const mapping = aMapping({ flow: { initiatorAction: action } });
      const hidden = steps.flatMap((step) => hiddenSlots(mapping, step).map(({ slot }) => slot.pointer));
      const own = slotsOf(mapping).filter((slot) => steps.includes(slot.step) && slot.conditions !== undefined);
      const absent = own.filter((slot) => !slot.applies(mapping)).map((slot) => slot.pointer);
      expect(new Set(hidden)).toEqual(new Set(absent));
    }
  });

  it('shows nothing there once the condition holds', () => {
    const mapping = aMapping({ flow: { initiatorAction: 'launchAndSign' } });
    expect(hiddenSlots(mapping, 'required')).toEqual([]);
  });
});
