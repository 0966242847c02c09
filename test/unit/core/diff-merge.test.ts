import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyCommand } from '../../../src/core/commands.js';
import { diffCommand, diffDocuments } from '../../../src/core/diff.js';
import { isSame } from '../../../src/core/document-parts.js';
import { mergeDocuments } from '../../../src/core/merge.js';
import { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { SigningMapping, type PartyConfig } from '../../../src/schema/signing-config.js';
import { aMapping } from '../../support/builders.js';
import { arbitraryOf } from '../../support/schema-arbitrary.js';

const mappings = arbitraryOf(SigningMapping) as fc.Arbitrary<SigningMapping>;
const sealUses = arbitraryOf(SealUseMapping) as fc.Arbitrary<SealUseMapping>;

/** Two or three documents that share much, as versions of one document do. */
const mixed = (documents: fc.Arbitrary<SigningMapping>): fc.Arbitrary<SigningMapping> =>
  fc
    .tuple(documents, fc.subarray(['required', 'optional', 'flow', 'advanced', 'operations'] as const))
    .map(([other, sections]) => ({
      ...aMapping(),
      ...Object.fromEntries(sections.map((section) => [section, other[section]])),
    }));

function party(id: string, change: Partial<PartyConfig> = {}): PartyConfig {
  return {
    id,
    kind: 'organization',
    scope: 'external',
    name: { kind: 'constant', value: id },
    signers: [],
    contact: null,
    order: 1,
    seal: null,
    signingNodes: [],
    autoSign: false,
    ...change,
  };
}

function withParties(...parties: PartyConfig[]): SigningMapping {
  const mapping = aMapping();
  return { ...mapping, flow: { ...mapping.flow, parties } };
}

describe('the difference of two documents (C-01…C-60, P-01…P-14)', () => {
  it('leads from any signing mapping to any other one', () => {
    fc.assert(
      fc.property(mixed(mappings), mixed(mappings), (a, b) => {
        expect(applyCommand(a, diffCommand(a, diffDocuments(a, b))).doc).toEqual(b);
      }),
    );
  });

  it('leads from any physical-seal mapping to any other one', () => {
    fc.assert(
      fc.property(sealUses, sealUses, (a, b) => {
        expect(applyCommand(a, diffCommand(a, diffDocuments(a, b))).doc).toEqual(b);
      }),
    );
  });

  it('is empty for equal documents only', () => {
    fc.assert(
      fc.property(mixed(mappings), mixed(mappings), (a, b) => {
        expect(diffDocuments(a, structuredClone(a))).toEqual([]);
        expect(diffDocuments(a, b).length === 0).toBe(isSame(a, b));
      }),
    );
  });

  it('knows parties by their id: moved, changed, added and removed (C-31)', () => {
    const before = withParties(party('a'), party('b'), party('c'));
    const after = withParties(party('d'), party('c', { order: 2 }), party('a'));
    const found = diffDocuments(before, after);
    expect(found.map(({ kind, path, pointer }) => [kind, path, pointer])).toEqual([
      ['removed', '/flow/parties/@b', '/flow/parties/1'],
      ['added', '/flow/parties/@d', '/flow/parties/0'],
      ['changed', '/flow/parties/@c/order', '/flow/parties/1/order'],
      ['moved', '/flow/parties', '/flow/parties'],
    ]);
    expect(applyCommand(before, diffCommand(before, found)).doc).toEqual(after);
  });

  it('leaves out what has no place any more', () => {
    const found = diffDocuments(withParties(party('a')), withParties(party('a', { order: 3 })));
    const other = withParties(party('b'));
    expect(applyCommand(other, diffCommand(other, found)).doc).toEqual(other);
  });
});

describe("the merge of two people's changes (C-01)", () => {
  it('takes the only side that changed, and what both changed alike', () => {
    fc.assert(
      fc.property(mixed(mappings), mixed(mappings), (base, x) => {
        expect(mergeDocuments(base, base, x)).toEqual({ doc: x, conflicts: [] });
        expect(mergeDocuments(base, x, base)).toEqual({ doc: x, conflicts: [] });
        expect(mergeDocuments(base, x, x)).toEqual({ doc: x, conflicts: [] });
      }),
    );
  });

  it('favours no side: without conflicts they may be exchanged', () => {
    fc.assert(
      fc.property(mixed(mappings), mixed(mappings), mixed(mappings), (base, x, y) => {
        const [one, other] = [mergeDocuments(base, x, y), mergeDocuments(base, y, x)];
        expect(other.conflicts.map(({ path }) => path).toSorted()).toEqual(
          one.conflicts.map(({ path }) => path).toSorted(),
        );
        if (one.conflicts.length === 0) expect(other.doc).toEqual(one.doc);
      }),
    );
  });

  it('with each conflict given to theirs, nothing of mine stays that theirs contradicts', () => {
    const base = withParties(party('a'), party('b'));
    const mine = withParties(party('a', { order: 2 }), party('b', { order: 5 }));
    const theirs = withParties(party('a', { order: 3, kind: 'person' }), party('c'));
    const paths = mergeDocuments(base, mine, theirs).conflicts.map(({ path }) => path);
    expect(paths).toEqual(['/flow/parties/@a/order', '/flow/parties/@b']);
    const kept = mergeDocuments(base, mine, theirs, { '/flow/parties/@b': 'theirs' }).doc.flow.parties;
    expect(kept).toEqual([party('a', { order: 2, kind: 'person' }), party('c')]);
    const lost = mergeDocuments(base, mine, theirs).doc.flow.parties;
    expect(lost.map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('joins nodes that both added, and leaves out what either took away (C-14)', () => {
    const nodes = (...signingNodes: string[]): SigningMapping => {
      const mapping = aMapping();
      return { ...mapping, required: { ...mapping.required, signingNodes } };
    };
    const { doc, conflicts } = mergeDocuments(nodes('a', 'b'), nodes('a', 'd'), nodes('c', 'a', 'b'));
    expect(conflicts).toEqual([]);
    expect(doc.required.signingNodes).toEqual(['a', 'c', 'd']);
  });

  it('never cuts a text into pieces of two people (C-44)', () => {
    const named = (text: string): SigningMapping => {
      const mapping = aMapping();
      return { ...mapping, advanced: { ...mapping.advanced, namingRule: [{ kind: 'text', text }] } };
    };
    const { conflicts } = mergeDocuments(named('a'), named('b'), named('c'));
    expect(conflicts.map(({ path }) => path)).toEqual(['/advanced/namingRule']);
  });
});
