import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EnvelopeDraft } from '../../../../src/schema/plan.js';
import { EnvelopeStatus } from '../../../../src/schema/envelope.js';
import {
  aFieldRef,
  aFieldSource,
  aFile,
  aMapping,
  anEnvelope,
  aPartyConfig,
  aRecord,
} from '../../../support/builders.js';
import {
  applicant,
  at,
  click,
  CREATE_POINT,
  draftWith,
  hasButton,
  kinds,
  LAUNCH_POINT,
  planWith,
  problemsWith,
  signerA,
  signerB,
  stranger,
} from './planner.fixture.js';

const drafting = aMapping({ flow: { saveAsDraft: true, launchAt: [LAUNCH_POINT] } });
const lazy = aMapping({ flow: { createAt: [] } });

describe('R-01: creation', () => {
  it('creates and launches at once at the point of C-32', () => {
    const { effects, problems } = planWith();

    expect(problems).toEqual([]);
    expect(effects).toMatchObject([
      { kind: 'createEnvelope', key: 'create:rec-1001:config-1:1', launch: true, why: { rule: 'R-01', slot: 'C-32' } },
    ]);
  });

  it.each([
    ['another exit', { kind: 'exit' as const, id: 'e-legal-back', timing: 'after' as const }],
    ['the other side of the exit', { kind: 'exit' as const, id: 'e-legal-ok', timing: 'before' as const }],
    ['a node of the same name', { kind: 'node' as const, id: 'e-legal-ok', timing: 'after' as const }],
  ])('does nothing at %s (C-32)', (_, point) => {
    expect(planWith({ event: at(point) }).effects).toEqual([]);
  });

  it('plans nothing at all when the mapping is disabled or missing (C-04)', () => {
    for (const mapping of [aMapping({ basic: { enabled: false } }), null]) {
      expect(planWith({ mapping })).toEqual({
        effects: [],
        buttons: [],
        tab: { visible: false, openFirst: false, name: {}, buttonField: null },
        messages: [],
        blocks: [],
        problems: [],
      });
    }
  });

  it('reads the whole draft from the record, in a shape that the schema knows', () => {
    const draft = draftWith(
      aMapping({
        optional: { remark: aFieldSource('f-remark'), sceneNumber: { kind: 'constant', value: 'S-7' } },
        advanced: {
          cc: { internal: [aFieldSource('f-team')], external: [{ kind: 'constant', value: 'a@b.cn，c@d.cn' }] },
        },
      }),
    );

    expect(EnvelopeDraft.safeParse(draft).success).toBe(true);
    expect(draft).toMatchObject({
      recordId: 'rec-1001',
      workflowId: 'wf-purchase-contract',
      provider: 'builtin',
      bindingId: 'bind-builtin',
      subject: '服务器采购合同',
      remark: '加急',
      sceneNumber: 'S-7',
      organization: '上海远景信息技术有限公司',
      initiator: { userId: 'applicant' },
      order: 'ordered',
      deadline: null,
      cc: ['applicant', 'signer-a', 'a@b.cn', 'c@d.cn'],
    });
    expect(draft.documents).toEqual([{ kind: 'file', sourceId: 'doc-1', ...aFile() }]);
    expect(draft.parties).toMatchObject([
      { id: 'initiator', order: 1, signingNodes: ['n-sign-a'], signers: [{ userId: 'signer-a' }] },
      { id: 'party-b', name: '陈刚', order: 2, signingNodes: ['n-sign-b'], signers: [{ userId: 'signer-b' }] },
    ]);
  });

  it('takes the acting person as initiator, and the mapped one where C-12 says so', () => {
    expect(draftWith(aMapping()).initiator.userId).toBe('applicant');
    const mapped = aMapping({ required: { initiator: aFieldSource('f-signer-b') } });
    expect(draftWith(mapped).initiator.userId).toBe('signer-b');
  });

  it.each(['draft', 'launched'] as const)('never makes a second envelope beside a %s one', (status) => {
    for (const configVersion of [1, 2]) {
      const { effects } = planWith({ envelope: anEnvelope({ status }), configVersion });
      expect(kinds(effects)).not.toContain('createEnvelope');
    }
  });

  it('makes none after one was completed under the same version, and one under the next version', () => {
    const envelope = anEnvelope({ status: 'completed' });

    expect(planWith({ envelope }).effects).toEqual([]);
    expect(planWith({ envelope, configVersion: 2 }).effects).toMatchObject([
      { kind: 'createEnvelope', key: 'create:rec-1001:config-1:2:after:envelope-1' },
    ]);
  });

  it.each(['rejected', 'revoked', 'expired', 'terminated', 'deleted'] as const)(
    'makes a new one with a key of its own after the last was %s (R-14)',
    (status) => {
      expect(planWith({ envelope: anEnvelope({ status }) }).effects).toMatchObject([
        { kind: 'createEnvelope', key: 'create:rec-1001:config-1:1:after:envelope-1' },
      ]);
    },
  );

  it('gives the same plan with the same keys for the same input, whatever the status', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(null, ...EnvelopeStatus.options),
        fc.constantFrom(lazy, drafting, aMapping()),
        fc.constantFrom(at(CREATE_POINT), at(LAUNCH_POINT), click('sign'), click('open'), click('launch', applicant)),
        (status, mapping, event) => {
          const over = { mapping, event, envelope: status && anEnvelope({ status }) };
          const first = planWith(over);

          expect(planWith(over)).toEqual(first);
          expect(kinds(first.effects).filter((kind) => kind === 'createEnvelope').length).toBeLessThanOrEqual(1);
          expect(new Set(first.effects.map((effect) => effect.key)).size).toBe(first.effects.length);
        },
      ),
    );
  });

  it('gives every effect a rule, a slot and a reason', () => {
    const plans = [
      planWith(),
      planWith({ mapping: drafting, envelope: anEnvelope({ status: 'draft' }), event: at(LAUNCH_POINT) }),
      planWith({ envelope: anEnvelope({ status: 'completed' }), event: { kind: 'envelope', event: 'completed' } }),
    ];

    const whys = plans.flatMap((plan) => plan.effects.map((effect) => effect.why));
    expect(whys).toHaveLength(4);
    for (const why of whys)
      expect(why).toMatchObject({ rule: expect.stringMatching(/^R-\d\d$/), slot: expect.any(String) });
  });
});

describe('R-01: creation at the first click (C-32 empty)', () => {
  it.each(['open', 'sign'] as const)('creates when who signs at this node asks to %s', (action) => {
    const { effects } = planWith({ mapping: lazy, event: click(action) });

    expect(effects).toMatchObject([{ kind: 'createEnvelope', launch: true, why: { reason: 'firstClick' } }]);
  });

  it('creates a draft when the creator sets positions, so that nobody signs meanwhile', () => {
    const event = click('setPositions', applicant);

    expect(planWith({ mapping: lazy, event }).effects).toMatchObject([{ kind: 'createEnvelope', launch: false }]);
  });

  it.each([
    ['a stranger opens it', click('open', stranger)],
    ['the creator only looks', click('open', applicant)],
    ['the signer sets positions', click('setPositions', signerA)],
    ['somebody downloads', click('download', signerA)],
    ['the second in order comes first', click('sign', signerB)],
  ])('does not create when %s', (_, event) => {
    expect(planWith({ mapping: lazy, event }).effects).toEqual([]);
  });

  it('does not create at another node, at a hidden one (C-41), nor in a finished record', () => {
    const event = click('sign');

    expect(planWith({ mapping: lazy, event, record: aRecord({ currentNodeId: 'n-legal' }) }).effects).toEqual([]);
    expect(planWith({ mapping: lazy, event, record: aRecord({ finished: true }) }).effects).toEqual([]);
    const hidden = aMapping({ flow: { createAt: [] }, advanced: { hideSignAt: ['n-sign-a'] } });
    expect(planWith({ mapping: hidden, event }).effects).toEqual([]);
  });

  it('does not create by a click where C-32 names a point', () => {
    expect(planWith({ event: click('sign') }).effects).toEqual([]);
  });

  it('does not start over by a look at a record whose envelope has ended', () => {
    for (const status of ['completed', 'rejected', 'revoked', 'expired'] as const) {
      const over = { mapping: lazy, envelope: anEnvelope({ status }), event: click('open'), configVersion: 2 };
      expect(planWith(over).effects).toEqual([]);
    }
  });

  it('lets any order begin where there is none (C-35)', () => {
    const mapping = aMapping({ flow: { createAt: [], order: 'unordered' } });
    const record = aRecord({ currentNodeId: 'n-sign-b' });

    expect(kinds(planWith({ mapping, record, event: click('sign', signerB) }).effects)).toEqual(['createEnvelope']);
  });

  it('lets any of several signers make the first click, and the initiator that C-12 names set positions', () => {
    const mapping = aMapping({
      flow: { createAt: [] },
      required: { signers: [aFieldSource('f-team')], initiator: aFieldSource('f-signer-b') },
    });

    expect(kinds(planWith({ mapping, event: click('sign', signerA) }).effects)).toEqual(['createEnvelope']);
    expect(kinds(planWith({ mapping, event: click('setPositions', signerB) }).effects)).toEqual(['createEnvelope']);
    expect(planWith({ mapping, event: click('setPositions', applicant) }).effects).toEqual([]);
  });

  it('offers exactly the buttons that would create', () => {
    const over = { mapping: lazy, envelope: null };

    expect(hasButton('sign', { ...over, viewer: signerA })).toBe(true);
    expect(hasButton('sign', { ...over, viewer: stranger })).toBe(false);
    expect(hasButton('setPositions', { ...over, viewer: applicant })).toBe(true);
    expect(hasButton('sign', { mapping: aMapping(), viewer: signerA })).toBe(false);
  });
});

describe('R-01: starting again after an end without completion (C-32 empty)', () => {
  const ended = anEnvelope({ status: 'revoked' });
  const again = { mapping: lazy, envelope: ended, event: click('launch', applicant) };

  it.each(['rejected', 'revoked', 'expired', 'terminated'] as const)(
    'creates and launches a new one after one that is %s, when the initiator asks for it',
    (status) => {
      const over = { ...again, envelope: anEnvelope({ status }) };

      expect(planWith(over)).toMatchObject({
        effects: [{ kind: 'createEnvelope', launch: true, key: 'create:rec-1001:config-1:1:after:envelope-1' }],
        problems: [],
      });
      expect(hasButton('launch', { ...over, viewer: applicant })).toBe(true);
    },
  );

  it('launches at once although drafts are on (C-33)', () => {
    const mapping = aMapping({ flow: { createAt: [], saveAsDraft: true, launchAt: [LAUNCH_POINT] } });

    expect(planWith({ ...again, mapping }).effects).toMatchObject([{ kind: 'createEnvelope', launch: true }]);
  });

  it.each([
    ['nobody but the initiator', { event: click('launch', signerA), viewer: signerA }],
    ['nobody where C-32 names a point', { mapping: aMapping() }],
    ['nobody while it is being signed', { envelope: anEnvelope() }],
    ['nobody when it was completed', { envelope: anEnvelope({ status: 'completed' }) }],
    ['nobody in a finished record', { record: aRecord({ finished: true }) }],
    ['nobody where no signing node lies ahead', { record: aRecord({ currentNodeId: 'n-archive' }) }],
  ])('offers it to %s', (_, change) => {
    const over = { ...again, viewer: applicant, ...change };

    expect(kinds(planWith(over).effects)).toEqual([]);
    expect(hasButton('launch', over)).toBe(false);
  });

  it('is there before the signing nodes too, to which the record still comes', () => {
    expect(hasButton('launch', { ...again, viewer: applicant, record: aRecord({ currentNodeId: 'n-start' }) })).toBe(
      true,
    );
  });

  it('needs another click than a look', () => {
    expect(planWith({ ...again, event: click('open', applicant) })).toMatchObject({ effects: [], problems: [] });
  });
});

describe('R-02: launch', () => {
  it('keeps a draft until the point of C-34 (C-33)', () => {
    const created = planWith({ mapping: drafting }).effects;
    expect(created).toMatchObject([{ kind: 'createEnvelope', launch: false }]);

    const launched = planWith({
      mapping: drafting,
      envelope: anEnvelope({ status: 'draft' }),
      event: at(LAUNCH_POINT),
    });
    expect(launched.effects).toMatchObject([
      {
        kind: 'launchEnvelope',
        key: 'launch:envelope-1',
        envelopeId: 'envelope-1',
        why: { rule: 'R-02', slot: 'C-34' },
      },
    ]);
  });

  it('creates and launches in this order where both points are the same', () => {
    const mapping = aMapping({ flow: { saveAsDraft: true, launchAt: [CREATE_POINT] } });

    expect(planWith({ mapping }).effects).toMatchObject([
      { kind: 'createEnvelope', launch: false },
      { kind: 'launchEnvelope', envelopeId: null, key: 'launch:create:rec-1001:config-1:1' },
    ]);
  });

  it('complains once of what can neither be created nor launched', () => {
    const mapping = aMapping({ flow: { saveAsDraft: true, launchAt: [CREATE_POINT] } });
    const record = aRecord({ values: { ...aRecord().values, 'f-contract': null } });

    expect(planWith({ mapping, record })).toMatchObject({ effects: [], problems: [{ code: 'REQ', slot: 'C-13' }] });
  });

  it.each(['launched', 'completed'] as const)('launches nothing that is %s already', (status) => {
    const over = { mapping: drafting, envelope: anEnvelope({ status }), event: at(LAUNCH_POINT) };

    expect(planWith(over)).toMatchObject({ effects: [], problems: [] });
  });

  it('says that there is nothing to launch when creation was passed by', () => {
    for (const envelope of [null, anEnvelope({ status: 'revoked' })]) {
      const { effects, problems } = planWith({ mapping: drafting, envelope, event: at(LAUNCH_POINT) });
      expect(effects).toEqual([]);
      expect(problems).toEqual([{ code: 'NOT-CREATED', slot: 'C-34', field: null }]);
    }
  });

  it('ignores C-34 when drafts are off (C-33)', () => {
    const mapping = aMapping({ flow: { launchAt: [LAUNCH_POINT] } });
    const envelope = anEnvelope({ status: 'draft' });

    expect(planWith({ mapping, envelope, event: at(LAUNCH_POINT) }).effects).toEqual([]);
  });

  it('lets the initiator launch a draft by hand, and nobody else', () => {
    const over = { mapping: drafting, envelope: anEnvelope({ status: 'draft' }) };

    expect(kinds(planWith({ ...over, event: click('launch', applicant) }).effects)).toEqual(['launchEnvelope']);
    expect(planWith({ ...over, event: click('launch', signerA) }).effects).toEqual([]);
  });

  it('launches a draft whose deadline is still ahead (C-23)', () => {
    const envelope = anEnvelope({ status: 'draft', deadline: '2026-11-23T00:00:00Z' });

    expect(kinds(planWith({ mapping: drafting, envelope, event: at(LAUNCH_POINT) }).effects)).toEqual([
      'launchEnvelope',
    ]);
  });

  it('does not launch a draft whose deadline has passed (C-23)', () => {
    const envelope = anEnvelope({ status: 'draft', deadline: '2026-11-21T00:00:00Z' });

    expect(planWith({ mapping: drafting, envelope, event: at(LAUNCH_POINT) })).toMatchObject({
      effects: [],
      problems: [{ code: 'DATE-PAST', slot: 'C-23' }],
    });
  });
});

describe('what stops a creation', () => {
  const values = aRecord().values;

  it.each<[string, string, string, string[]]>([
    ['the subject is empty (C-10)', 'REQ', 'C-10', ['f-title']],
    ['the organisation is empty (C-11)', 'REQ', 'C-11', ['f-org']],
    ['there are no files (C-13)', 'REQ', 'C-13', ['f-contract']],
    ['nobody signs for the initiator (C-15)', 'SIGN-NONE', 'C-15', ['f-signer-a']],
    ['nobody signs for a party (C-31)', 'SIGN-NONE', 'C-31', ['f-signer-b']],
  ])('%s', (_, code, slot, [field = '']) => {
    const record = aRecord({ values: { ...values, [field]: null } });

    expect(problemsWith(aMapping(), record)).toEqual([[code, slot, field]]);
  });

  it('names every missing value at once', () => {
    const record = aRecord({ values: { ...values, 'f-title': '  ', 'f-contract': [], 'f-signer-a': null } });

    expect(problemsWith(aMapping(), record).map(([, slot]) => slot)).toEqual(['C-10', 'C-13', 'C-15']);
  });

  it('a subject of more than 200 characters (C-10)', () => {
    const record = aRecord({ values: { ...values, 'f-title': '合'.repeat(201) } });

    expect(problemsWith(aMapping(), record)).toEqual([['TOO-LONG', 'C-10', 'f-title']]);
  });

  it('an unset binding (C-02, C-03)', () => {
    const slots = problemsWith(aMapping({ basic: { provider: null, bindingId: null } })).map(([, slot]) => slot);
    expect(slots).toEqual(['C-02', 'C-03']);
  });

  it('a deadline that has passed, while today is still good (C-23)', () => {
    const mapping = aMapping({ optional: { deadline: { kind: 'field', field: aFieldRef('f-deadline') } } });
    const on = (day: string) => aRecord({ values: { ...values, 'f-deadline': day } });

    expect(problemsWith(mapping, on('2026-11-21'))).toEqual([['DATE-PAST', 'C-23', 'f-deadline']]);
    expect(draftWith(mapping, on('2026-11-22')).deadline).toBe('2026-11-22T15:59:59.999Z');
    expect(problemsWith(mapping, on('someday'))).toEqual([['UNREADABLE', 'C-23', 'f-deadline']]);
    expect(draftWith(mapping, on('')).deadline).toBeNull();
  });

  it('counts days of a deadline from today, to the end of the day (C-23)', () => {
    const mapping = aMapping({ optional: { deadline: { kind: 'days', days: 30 } } });

    expect(draftWith(mapping).deadline).toBe('2026-12-22T15:59:59.999Z');
  });

  it('counts the days of a draft from its launch, however long it lay (C-23, C-33)', () => {
    const mapping = aMapping({
      optional: { deadline: { kind: 'days', days: 3 } },
      flow: { saveAsDraft: true, launchAt: [LAUNCH_POINT] },
    });
    const envelope = anEnvelope({ status: 'draft', deadline: null });
    const old = anEnvelope({ status: 'draft', deadline: '2026-11-01T15:59:59.999Z' });

    expect(draftWith(mapping).deadline).toBeNull();
    for (const draft of [envelope, old]) {
      expect(planWith({ mapping, envelope: draft, event: at(LAUNCH_POINT) }).effects).toMatchObject([
        { kind: 'launchEnvelope', deadline: '2026-11-25T15:59:59.999Z' },
      ]);
    }
    expect(planWith({ mapping: drafting, envelope, event: at(LAUNCH_POINT) }).effects).toMatchObject([
      { deadline: null },
    ]);
  });

  it('an external party without a valid mobile or e-mail (C-31)', () => {
    const external = aPartyConfig({
      id: 'supplier',
      kind: 'organization',
      scope: 'external',
      name: aFieldSource('f-supplier'),
      signers: [],
      contact: aFieldSource('f-supplier-mobile'),
    });
    const mapping = aMapping({ flow: { parties: [external] } });
    const reach = (contact: string) => aRecord({ values: { ...values, 'f-supplier-mobile': contact } });

    expect(draftWith(mapping, reach('139 0000-0009')).parties[1]).toMatchObject({
      name: '杭州云栖服务器有限公司',
      signers: [{ userId: null, name: '杭州云栖服务器有限公司', contact: '13900000009' }],
    });
    expect(draftWith(mapping, reach('li@yunqi.cn')).parties[1]?.signers[0]?.contact).toBe('li@yunqi.cn');
    for (const bad of ['', '123', 'li@yunqi', '没有']) {
      expect(problemsWith(mapping, reach(bad))).toEqual([['SIGN-CONTACT', 'C-31', 'f-supplier-mobile']]);
    }
  });
});
