import { describe, expect, it } from 'vitest';

import { diffDocuments } from '../../../src/core/diff.js';
import { isSamePair, resultsOf, type ResultPair } from '../../../src/core/diff-results.js';
import type { EditorMapping } from '../../../src/core/editor-mapping.js';
import type { ResolveContext } from '../../../src/core/resolve.js';
import type { PartyConfig } from '../../../src/schema/signing-config.js';
import {
  aFieldSource,
  aMapping,
  aPartyConfig,
  aPerson,
  aRecord,
  aSealUseMapping,
  aWorkflow,
} from '../../support/builders.js';

const context: ResolveContext = {
  record: aRecord({ values: { ...aRecord().values, 'f-title': '合同一', 'f-supplier': '乙公司' } }),
  operator: aPerson(),
  now: '2026-11-28T08:00:00Z',
  workflow: aWorkflow(),
};

const resultsBetween = (before: EditorMapping, after: EditorMapping): ResultPair[] =>
  diffDocuments(before, after).flatMap((difference) => resultsOf(difference, before, after, () => context));

const named = (id: string, name: string): PartyConfig =>
  aPartyConfig({
    id,
    kind: 'organization',
    scope: 'external',
    name: { kind: 'constant', value: name },
    signers: [],
    contact: null,
  });

const withParties = (...parties: PartyConfig[]): EditorMapping =>
  aMapping({ flow: { addParties: { fixed: true, dynamic: false }, parties } });

const values = (...texts: string[]) => ({ kind: 'values', values: texts });

describe('the results of both sides of a difference', () => {
  it('are what the slot sends by either mapping (C-10)', () => {
    const [before, after] = ['f-title', 'f-supplier'].map((field) =>
      aMapping({ required: { subject: aFieldSource(field) } }),
    );

    expect(resultsBetween(before!, after!)).toEqual([
      { pointer: '/required/subject', before: values('合同一'), after: values('乙公司') },
    ]);
  });

  it('say the fault of a side that would send nothing (C-10)', () => {
    const before = aMapping({ required: { subject: aFieldSource('f-title') } });

    expect(resultsBetween(before, aMapping({ required: { subject: null } }))).toEqual([
      { pointer: '/required/subject', before: values('合同一'), after: { kind: 'fault', code: 'REQ' } },
    ]);
  });

  it('are nothing for what is the same for every record (C-04, C-14, C-35)', () => {
    const after = aMapping({ basic: { name: '别名' }, required: { signingNodes: [] }, flow: { order: 'ordered' } });

    expect(resultsBetween(aMapping(), after)).toEqual([]);
  });

  it('follow a party by its id to another place (C-31)', () => {
    const before = withParties(named('a', '甲'), named('b', '乙'));
    const after = withParties(named('b', '乙方'), named('a', '甲'));

    expect(resultsBetween(before, after)).toEqual([
      { pointer: '/flow/parties/0/name', before: values('乙'), after: values('乙方') },
    ]);
  });

  it('tell what a party that came or went sends, slot by slot (C-31)', () => {
    const [one, two] = [withParties(named('a', '甲')), withParties(named('a', '甲'), named('b', '乙'))];
    const nameOf = (pairs: ResultPair[]) => pairs.find(({ pointer }) => pointer === '/flow/parties/1/name');

    expect(nameOf(resultsBetween(one, two))).toMatchObject({ before: null, after: values('乙') });
    expect(nameOf(resultsBetween(two, one))).toMatchObject({ before: values('乙'), after: null });
  });

  it('are null on the side where the slot is parked (C-31)', () => {
    const before = withParties(named('a', '甲'));
    const parked = withParties({ ...named('a', '乙'), kind: 'person', scope: 'internal' });

    const pairs = resultsBetween(before, parked).filter(({ pointer }) => pointer.endsWith('/name'));

    expect(pairs).toEqual([{ pointer: '/flow/parties/0/name', before: values('甲'), after: null }]);
  });

  it('are read for physical seals as well (P-06)', () => {
    const [before, after] = [2, 3].map((value) =>
      aSealUseMapping({ apply: { useCount: { kind: 'constant', value } } }),
    );

    expect(resultsBetween(before!, after!)).toEqual([
      { pointer: '/apply/useCount', before: values('2'), after: values('3') },
    ]);
  });

  it('can be the same although the settings differ (C-10)', () => {
    const before = aMapping({ required: { subject: aFieldSource('f-title') } });
    const after = aMapping({ required: { subject: { kind: 'constant', value: '合同一' } } });

    expect(resultsBetween(before, after).map(isSamePair)).toEqual([true]);
  });
});
