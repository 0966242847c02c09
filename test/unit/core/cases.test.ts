import { describe, expect, it } from 'vitest';

import { caseFile } from '../../../src/core/case-file.js';
import {
  acceptAll,
  acceptDifference,
  addCases,
  pinCase,
  runCases,
  type CaseWorld,
  type RecordCase,
} from '../../../src/core/cases.js';
import { CaseFile, MOST_CASES } from '../../../src/schema/case-file.js';
import type { PartyConfig, SigningMapping } from '../../../src/schema/signing-config.js';
import {
  aFieldSource,
  aMapping,
  aPartyConfig,
  aPerson,
  aRecord,
  aWorkflow,
  type Patch,
} from '../../support/builders.js';

const aWorld = (patch: Patch<SigningMapping> = {}): CaseWorld => ({ mapping: aMapping(patch), workflow: aWorkflow() });
const titled = aWorld({ required: { subject: aFieldSource('f-title') } });
const supplied = aWorld({ required: { subject: aFieldSource('f-supplier') } });

const aCase = (world: CaseWorld = titled): RecordCase =>
  pinCase(
    {
      name: '外部签署',
      record: aRecord({ values: { ...aRecord().values, 'f-title': '合同一', 'f-supplier': '乙公司' } }),
      operator: aPerson(),
      now: '2026-11-28T08:00:00Z',
    },
    world,
  );

describe('cases of a mapping', () => {
  it('pass while the mapping sends what was pinned', () => {
    expect(runCases([aCase()], titled)).toEqual([{ name: '外部签署', passed: true, differences: [] }]);
  });

  it('name the slot that sends something else, with both results (C-10)', () => {
    const [report] = runCases([aCase()], supplied);

    expect(report?.passed).toBe(false);
    expect(report?.differences).toEqual([
      {
        key: '/required/subject',
        path: '/required/subject',
        pointer: '/required/subject',
        isGone: false,
        expected: { kind: 'values', values: ['合同一'] },
        actual: { kind: 'values', values: ['乙公司'] },
      },
    ]);
  });

  it('tell a value that became a fault or nothing from the value (C-10)', () => {
    const faulty = runCases([aCase()], aWorld({ required: { subject: aFieldSource('f-contract') } }));
    const empty = runCases([aCase()], aWorld({ required: { subject: null } }));

    expect(faulty[0]?.passed).toBe(false);
    expect(empty[0]?.differences.map(({ actual }) => actual)).toEqual([{ kind: 'fault', code: 'REQ' }]);
  });

  it('notice a slot that no longer applies (C-15)', () => {
    const signing = aWorld({ flow: { initiatorAction: 'launchAndSign' } });
    const [report] = runCases([aCase(signing)], aWorld({ flow: { initiatorAction: 'launch' } }));

    expect(report?.differences.find(({ pointer }) => pointer === '/required/signers')?.actual).toBeNull();
  });

  it('depend on the pinned day alone (C-23)', () => {
    const world = aWorld({ optional: { deadline: { kind: 'days', days: 3 } } });

    expect(aCase(world).expected['/optional/deadline']).toEqual({ kind: 'values', values: ['2026-12-01'] });
    expect(runCases([aCase(world)], world)[0]?.passed).toBe(true);
  });

  it('pass again once every difference was accepted', () => {
    const [report] = runCases([aCase()], supplied);
    const accepted = (report?.differences ?? []).reduce(acceptDifference, aCase());

    expect(runCases([accepted], supplied)[0]?.passed).toBe(true);
    expect(runCases([accepted], titled)[0]?.passed).toBe(false);
  });

  it('are accepted all at once', () => {
    const [report] = runCases([aCase()], supplied);

    expect(runCases([acceptAll(aCase(), report!)], supplied)[0]?.passed).toBe(true);
  });

  it('are the same after a trip through a file', () => {
    const file = caseFile(titled.mapping, [aCase(), aCase(supplied)]);
    const back = CaseFile.parse(JSON.parse(JSON.stringify(file)));

    expect(back).toEqual(file);
    expect(runCases(back.cases, titled).map(({ passed }) => passed)).toEqual([true, false]);
  });

  it('get names of their own when a file is taken in, and are not more than fit', () => {
    const twice = addCases([aCase()], [aCase(), aCase()]);

    expect(twice?.map(({ name }) => name)).toEqual(['外部签署', '外部签署 (2)', '外部签署 (3)']);
    expect(
      addCases(
        [aCase()],
        Array.from({ length: MOST_CASES }, () => aCase()),
      ),
    ).toBeNull();
  });

  describe('with several parties (C-31)', () => {
    const named = (id: string, name = id): PartyConfig =>
      aPartyConfig({
        id,
        kind: 'organization',
        scope: 'external',
        name: { kind: 'constant', value: name },
        signers: [],
      });
    const withParties = (...parties: PartyConfig[]): CaseWorld =>
      aWorld({ flow: { addParties: { fixed: true, dynamic: false }, parties } });
    const pinned = aCase(withParties(named('a'), named('b')));

    it('know each by its id, so that one that was moved is no difference', () => {
      const [report] = runCases([pinned], withParties(named('b'), named('c'), named('a')));

      expect(report).toEqual({ name: '外部签署', passed: true, differences: [] });
    });

    it('tell where a party that sends something else is now', () => {
      const [report] = runCases([pinned], withParties(named('b', '别名'), named('a')));

      expect(report?.differences).toEqual([
        {
          key: '/flow/parties/@b/name',
          path: '/flow/parties/@b/name',
          pointer: '/flow/parties/0/name',
          isGone: false,
          expected: { kind: 'values', values: ['b'] },
          actual: { kind: 'values', values: ['别名'] },
        },
      ]);
    });

    it('tell that a party is gone at its list, and expect it no longer once that is accepted', () => {
      const world = withParties(named('a'));
      const [report] = runCases([pinned], world);

      expect(report!.passed).toBe(false);
      for (const difference of report!.differences) {
        expect(difference).toMatchObject({ pointer: '/flow/parties', isGone: true, actual: null });
      }
      expect(runCases([acceptAll(pinned, report!)], world)[0]?.passed).toBe(true);
    });

    it('of an older file are read by their place, and get ids when a result is accepted', () => {
      const old: RecordCase = { ...pinned, expected: { '/flow/parties/1/name': { kind: 'values', values: ['b'] } } };
      expect(runCases([CaseFile.shape.cases.parse([old])[0]!], withParties(named('a'), named('b')))[0]?.passed).toBe(
        true,
      );

      const moved = withParties(named('b'), named('a'));
      const [report] = runCases([old], moved);

      expect(report?.differences).toMatchObject([{ pointer: '/flow/parties/1/name', actual: { values: ['a'] } }]);
      expect(Object.keys(acceptAll(old, report!).expected)).toEqual(['/flow/parties/@a/name']);
    });

    it('survive a file that names what is no slot (hostile)', () => {
      const keys = ['', 'x', '/', '/__proto__/polluted', '/flow/parties/@', '/flow/parties/9/name', '/a/b/c'];
      const odd: RecordCase = { ...pinned, expected: Object.fromEntries(keys.map((key) => [key, { kind: 'empty' }])) };

      expect(runCases([odd], titled)[0]?.differences.map(({ actual }) => actual)).toEqual(keys.map(() => null));
    });
  });
});
