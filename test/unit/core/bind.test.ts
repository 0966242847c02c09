import { describe, expect, it } from 'vitest';

import { bind, freeId, newParty, unbind, type Bindable, type BindMode } from '../../../src/core/bind.js';
import { applyCommand } from '../../../src/core/commands.js';
import { emptySigningMapping } from '../../../src/core/empty-mapping.js';
import { valueAt } from '../../../src/core/pointer.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import type { FlowPoint } from '../../../src/schema/workflow.js';
import { aFieldRef, aFieldSource, aMapping, aPartyConfig } from '../../support/builders.js';

/** Binds, and proves that the result is a valid document that the inverse takes back. */
function bound(mapping: SigningMapping, pointer: string, source: Bindable, mode: BindMode = 'replace'): SigningMapping {
  const { doc, inverse } = applyCommand(mapping, bind(mapping, pointer, source, mode));
  SigningMapping.parse(doc);
  expect(applyCommand(doc, inverse).doc).toEqual(mapping);
  return doc;
}

const empty = emptySigningMapping('wf-purchase-contract', '');

describe('binding', () => {
  it.each<[string, Bindable, unknown]>([
    ['/required/subject', aFieldRef('f-title'), aFieldSource('f-title')],
    ['/required/organization', aFieldSource('f-org'), aFieldSource('f-org')],
    ['/optional/buttonField', aFieldSource('f-title'), aFieldRef('f-title')],
    ['/optional/deadline', aFieldRef('f-deadline'), { kind: 'field', field: aFieldRef('f-deadline') }],
    ['/optional/deadline', 30, { kind: 'days', days: 30 }],
    ['/required/documents', aFieldRef('f-tech'), [{ kind: 'field', id: 'document-1', field: aFieldRef('f-tech') }]],
    ['/required/signers', aFieldRef('f-owner'), [aFieldSource('f-owner')]],
    ['/required/signingNodes', 'n-sign-a', ['n-sign-a']],
    ['/advanced/namingRule', aFieldRef('f-title'), [{ kind: 'field', field: aFieldRef('f-title') }]],
    ['/basic/provider', 'builtin', 'builtin'],
    ['/flow/saveAsDraft', true, true],
    ['/flow/initiator/order', 3, 3],
  ])('puts the value into %s', (pointer, source, expected) => {
    expect(valueAt(bound(empty, pointer, source), pointer)).toEqual(expected);
  });

  it('adds to a list, but nothing twice (C-13, C-15, C-32)', () => {
    const point: FlowPoint = { kind: 'node', id: 'n-dept', timing: 'after' };
    let mapping = bound(aMapping(), '/required/documents', aFieldRef('f-tech'), 'add');
    mapping = bound(mapping, '/required/documents', aFieldRef('f-contract'), 'add');
    mapping = bound(mapping, '/required/signers', aFieldRef('f-owner'), 'add');
    mapping = bound(mapping, '/required/signers', aFieldSource('f-owner'), 'add');
    mapping = bound(mapping, '/flow/createAt', point, 'add');
    mapping = bound(mapping, '/flow/createAt', { ...point }, 'add');

    expect(mapping.required.documents.map((document) => document.kind === 'field' && document.field.field)).toEqual([
      'f-contract',
      'f-tech',
    ]);
    expect(mapping.required.signers).toHaveLength(2);
    expect(mapping.flow.createAt).toHaveLength(2);
  });

  it('replaces one item of a list', () => {
    const mapping = bound(aMapping(), '/required/signers/0', aFieldRef('f-owner'));

    expect(mapping.required.signers).toEqual([aFieldSource('f-owner')]);
  });

  it('makes a template of a second field in a text (C-10)', () => {
    const mapping = bound(aMapping(), '/required/subject', aFieldRef('f-no'), 'add');

    expect(mapping.required.subject).toEqual({
      kind: 'template',
      template: [
        { kind: 'field', field: aFieldRef('f-title') },
        { kind: 'text', text: ' ' },
        { kind: 'field', field: aFieldRef('f-no') },
      ],
    });
  });

  it('makes a party of a person (C-31), last in the order', () => {
    const mapping = bound(aMapping(), '/flow/parties', aFieldRef('f-owner'), 'add');

    expect(mapping.flow.parties[1]).toEqual({
      ...aPartyConfig({ id: 'party-1', order: 3, signingNodes: [] }),
      signers: [aFieldSource('f-owner')],
    });
  });

  it('refuses what the slot cannot hold', () => {
    expect(() => bind(empty, '/optional/buttonField', { kind: 'operator' }, 'replace')).toThrow(Error);
    expect(() => bind(empty, '/required/documents', 'text', 'add')).toThrow(Error);
    expect(() => bind(empty, '/nowhere', 'text', 'replace')).toThrow(Error);
    expect(() => unbind(empty, '/nowhere')).toThrow(Error);
  });
});

describe('unbinding', () => {
  it.each<[string, unknown]>([
    ['/required/subject', null],
    ['/advanced/downloadInto', null],
    ['/basic/bindingId', null],
    ['/basic/name', ''],
    ['/required/documents', []],
    ['/flow/createAt', []],
    ['/flow/order', 'ordered'],
  ])('empties %s', (pointer, expected) => {
    const { doc } = applyCommand(aMapping(), unbind(aMapping(), pointer));

    expect(valueAt(doc, pointer)).toEqual(expected);
  });

  it('takes one item out of a list, by index or by pointer', () => {
    const mapping = aMapping({ required: { signingNodes: ['n-dept', 'n-legal', 'n-sign-a'] } });

    expect(applyCommand(mapping, unbind(mapping, '/required/signingNodes', 1)).doc.required.signingNodes).toEqual([
      'n-dept',
      'n-sign-a',
    ]);
    expect(applyCommand(mapping, unbind(mapping, '/required/signingNodes/0')).doc.required.signingNodes).toEqual([
      'n-legal',
      'n-sign-a',
    ]);
  });

  it('changes nothing where nothing is', () => {
    expect(applyCommand(empty, unbind(empty, '/required/documents')).doc).toBe(empty);
    expect(applyCommand(empty, unbind(empty, '/required/subject')).doc).toBe(empty);
  });
});

describe('new parties', () => {
  it('and documents never get an id that a placement rule names (C-13, C-37)', () => {
    const rule = { mark: 'seal', position: { kind: 'free' }, policy: 'free', signingDate: null } as const;
    const placements = [{ ...rule, id: 'rule-1', party: 'party-1', source: 'document-1' }];
    const mapping = { ...empty, flow: { ...empty.flow, placements } };

    expect(newParty(mapping, 'person', 'internal').id).toBe('party-2');
    expect(bound(mapping, '/required/documents', aFieldRef('f-tech')).required.documents[0]?.id).toBe('document-2');
  });

  it('get the lowest free id, also after one was removed', () => {
    expect(freeId([{ id: 'party-1' }, { id: 'party-3' }], 'party')).toBe('party-2');
    expect(freeId([{ id: 'party-1' }], 'party', ['party-2', null])).toBe('party-3');
    expect(newParty(empty, 'organization', 'external')).toMatchObject({ id: 'party-1', order: 2, scope: 'external' });
  });
});
