import { describe, expect, it } from 'vitest';

import { EnvelopeStatus, type Envelope } from '../../../../src/schema/envelope.js';
import type { FileOperation, FileOperationKind, SigningMapping } from '../../../../src/schema/signing-config.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import {
  aFieldRef,
  aFile,
  aMapping,
  anEnvelope,
  aParty,
  aRecord,
  aSigner,
  type Patch,
} from '../../../support/builders.js';
import { at, completed, CREATE_POINT, effectOf, kinds, planWith } from './planner.fixture.js';

const ARRIVAL: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'before' };
const LEAVING: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'after' };

function rows(point: FlowPoint, ...operations: FileOperationKind[]): FileOperation[] {
  const { kind, id: target, timing } = point;
  return operations.map((operation, index) => ({
    id: `row-${index + 1}`,
    kind,
    target,
    timing,
    operation,
    message: {},
  }));
}

function operating(
  point: FlowPoint,
  operations: FileOperationKind[],
  patch: Patch<SigningMapping> = {},
): SigningMapping {
  return aMapping({ ...patch, operations: rows(point, ...operations) });
}

/** What a single row does to an envelope at a node where nothing else happens. */
function operate(operation: FileOperationKind, envelope: Envelope | null, patch: Patch<SigningMapping> = {}) {
  return planWith({ mapping: operating(LEAVING, [operation], patch), envelope, event: at(LEAVING) });
}

const silent = [
  aParty({ autoSign: true, signers: [aSigner()] }),
  aParty({ id: 'party-b', order: 2, autoSign: true, status: 'waiting', signingNodes: ['n-sign-b'] }),
];

const CAN: Record<Exclude<FileOperationKind, 'verifySigned'>, { effect: string; when: EnvelopeStatus[] }> = {
  create: { effect: 'createEnvelope', when: ['rejected', 'revoked', 'expired', 'terminated', 'deleted'] },
  launch: { effect: 'launchEnvelope', when: ['draft'] },
  autoSign: { effect: 'autoSign', when: ['launched'] },
  download: { effect: 'fileSigned', when: ['completed'] },
  remind: { effect: 'remindSigners', when: ['launched'] },
  revoke: { effect: 'revokeEnvelope', when: ['draft', 'launched'] },
  archive: { effect: 'archiveEnvelope', when: ['completed'] },
};

describe('R-11: file operations (C-70)', () => {
  const cases = Object.entries(CAN).flatMap(([operation, { effect, when }]) =>
    EnvelopeStatus.options.map((status) => [operation, status, when.includes(status) ? [effect] : []] as const),
  );

  it.each(cases)('%s a %s envelope: %j', (operation, status, expected) => {
    const parties =
      operation === 'autoSign'
        ? silent.map((party) => ({ ...party, signingNodes: ['n-archive'] }))
        : anEnvelope().parties;
    const { effects } = operate(operation as FileOperationKind, anEnvelope({ status, parties }));

    expect(kinds(effects)).toEqual(expected);
    for (const { why } of effects) expect(why).toMatchObject({ rule: 'R-11', slot: 'C-70', reason: 'fileOperation' });
  });

  it('verifySigned is no effect, whatever the envelope (R-06)', () => {
    expect(operate('verifySigned', anEnvelope({ status: 'completed' }))).toMatchObject({ effects: [], blocks: [] });
    expect(operate('verifySigned', anEnvelope())).toMatchObject({ effects: [], blocks: [{ code: 'NOT-SIGNED' }] });
  });

  it.each(['autoSign', 'remind', 'revoke', 'archive', 'download'] as const)(
    '%s without an envelope is no fault',
    (operation) => {
      expect(operate(operation, null)).toMatchObject({ effects: [], problems: [] });
    },
  );

  it('create makes the one envelope of R-01, and tells what is missing', () => {
    expect(operate('create', null).effects).toMatchObject([
      { kind: 'createEnvelope', key: 'create:rec-1001:config-1:1', launch: true, follows: null },
    ]);
    const record = aRecord({ values: { ...aRecord().values, 'f-contract': null } });
    const mapping = operating(LEAVING, ['create']);
    expect(planWith({ mapping, record, event: at(LEAVING) })).toMatchObject({
      effects: [],
      problems: [{ code: 'REQ', slot: 'C-13' }],
    });
  });

  it('launch tells that there is nothing to launch', () => {
    for (const envelope of [null, anEnvelope({ status: 'revoked' })]) {
      expect(operate('launch', envelope)).toMatchObject({
        effects: [],
        problems: [{ code: 'NOT-CREATED', slot: 'C-70', field: null }],
      });
    }
  });

  it('download tells that no field takes the files (C-43), and files once (R-08)', () => {
    const envelope = anEnvelope({ status: 'completed' });
    const filed = anEnvelope({ status: 'completed', filedAt: '2026-11-22T07:00:00Z' });

    expect(operate('download', envelope, { advanced: { downloadInto: null } })).toMatchObject({
      effects: [],
      problems: [{ code: 'REQ', slot: 'C-43' }],
    });
    expect(operate('download', filed)).toMatchObject({ effects: [], problems: [] });
  });

  it('download has the key of the filing after completion, so that there is one (R-08)', () => {
    const envelope = anEnvelope({ status: 'completed' });
    const byItself = effectOf(planWith({ envelope, event: completed }).effects, 'fileSigned');
    const { key, names, field } = effectOf(operate('download', envelope).effects, 'fileSigned');

    expect({ key, names, field }).toEqual({ key: byItself.key, names: byItself.names, field: aFieldRef('f-signed') });
  });

  it('archive happens once', () => {
    const archived = anEnvelope({ status: 'completed', archivedAt: '2026-11-22T07:00:00Z' });

    expect(operate('archive', archived).effects).toEqual([]);
  });

  it('revoke and remind leave an envelope past its deadline alone (R-14)', () => {
    const late = anEnvelope({ deadline: '2026-11-22T07:59:59Z' });

    for (const operation of ['revoke', 'remind', 'autoSign'] as const)
      expect(operate(operation, late).effects).toEqual([]);
  });

  it('revoke gives the text of its row as the reason', () => {
    const [row] = rows(LEAVING, 'revoke');
    const reason = (text: string) => {
      const mapping = aMapping({ operations: [{ ...row!, message: { 'zh-CN': text } }] });
      return effectOf(planWith({ mapping, envelope: anEnvelope(), event: at(LEAVING) }).effects, 'revokeEnvelope')
        .reason;
    };

    expect(reason('部门退回')).toBe('部门退回');
    expect(reason('')).toBe('流程流转时系统自动撤回');
  });

  it('remind reminds nobody who has signed', () => {
    const parties = anEnvelope().parties.map((party) => ({ ...party, status: 'signed' as const }));

    expect(operate('remind', anEnvelope({ parties })).effects).toEqual([]);
  });

  it('autoSign signs for silent parties of the own organisation whose turn it is, and for nobody else', () => {
    const person = aParty({ id: 'person', kind: 'person', autoSign: true, signingNodes: ['n-archive'] });
    const external = aParty({ id: 'external', scope: 'external', autoSign: true, signingNodes: ['n-archive'] });
    const loud = aParty({ id: 'loud', autoSign: false, signingNodes: ['n-archive'] });
    const own = { ...silent[0]!, signingNodes: ['n-archive'] };
    const { effects } = operate('autoSign', anEnvelope({ parties: [own, person, external, loud, silent[1]!] }));

    expect(effects).toMatchObject([{ kind: 'autoSign', envelopeId: 'envelope-1', partyId: 'initiator' }]);
  });
});

describe('R-11: order', () => {
  const launchHere = (point: FlowPoint, operations: FileOperationKind[]) =>
    operating(point, operations, { flow: { saveAsDraft: true, createAt: [], launchAt: [point] } });

  it('is that of the list', () => {
    const envelope = anEnvelope();
    const order = (...operations: FileOperationKind[]) =>
      kinds(planWith({ mapping: operating(LEAVING, operations), envelope, event: at(LEAVING) }).effects);

    expect(order('remind', 'revoke')).toEqual(['remindSigners', 'revokeEnvelope']);
    expect(order('revoke', 'remind')).toEqual(['revokeEnvelope']);
    expect(order('revoke', 'create')).toEqual(['revokeEnvelope', 'createEnvelope']);
  });

  it('comes ahead of the built-in rules at before, and behind them at after', () => {
    const envelope = anEnvelope({ status: 'draft' });
    const at1 = (point: FlowPoint) =>
      planWith({ mapping: launchHere(point, ['remind', 'launch']), envelope, event: at(point) });

    // at before the draft cannot be reminded of yet; at after the built-in launch has come first
    expect(at1(ARRIVAL).effects).toMatchObject([{ kind: 'launchEnvelope', why: { rule: 'R-11' } }]);
    expect(at1(LEAVING).effects).toMatchObject([
      { kind: 'launchEnvelope', why: { rule: 'R-02' } },
      { kind: 'remindSigners', why: { rule: 'R-11' } },
    ]);
  });

  it('lets rows build on what the rows above make', () => {
    const mapping = operating(ARRIVAL, ['create', 'launch', 'remind'], { flow: { saveAsDraft: true, createAt: [] } });

    expect(planWith({ mapping, event: at(ARRIVAL) }).effects).toMatchObject([
      { kind: 'createEnvelope', launch: false, key: 'create:rec-1001:config-1:1' },
      { kind: 'launchEnvelope', envelopeId: null, key: 'launch:create:rec-1001:config-1:1' },
    ]);
  });

  it('makes one envelope where a row and C-32 meet', () => {
    expect(kinds(planWith({ mapping: operating(CREATE_POINT, ['create']), event: at(CREATE_POINT) }).effects)).toEqual([
      'createEnvelope',
    ]);
  });

  it('acts at its own point only', () => {
    const mapping = operating(LEAVING, ['revoke']);

    for (const point of [ARRIVAL, { ...LEAVING, kind: 'exit' as const }, { ...LEAVING, id: 'n-sign-b' }]) {
      expect(planWith({ mapping, envelope: anEnvelope(), event: at(point) }).effects).toEqual([]);
    }
    expect(planWith({ mapping, envelope: anEnvelope(), event: completed }).effects).toEqual([]);
  });

  it('is stopped as a whole by a row that finds signatures missing (R-06)', () => {
    const mapping = operating(LEAVING, ['remind', 'verifySigned', 'revoke']);

    expect(planWith({ mapping, envelope: anEnvelope(), event: at(LEAVING) })).toMatchObject({
      effects: [],
      problems: [],
    });
  });

  it('goes on with the present files only, and closes what is there (R-03)', () => {
    const record = aRecord({ values: { ...aRecord().values, 'f-contract': [aFile({ sha256: 'b'.repeat(64) })] } });
    const order = (operation: FileOperationKind, status: EnvelopeStatus) => {
      const mapping = operating(ARRIVAL, [operation], { advanced: { recreate: true } });
      return kinds(planWith({ mapping, record, envelope: anEnvelope({ status }), event: at(ARRIVAL) }).effects);
    };

    expect(order('launch', 'draft')).toEqual(['createEnvelope']);
    expect(order('revoke', 'launched')).toEqual(['revokeEnvelope']);
    expect(order('archive', 'completed')).toEqual(['archiveEnvelope', 'createEnvelope']);
  });
});

describe('R-11: keys', () => {
  it('are the same for a retry, and others for another row, point, version or envelope', () => {
    const remind = (change: { row?: string; point?: FlowPoint; configVersion?: number; envelope?: string } = {}) => {
      const point = change.point ?? LEAVING;
      const [row] = rows(point, 'remind');
      const mapping = aMapping({ operations: [{ ...row!, id: change.row ?? 'row-1' }] });
      const envelope = anEnvelope({ id: change.envelope ?? 'envelope-1' });
      const { configVersion = 1 } = change;
      return effectOf(planWith({ mapping, envelope, configVersion, event: at(point) }).effects, 'remindSigners').key;
    };
    const others = [{ row: 'row-2' }, { point: ARRIVAL }, { configVersion: 2 }, { envelope: 'envelope-2' }].map(remind);

    expect(remind()).toBe(remind());
    expect(new Set([remind(), ...others]).size).toBe(5);
  });

  it('are one for each envelope where an act can happen only once', () => {
    const once = ['launch', 'revoke', 'archive', 'download'] as const;
    const status = { launch: 'draft', revoke: 'launched', archive: 'completed', download: 'completed' } as const;

    for (const operation of once) {
      const envelope = anEnvelope({ status: status[operation] });
      const both = planWith({
        mapping: operating(LEAVING, [operation, operation]),
        envelope,
        event: at(LEAVING),
      }).effects;
      expect([operation, both.length]).toEqual([operation, 1]);
    }
  });
});

describe('C-31, C-36: silent signing', () => {
  const launched = { kind: 'envelope', event: 'launched' } as const;

  it('comes with the turn, at a node of the party (R-05)', () => {
    const envelope = anEnvelope({ parties: silent });

    expect(planWith({ envelope, event: launched }).effects).toMatchObject([
      {
        kind: 'autoSign',
        key: 'autoSign:envelope-1:initiator',
        partyId: 'initiator',
        why: { rule: 'R-05', slot: 'C-36' },
      },
    ]);
    const elsewhere = aRecord({ currentNodeId: 'n-legal' });
    expect(planWith({ envelope, event: launched, record: elsewhere }).effects).toEqual([]);
  });

  it('goes on with the next party, and when the record arrives at its node', () => {
    const [first, second] = silent;
    const envelope = anEnvelope({ parties: [{ ...first!, status: 'signed' }, second!] });
    const record = aRecord({ currentNodeId: 'n-sign-b' });
    const arrival = at({ kind: 'node', id: 'n-sign-b', timing: 'before' });

    for (const event of [arrival, { kind: 'envelope', event: 'partySigned' } as const]) {
      expect(planWith({ envelope, record, event }).effects).toMatchObject([
        { kind: 'autoSign', partyId: 'party-b', why: { rule: 'R-05', slot: 'C-31' } },
      ]);
    }
  });

  it('waits for the launch of what is only planned, and for files that were replaced (R-03)', () => {
    const initiator = { order: 1, seal: null, autoSign: true };
    const record = aRecord({ values: { ...aRecord().values, 'f-contract': [aFile({ sha256: 'b'.repeat(64) })] } });
    const recreating = aMapping({ advanced: { recreate: true } });

    expect(kinds(planWith({ mapping: aMapping({ flow: { initiator } }) }).effects)).toEqual(['createEnvelope']);
    const envelope = anEnvelope({ parties: silent });
    expect(planWith({ mapping: recreating, envelope, record, event: launched }).effects).toEqual([]);
    expect(kinds(planWith({ mapping: recreating, envelope, event: launched }).effects)).toEqual(['autoSign']);
  });

  it('has the same key as the row of C-70, so that a party signs once', () => {
    const mapping = operating(ARRIVAL, ['autoSign']);
    const { effects } = planWith({ mapping, envelope: anEnvelope({ parties: silent }), event: at(ARRIVAL) });

    expect(effects).toMatchObject([{ kind: 'autoSign', why: { rule: 'R-11', slot: 'C-70' } }]);
  });
});
