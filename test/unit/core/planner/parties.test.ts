import { describe, expect, it } from 'vitest';

import type { SigningMapping, ValueSource } from '../../../../src/schema/index.js';
import { aFieldRef, aFieldSource, aFile, aMapping, aPartyConfig, aPerson, aRecord } from '../../../support/builders.js';
import { draftWith, kinds, planWith, problemsWith } from './planner.fixture.js';

describe('parties', () => {
  const rows = aMapping({
    flow: {
      addParties: { fixed: false, dynamic: true },
      dynamicParties: {
        table: 'd-parties',
        kind: 'organization',
        scope: 'internal',
        name: aFieldSource('p-name'),
        signer: aFieldSource('p-person'),
        contact: null,
        order: aFieldSource('p-order'),
        seal: null,
        signingNodes: ['n-sign-b'],
      },
    },
  });

  it('are one for each row of the detail table, and the fixed ones are left out when that mode is off (C-30)', () => {
    expect(draftWith(rows).parties.slice(1)).toMatchObject([
      { id: 'd-parties-1', name: '甲单位', order: 1, signers: [{ userId: 'signer-a' }], signingNodes: ['n-sign-b'] },
      { id: 'd-parties-2', name: '乙单位', order: 2, signers: [{ userId: 'signer-b' }] },
    ]);
  });

  it('skip rows that nobody filled in (C-30)', () => {
    const blank = { 'p-name': '', 'p-person': null, 'p-mobile': null, 'p-order': null };
    const empty = { ...blank, 'p-person': [] };
    const record = aRecord({ details: { 'd-parties': [blank, empty, ...(aRecord().details['d-parties'] ?? [])] } });

    expect(draftWith(rows, record).parties.map((party) => party.id)).toEqual([
      'initiator',
      'd-parties-3',
      'd-parties-4',
    ]);
  });

  it('are only of the rows that the condition means, which keep their number (C-30)', () => {
    const { dynamicParties } = rows.flow;
    const where = { field: aFieldRef('p-name'), equals: '乙单位' };
    const some = { ...rows, flow: { ...rows.flow, dynamicParties: { ...dynamicParties, where } } };

    expect(draftWith(some).parties.slice(1)).toMatchObject([{ id: 'd-parties-2', name: '乙单位', order: 2 }]);
  });

  it('do not skip a row that names a party without its signer (C-30)', () => {
    const record = aRecord({ details: { 'd-parties': [{ 'p-name': '丙单位', 'p-person': [], 'p-order': 1 }] } });

    expect(problemsWith(rows, record)).toEqual([['SIGN-NONE', 'C-30', 'p-person']]);
  });

  it('are one person each where the service lets no one of several sign, before anything is made (C-15, C-30, C-31)', () => {
    const two = [aPerson({ userId: 'a' }), aPerson({ userId: 'b', name: '陈刚' })];
    const record = aRecord({ details: { 'd-parties': [{ 'p-name': '丙单位', 'p-person': two, 'p-order': 1 }] } });
    const both: ValueSource[] = [{ kind: 'operator' }, { kind: 'creator' }];
    const same = aMapping({ required: { signers: both } });
    const fixed = aMapping({ flow: { parties: [aPartyConfig({ signers: [aFieldSource('p-person')] })] } });
    const ask = (mapping: SigningMapping, alternateSigners: boolean | undefined): unknown[] => {
      const { effects, problems } = planWith({ mapping, record, alternateSigners });
      return [kinds(effects).includes('createEnvelope'), ...problems.map(({ code, slot }) => `${slot} ${code}`)];
    };

    expect(ask(rows, false)).toEqual([false, 'C-30 SIGN-MANY']);
    expect(ask(fixed, false)).toEqual([false, 'C-31 SIGN-MANY']);
    expect([ask(rows, true), ask(rows, undefined)]).toEqual([[true], [true]]);
    // whoever is named twice is one person
    expect(ask(same, false)).toEqual([true]);
  });

  it('sign in the order of the rows where no field gives it, and never silently (C-30)', () => {
    const { dynamicParties } = rows.flow;
    const mapping = { ...rows, flow: { ...rows.flow, dynamicParties: { ...dynamicParties, order: null } } };

    expect(draftWith(mapping).parties.slice(1)).toMatchObject([
      { order: 1, autoSign: false },
      { order: 2, autoSign: false },
    ]);
  });

  it('refuse an order that is no whole number from 1 (C-30)', () => {
    const [row] = aRecord().details['d-parties'] ?? [];
    const record = aRecord({ details: { 'd-parties': [{ ...row, 'p-order': 1.5 }] } });

    expect(problemsWith(rows, record)).toEqual([['ORDER-BAD', 'C-30', 'p-order']]);
  });

  it('do not count the initiator when it only launches (C-36)', () => {
    expect(draftWith(aMapping({ flow: { initiatorAction: 'launch' } })).parties.map((party) => party.id)).toEqual([
      'party-b',
    ]);
    const nobody = aMapping({ flow: { initiatorAction: 'launch', parties: [] } });
    expect(problemsWith(nobody)).toEqual([['SIGN-NONE', 'C-31', null]]);
  });

  it('carry the seal that is prescribed (C-31), and only placements of planned parties (C-37)', () => {
    const rule = (id: string, party: string) =>
      ({
        id,
        party,
        source: null,
        mark: 'seal',
        position: { kind: 'free' },
        policy: 'free',
        signingDate: null,
      }) as const;
    const draft = draftWith(
      aMapping({
        flow: {
          initiator: { order: 1, seal: aFieldSource('f-seal'), autoSign: false },
          placements: [rule('r1', 'initiator'), rule('r2', 'gone')],
        },
      }),
    );

    expect(draft.parties[0]?.seal).toBe('seal-contract');
    expect(draft.placements.map((placement) => placement.id)).toEqual(['r1']);
  });
});

describe('placement rules for each row (C-30, C-37)', () => {
  const rule = { source: null, mark: 'seal', position: { kind: 'free' }, policy: 'free', signingDate: null } as const;
  const dynamicParties = {
    ...aMapping().flow.dynamicParties,
    table: 'd-parties',
    signer: aFieldSource('p-person'),
    signingNodes: ['n-sign-b'],
  };

  it('become one rule for each party of a row, beside those of the named parties', () => {
    const draft = draftWith(
      aMapping({
        flow: {
          addParties: { fixed: true, dynamic: true },
          dynamicParties,
          placements: [
            { ...rule, id: 'r1', party: 'each-row' },
            { ...rule, id: 'r2', party: 'party-b' },
          ],
        },
      }),
    );

    expect(draft.placements.map(({ party }) => party)).toEqual(['d-parties-1', 'd-parties-2', 'party-b']);
    expect(new Set(draft.placements.map(({ id }) => id)).size).toBe(3);
  });

  it('are nobody’s where no party comes of a row', () => {
    const placements = [{ ...rule, id: 'r1', party: 'each-row' }];

    expect(draftWith(aMapping({ flow: { placements } })).placements).toEqual([]);
  });
});

describe('values that are parked (C-31)', () => {
  const stale = {
    signers: [aFieldSource('f-signer-b')],
    seal: aFieldSource('f-seal'),
    signingNodes: ['n-sign-b'],
    autoSign: true,
  };

  it('do not act for an external party', () => {
    const party = aPartyConfig({
      ...stale,
      kind: 'organization',
      scope: 'external',
      name: aFieldSource('f-supplier'),
      contact: aFieldSource('f-supplier-mobile'),
    });
    const record = aRecord();
    record.values['f-supplier-mobile'] = '13900000009';

    expect(draftWith(aMapping({ flow: { parties: [party] } }), record).parties[1]).toMatchObject({
      seal: null,
      signingNodes: [],
      autoSign: false,
      signers: [{ userId: null, name: '杭州云栖服务器有限公司', contact: '13900000009' }],
    });
  });

  it('do not make a person sign silently, nor call one by the name of an organisation', () => {
    const party = aPartyConfig({ autoSign: true, name: aFieldSource('f-supplier') });

    expect(draftWith(aMapping({ flow: { parties: [party] } })).parties[1]).toMatchObject({
      autoSign: false,
      name: '陈刚',
    });
    const nobody = aMapping({ flow: { parties: [{ ...party, signers: [] }] } });
    expect(problemsWith(nobody)).toEqual([['SIGN-NONE', 'C-31', null]]);
  });

  it('do not act for the external parties of a detail table (C-30)', () => {
    const dynamicParties = {
      ...aMapping().flow.dynamicParties,
      table: 'd-parties',
      scope: 'external' as const,
      name: aFieldSource('p-name'),
      signer: aFieldSource('p-person'),
      contact: { kind: 'constant' as const, value: '13900000009' },
      seal: aFieldSource('f-seal'),
      signingNodes: ['n-sign-b'],
    };
    const mapping = aMapping({ flow: { addParties: { fixed: false, dynamic: true }, dynamicParties } });

    expect(draftWith(mapping).parties[1]).toMatchObject({
      seal: null,
      signingNodes: [],
      signers: [{ userId: null, name: '甲单位' }],
    });
  });

  it('leave an own organisation that signs silently without signers, as the checks do', () => {
    const party = aPartyConfig({
      kind: 'organization',
      name: aFieldSource('f-org'),
      signers: [],
      seal: aFieldSource('f-seal'),
      autoSign: true,
    });

    expect(draftWith(aMapping({ flow: { parties: [party] } })).parties[1]).toMatchObject({
      autoSign: true,
      signers: [],
    });
  });
});

describe('documents (C-13)', () => {
  it('come from several fields and from every row of a detail table, each file once', () => {
    const spec = aFile({ fileId: 'file-spec', name: '规格书.pdf' });
    const mapping = aMapping({
      required: {
        documents: [
          { kind: 'field', id: 'doc-1', field: aFieldRef('f-contract') },
          { kind: 'field', id: 'doc-2', field: aFieldRef('i-file') },
        ],
      },
    });
    const record = aRecord({
      details: { 'd-items': [{ 'i-file': [spec] }, { 'i-file': null }, { 'i-file': [spec] }] },
    });

    const ids = draftWith(mapping, record).documents.map((document) => [
      document.sourceId,
      'fileId' in document && document.fileId,
    ]);
    expect(ids).toEqual([
      ['doc-1', 'file-contract'],
      ['doc-2', 'file-spec'],
    ]);
  });

  it('may be a template of the provider whose controls are filled from the form', () => {
    const mapping = aMapping({
      required: {
        documents: [
          {
            kind: 'template',
            id: 'doc-t',
            template: { kind: 'constant', value: 'tpl-1', label: '采购模板' },
            controls: [
              { control: 'amount', value: { kind: 'field', field: aFieldRef('f-amount'), conversion: 'formatNumber' } },
              { control: 'empty', value: null },
            ],
          },
        ],
      },
    });

    expect(draftWith(mapping).documents).toEqual([
      {
        kind: 'template',
        sourceId: 'doc-t',
        name: '采购模板',
        templateId: 'tpl-1',
        controls: [
          { control: 'amount', value: '128,000.00' },
          { control: 'empty', value: '' },
        ],
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });
});
