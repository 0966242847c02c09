import { describe, expect, it } from 'vitest';

import { emptySealUseMapping, emptySigningMapping } from '../../../src/core/empty-mapping.js';
import { valueAt } from '../../../src/core/pointer.js';
import { sealUseSlots } from '../../../src/core/seal-use-slots.js';
import { findSlot, rowTableOf, signingSlots, slotAt, slotsOf } from '../../../src/core/slots.js';
import { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import {
  aMapping,
  anEnvelope,
  aPartyConfig,
  aRecord,
  aSeal,
  aSealUse,
  aSealUseMapping,
  aWorkflow,
} from '../../support/builders.js';
import { Envelope } from '../../../src/schema/envelope.js';
import { FormRecord } from '../../../src/schema/form.js';
import { SealUse } from '../../../src/schema/seal-use.js';
import { Seal } from '../../../src/schema/seal.js';
import { Workflow } from '../../../src/schema/workflow.js';

describe('empty mappings', () => {
  it('are valid to keep', () => {
    expect(SigningMapping.parse(emptySigningMapping('wf-1', '合同用印'))).toMatchObject({ basic: { enabled: false } });
    expect(SealUseMapping.parse(emptySealUseMapping('wf-1', '物理用印'))).toMatchObject({ basic: { enabled: false } });
  });
});

describe('the builders of the tests', () => {
  it('make valid objects', () => {
    SigningMapping.parse(aMapping());
    SealUseMapping.parse(aSealUseMapping());
    Workflow.parse(aWorkflow());
    FormRecord.parse(aRecord());
    Envelope.parse(anEnvelope());
    SealUse.parse(aSealUse());
    Seal.parse(aSeal());
  });
});

describe('slots', () => {
  it('cover C-01 to C-70', () => {
    const codes = new Set(signingSlots.map((slot) => slot.code));

    expect([...codes].sort()).toEqual(
      [
        ...['C-01', 'C-02', 'C-03', 'C-04', 'C-10', 'C-11', 'C-12', 'C-13', 'C-14', 'C-15'],
        ...['C-20', 'C-21', 'C-22', 'C-23', 'C-30', 'C-31', 'C-32', 'C-33', 'C-34', 'C-35', 'C-36', 'C-37', 'C-38'],
        ...['C-40', 'C-41', 'C-42', 'C-43', 'C-44', 'C-45', 'C-46', 'C-47', 'C-48', 'C-49', 'C-50'],
        ...['C-51', 'C-52', 'C-60', 'C-70'],
      ].sort(),
    );
    expect([...new Set(sealUseSlots.map((slot) => slot.code))]).toHaveLength(15);
  });

  it('point at something that every mapping has', () => {
    const signing = aMapping();
    const sealUse = aSealUseMapping();

    for (const slot of slotsOf(signing)) expect(valueAt(signing, slot.pointer), slot.pointer).not.toBeUndefined();
    for (const slot of sealUseSlots) expect(valueAt(sealUse, slot.pointer), slot.pointer).not.toBeUndefined();
  });

  it('have one pointer each, and one id each outside the parties', () => {
    const pointers = slotsOf(aMapping()).map((slot) => slot.pointer);

    expect(new Set(pointers).size).toBe(pointers.length);
    expect(new Set(signingSlots.map((slot) => slot.id)).size).toBe(signingSlots.length);
  });

  it('are found by code, by pointer and around a deeper pointer', () => {
    expect(findSlot('C-10')?.pointer).toBe('/required/subject');
    expect(findSlot('/flow/launchAt')?.code).toBe('C-34');
    expect(slotAt('/required/signers/2')?.code).toBe('C-15');
    expect(slotAt('/required/subject/template/0')?.id).toBe('subject');
    expect(slotAt('/flow/parties/0')?.id).toBe('parties');
    expect(slotAt('/flow/parties/3/contact')).toMatchObject({ id: 'partyContact', pointer: '/flow/parties/3/contact' });
    expect(slotAt('/flow/parties/3/signers/1')?.pointer).toBe('/flow/parties/3/signers');
    expect(slotAt('/flow/dynamicParties/order')?.id).toBe('dynamicOrder');
    expect(slotAt('/nowhere')).toBeUndefined();
    expect(findSlot('C-99')).toBeUndefined();
  });

  it('apply by the present modes (C-30, C-33, C-36, C-43)', () => {
    const applies = (pointer: string, mapping: SigningMapping) => slotAt(pointer)?.applies(mapping);
    const { flow } = aMapping();

    expect(applies('/flow/launchAt', aMapping())).toBe(false);
    expect(applies('/flow/launchAt', aMapping({ flow: { saveAsDraft: true } }))).toBe(true);
    expect(applies('/required/signers', aMapping())).toBe(true);
    expect(applies('/required/signers', aMapping({ flow: { initiatorAction: 'launch' } }))).toBe(false);
    expect(applies('/flow/initiator/order', aMapping({ flow: { order: 'unordered' } }))).toBe(false);
    for (const name of ['namingRule', 'directoryId', 'downloadCreator']) {
      expect(applies(`/advanced/${name}`, aMapping())).toBe(true);
      expect(applies(`/advanced/${name}`, aMapping({ advanced: { downloadInto: null } }))).toBe(false);
    }
    expect(applies('/flow/dynamicParties/table', aMapping())).toBe(false);
    expect(
      applies('/flow/dynamicParties/table', aMapping({ flow: { addParties: { fixed: true, dynamic: true } } })),
    ).toBe(true);
    expect(applies('/flow/parties/0/signers', aMapping())).toBe(true);
    expect(
      applies('/flow/parties/0/signers', aMapping({ flow: { addParties: { ...flow.addParties, fixed: false } } })),
    ).toBe(false);
    expect(applies('/flow/parties/9/signers', aMapping())).toBe(false);
  });

  it('ask different things of internal and external parties (C-31)', () => {
    const shown = (overrides: Parameters<typeof aPartyConfig>[0]) => {
      const mapping = aMapping({ flow: { parties: [aPartyConfig(overrides)] } });
      return slotsOf(mapping)
        .filter((slot) => slot.pointer.startsWith('/flow/parties/0/') && slot.applies(mapping))
        .map((slot) => slot.id);
    };

    expect(shown({ kind: 'person', scope: 'internal' })).toEqual([
      'partyKind',
      'partyScope',
      'partySigners',
      'partySigningNodes',
      'partyOrder',
      'partySeal',
    ]);
    expect(shown({ kind: 'organization', scope: 'external' })).toEqual([
      'partyKind',
      'partyScope',
      'partyName',
      'partyContact',
      'partyOrder',
    ]);
    expect(shown({ kind: 'organization', scope: 'internal' })).toContain('partyAutoSign');
  });

  it('know the rows that they are read for (C-30)', () => {
    const dynamic = { ...aMapping().flow.dynamicParties, table: 'd-parties' };
    const mapping = aMapping({ flow: { dynamicParties: dynamic } });

    expect(rowTableOf(mapping, '/flow/dynamicParties/signer')).toBe('d-parties');
    expect(rowTableOf(mapping, '/required/subject')).toBeNull();
  });
});
