import { describe, expect, it } from 'vitest';

import { hiddenAmong, hiddenSlots } from '../../../src/core/hidden-slots.js';
import { signingSlots, slotAt, slotsOf } from '../../../src/core/slots.js';
import type { EditorStep } from '../../../src/schema/dom-events.js';
import { aMapping, aPartyConfig } from '../../support/builders.js';

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
      const absent = signingSlots
        .filter((slot) => steps.includes(slot.step) && !slot.applies(mapping))
        .map(({ pointer }) => pointer);
      expect(new Set(hidden)).toEqual(new Set(absent));
    }
  });

  it('shows nothing there once the condition holds', () => {
    const mapping = aMapping({ flow: { initiatorAction: 'launchAndSign' } });
    expect(hiddenSlots(mapping, 'required')).toEqual([]);
  });
});

describe('settings of a party that do not apply at present (C-30, C-31)', () => {
  const hiddenOf = (parts: Parameters<typeof aPartyConfig>[0], prefix = '/flow/parties/0') => {
    const mapping = aMapping({ flow: { parties: [aPartyConfig(parts)], addParties: { fixed: true, dynamic: true } } });
    return hiddenAmong(
      mapping,
      slotsOf(mapping).filter(({ pointer }) => pointer.startsWith(`${prefix}/`)),
    );
  };

  it('are named with what decides it in this party', () => {
    const [contact, ...others] = hiddenOf({ kind: 'organization', scope: 'internal' });

    expect(others).toEqual([]);
    expect(contact).toMatchObject({
      slot: { pointer: '/flow/parties/0/contact' },
      missing: [{ pointer: '/flow/parties/0/scope', value: 'external' }],
    });
  });

  it('name all that has to be otherwise, and what would do as well', () => {
    const missing = (parts: Parameters<typeof aPartyConfig>[0], name: string): unknown =>
      hiddenOf(parts).find(({ slot }) => slot.pointer.endsWith(name))?.missing;
    const scope = '/flow/parties/0/scope';
    const kind = { pointer: '/flow/parties/0/kind', value: 'organization' };

    expect(missing({ kind: 'person', scope: 'external' }, '/autoSign')).toEqual([
      { pointer: scope, value: 'internal' },
      kind,
    ]);
    expect(missing({ kind: 'person', scope: 'internal' }, '/name')).toEqual([
      { ...kind, or: { pointer: scope, value: 'external' } },
    ]);
  });

  it('are exactly those that do not apply, in every kind of party', () => {
    for (const kind of ['person', 'organization'] as const) {
      for (const scope of ['internal', 'external'] as const) {
        const mapping = aMapping({ flow: { parties: [aPartyConfig({ kind, scope })] } });
        const own = slotsOf(mapping).filter(({ pointer }) => pointer.startsWith('/flow/parties/0/'));
        const hidden = hiddenAmong(mapping, own).map(({ slot }) => slot.pointer);

        expect(hidden).toEqual(own.filter((slot) => !slot.applies(mapping)).map(({ pointer }) => pointer));
        expect(hidden).not.toEqual([]);
      }
    }
  });

  it('are those of the rows of a detail table, too', () => {
    const hidden = hiddenOf({}, '/flow/dynamicParties').map(({ slot }) => slot.pointer);

    expect(hidden).toContain('/flow/dynamicParties/contact');
  });
});
