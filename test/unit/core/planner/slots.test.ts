import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

import { plan } from '../../../../src/core/planner/plan.js';
import type { PlanInput } from '../../../../src/core/planner/plan.js';
import { SealUseMapping } from '../../../../src/schema/seal-use-config.js';
import { SigningMapping } from '../../../../src/schema/signing-config.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import {
  aFieldRef,
  aFieldSource,
  aFile,
  aMapping,
  anEnvelope,
  anEnvelopeDocument,
  aPartyConfig,
  aRecord,
  aSealUse,
  aSealUseMapping,
} from '../../../support/builders.js';
import { anInput, applicant, at, click, completed, LAUNCH_POINT, signerA } from './planner.fixture.js';

/** One slot at run time: another value in it makes another plan, or the reason why it has no meaning there. */
type Slot =
  | {
      readonly code: string;
      readonly pointer: string;
      readonly value: unknown;
      /** What the other slots must hold for this one to matter. */
      readonly given?: Readonly<Record<string, unknown>>;
      readonly when?: Partial<PlanInput>;
    }
  | { readonly code: string; readonly pointer: string; readonly without: string };

const constant = (value: string) => ({ kind: 'constant', value });
const point = (id: string): FlowPoint => ({ kind: 'node', id, timing: 'before' });
const launched = anEnvelope();
const draft = anEnvelope({ status: 'draft', launchedAt: null });
const done = anEnvelope({ status: 'completed', documents: [anEnvelopeDocument({ signedSha256: 'a'.repeat(64) })] });
const open = click('open', signerA);
const launch = { kind: 'envelope', event: 'launched' } as const;
const byInitiator = { event: click('open', applicant), viewer: applicant };

const OWN_COMPANY = { kind: 'organization', name: constant('分公司') };
const ONE_PARTY = (over: object) => ({ 'flow.parties': [{ ...aPartyConfig(), ...over }] });
const ROWS = {
  'flow.addParties.dynamic': true,
  'flow.dynamicParties': {
    ...aMapping().flow.dynamicParties,
    table: 'd-parties',
    kind: 'organization',
    name: aFieldSource('p-name'),
    signer: aFieldSource('p-person'),
  },
};
const OUTSIDE = { ...ROWS['flow.dynamicParties'], scope: 'external', contact: constant('13900000001') };
const REMINDING = {
  operations: [{ id: 'op', kind: 'node', target: 'n-sign-a', timing: 'before', operation: 'remind', message: {} }],
};
const ARRIVAL = { envelope: launched, event: at(point('n-sign-a')) };
const PROMPTS = {
  'advanced.prompts.whenSigned': true,
  'advanced.prompts.whenNotSigned': true,
  'advanced.prompts.whenPositionsNeeded': true,
};
const label = { 'zh-CN': '自定义' };

const SIGNING: readonly Slot[] = [
  { code: 'C-01', pointer: 'schemaVersion', without: 'the shape of the document' },
  { code: 'C-01', pointer: 'basic.workflowId', without: 'the host finds the configuration of a record by it' },
  { code: 'C-02', pointer: 'basic.provider', value: 'tencent' },
  { code: 'C-03', pointer: 'basic.bindingId', value: 'bind-2' },
  { code: 'C-04', pointer: 'basic.name', without: 'a name for admins' },
  { code: 'C-04', pointer: 'basic.enabled', value: false },
  { code: 'C-10', pointer: 'required.subject', value: aFieldSource('f-remark') },
  { code: 'C-11', pointer: 'required.organization', value: constant('另一公司') },
  { code: 'C-12', pointer: 'required.initiator', value: aFieldSource('f-signer-b') },
  { code: 'C-13', pointer: 'required.documents', value: [{ kind: 'field', id: 'doc-1', field: aFieldRef('f-tech') }] },
  { code: 'C-14', pointer: 'required.signingNodes', value: ['n-dept'] },
  { code: 'C-15', pointer: 'required.signers', value: [aFieldSource('f-team')] },
  {
    code: 'C-20',
    pointer: 'optional.buttonField',
    value: aFieldRef('f-no'),
    when: { envelope: launched, event: open },
  },
  { code: 'C-21', pointer: 'optional.sceneNumber', value: constant('S-7') },
  { code: 'C-22', pointer: 'optional.remark', value: aFieldSource('f-remark') },
  { code: 'C-23', pointer: 'optional.deadline', value: { kind: 'days', days: 7 } },
  { code: 'C-30', pointer: 'flow.addParties.fixed', value: false },
  { code: 'C-30', pointer: 'flow.addParties.dynamic', value: false, given: ROWS },
  { code: 'C-31', pointer: 'flow.parties[].id', value: 'party-x' },
  { code: 'C-31', pointer: 'flow.parties[].kind', value: 'organization' },
  { code: 'C-31', pointer: 'flow.parties[].scope', value: 'external' },
  { code: 'C-31', pointer: 'flow.parties[].name', value: constant('总公司'), given: ONE_PARTY(OWN_COMPANY) },
  { code: 'C-31', pointer: 'flow.parties[].signers', value: [aFieldSource('f-team')] },
  {
    code: 'C-31',
    pointer: 'flow.parties[].contact',
    value: constant('13900000002'),
    given: ONE_PARTY({ scope: 'external', name: constant('供应商'), contact: constant('13900000001') }),
  },
  { code: 'C-31', pointer: 'flow.parties[].order', value: 3 },
  { code: 'C-31', pointer: 'flow.parties[].seal', value: constant('seal-2') },
  { code: 'C-31', pointer: 'flow.parties[].signingNodes', value: ['n-dept'] },
  { code: 'C-31', pointer: 'flow.parties[].autoSign', value: true, given: ONE_PARTY(OWN_COMPANY) },
  { code: 'C-30', pointer: 'flow.dynamicParties.table', value: 'd-items', given: ROWS },
  {
    code: 'C-30',
    pointer: 'flow.dynamicParties.where',
    value: { field: aFieldRef('p-name'), equals: '甲单位' },
    given: ROWS,
  },
  { code: 'C-30', pointer: 'flow.dynamicParties.kind', value: 'person', given: ROWS },
  { code: 'C-30', pointer: 'flow.dynamicParties.scope', value: 'external', given: ROWS },
  { code: 'C-30', pointer: 'flow.dynamicParties.name', value: aFieldSource('f-supplier'), given: ROWS },
  { code: 'C-30', pointer: 'flow.dynamicParties.signer', value: null, given: ROWS },
  {
    code: 'C-30',
    pointer: 'flow.dynamicParties.contact',
    value: constant('13900000002'),
    given: { ...ROWS, 'flow.dynamicParties': OUTSIDE },
  },
  { code: 'C-35', pointer: 'flow.dynamicParties.order', value: aFieldSource('f-use-count'), given: ROWS },
  { code: 'C-30', pointer: 'flow.dynamicParties.seal', value: constant('seal-2'), given: ROWS },
  { code: 'C-30', pointer: 'flow.dynamicParties.signingNodes', value: ['n-dept'], given: ROWS },
  { code: 'C-32', pointer: 'flow.createAt', value: [LAUNCH_POINT] },
  { code: 'C-33', pointer: 'flow.saveAsDraft', value: true },
  {
    code: 'C-34',
    pointer: 'flow.launchAt',
    value: [LAUNCH_POINT],
    given: { 'flow.saveAsDraft': true },
    when: { envelope: draft, event: at(LAUNCH_POINT) },
  },
  { code: 'C-35', pointer: 'flow.order', value: 'unordered' },
  { code: 'C-36', pointer: 'flow.initiatorAction', value: 'launch' },
  { code: 'C-36', pointer: 'flow.initiator.order', value: 3 },
  { code: 'C-36', pointer: 'flow.initiator.seal', value: constant('seal-2') },
  { code: 'C-36', pointer: 'flow.initiator.autoSign', value: true },
  {
    code: 'C-37',
    pointer: 'flow.placements',
    value: [
      {
        id: 'rule-1',
        party: 'party-b',
        source: null,
        mark: 'signature',
        position: { kind: 'free' },
        policy: 'free',
        signingDate: null,
      },
    ],
  },
  { code: 'C-38', pointer: 'flow.submitWorkflow', value: false, when: { envelope: done, event: completed } },
  {
    code: 'C-40',
    pointer: 'advanced.recreate',
    value: true,
    when: {
      envelope: launched,
      record: aRecord({ values: { ...aRecord().values, 'f-contract': [aFile({ sha256: 'b'.repeat(64) })] } }),
    },
  },
  { code: 'C-41', pointer: 'advanced.hideSignAt', value: ['n-sign-a'], when: { envelope: launched, event: open } },
  {
    code: 'C-42',
    pointer: 'advanced.downloadableAt',
    value: [point('n-start')],
    when: { envelope: done, event: open },
  },
  { code: 'C-43', pointer: 'advanced.downloadInto', value: null, when: { envelope: done, event: completed } },
  {
    code: 'C-44',
    pointer: 'advanced.namingRule',
    value: [{ kind: 'text', text: '终稿' }],
    when: { envelope: done, event: completed },
  },
  { code: 'C-45', pointer: 'advanced.directoryId', value: 'dir-1', when: { envelope: done, event: completed } },
  {
    code: 'C-46',
    pointer: 'advanced.downloadCreator',
    value: { kind: 'creator' },
    when: { envelope: done, event: completed },
  },
  {
    code: 'C-47',
    pointer: 'advanced.downloadOnlyCompleted',
    value: true,
    when: { envelope: launched, event: open },
  },
  {
    code: 'C-48',
    pointer: 'advanced.callbacks',
    value: [{ event: 'launched', actionFlowId: 'af-notify', enabled: true }],
    when: { envelope: launched, event: launch },
  },
  {
    code: 'C-49',
    pointer: 'advanced.cc.internal',
    value: [aFieldSource('f-owner')],
    when: { envelope: anEnvelope({ cc: ['applicant'] }), event: launch },
  },
  { code: 'C-49', pointer: 'advanced.cc.external', value: [constant('a@b.cn')] },
  { code: 'C-50', pointer: 'advanced.openTabAt', value: ['n-sign-a'] },
  { code: 'C-51', pointer: 'advanced.tabName', value: label },
  { code: 'C-52', pointer: 'advanced.prompts.whenSigned', value: true, when: { envelope: signed(), event: open } },
  { code: 'C-52', pointer: 'advanced.prompts.whenNotSigned', value: true, when: { envelope: launched, event: open } },
  {
    code: 'C-52',
    pointer: 'advanced.prompts.whenPositionsNeeded',
    value: true,
    when: { envelope: draft, event: { kind: 'envelope', event: 'created' } },
  },
  {
    code: 'C-52',
    pointer: 'advanced.prompts.notSignedText',
    value: label,
    given: PROMPTS,
    when: { envelope: launched, event: launch },
  },
  { code: 'C-60', pointer: 'buttons.sign', value: label, when: { envelope: launched, event: open } },
  { code: 'C-60', pointer: 'buttons.reject', value: label, when: { envelope: launched, event: open } },
  { code: 'C-60', pointer: 'buttons.view', value: label, when: { envelope: launched, event: open } },
  { code: 'C-60', pointer: 'buttons.download', value: label, when: { envelope: launched, event: open } },
  { code: 'C-60', pointer: 'buttons.setPositions', value: label, when: { envelope: draft, ...byInitiator } },
  { code: 'C-60', pointer: 'buttons.launch', value: label, when: { envelope: draft, ...byInitiator } },
  { code: 'C-60', pointer: 'buttons.revoke', value: label, when: { envelope: launched, ...byInitiator } },
  { code: 'C-60', pointer: 'buttons.remind', value: label, when: { envelope: launched, ...byInitiator } },
  { code: 'C-60', pointer: 'buttons.verify', value: label, when: { envelope: done, event: open } },
  { code: 'C-60', pointer: 'buttons.archive', value: label, when: { envelope: done, ...byInitiator } },
  { code: 'C-70', pointer: 'operations[].id', value: 'op-2', given: REMINDING, when: ARRIVAL },
  { code: 'C-70', pointer: 'operations[].kind', value: 'exit', given: REMINDING, when: ARRIVAL },
  { code: 'C-70', pointer: 'operations[].target', value: 'n-dept', given: REMINDING, when: ARRIVAL },
  { code: 'C-70', pointer: 'operations[].timing', value: 'after', given: REMINDING, when: ARRIVAL },
  { code: 'C-70', pointer: 'operations[].operation', value: 'revoke', given: REMINDING, when: ARRIVAL },
  {
    code: 'C-70',
    pointer: 'operations[].message',
    value: label,
    given: { operations: [{ ...REMINDING.operations[0], operation: 'verifySigned', timing: 'after' }] },
    when: { envelope: launched, event: at({ ...point('n-sign-a'), timing: 'after' }) },
  },
];

const APPLY: FlowPoint = { kind: 'node', id: 'n-legal', timing: 'after' };
const APPENDING = { 'append.count': aFieldSource('f-use-count'), 'append.appendAt': [APPLY], 'apply.applyAt': [] };
const inUse = { sealUse: aSealUse({ status: 'inUse' }) };

const SEAL_USE: readonly Slot[] = [
  { code: 'P-01', pointer: 'schemaVersion', without: 'the shape of the document' },
  { code: 'P-01', pointer: 'basic.workflowId', without: 'the host finds the configuration of a record by it' },
  { code: 'P-01', pointer: 'basic.provider', without: 'the host applies at the binding of the stored configuration' },
  { code: 'P-01', pointer: 'basic.bindingId', without: 'the host applies at the binding of the stored configuration' },
  { code: 'P-01', pointer: 'basic.name', without: 'a name for admins' },
  { code: 'P-01', pointer: 'basic.enabled', value: false },
  { code: 'P-02', pointer: 'apply.subject', value: aFieldSource('f-remark') },
  { code: 'P-03', pointer: 'apply.applicant', value: aFieldSource('f-signer-a') },
  { code: 'P-04', pointer: 'apply.fileType', value: constant('type-2') },
  { code: 'P-05', pointer: 'apply.physicalSeals', value: [constant('physical-2')] },
  { code: 'P-06', pointer: 'apply.useCount', value: { kind: 'constant', value: 5 } },
  { code: 'P-07', pointer: 'apply.applyAt', value: [] },
  { code: 'P-08', pointer: 'apply.buttonField', value: aFieldRef('f-no'), when: byInitiator },
  { code: 'P-09', pointer: 'apply.useCodeInto', value: null },
  { code: 'P-10', pointer: 'append.count', value: { kind: 'constant', value: 5 }, given: APPENDING, when: inUse },
  { code: 'P-11', pointer: 'append.seamCount', value: { kind: 'constant', value: 5 }, given: APPENDING, when: inUse },
  { code: 'P-12', pointer: 'append.codeInto', value: aFieldRef('f-use-code'), given: APPENDING, when: inUse },
  { code: 'P-13', pointer: 'append.appendAt', value: [], given: APPENDING, when: inUse },
  { code: 'P-14', pointer: 'endAt', value: [APPLY], when: inUse },
  {
    code: 'P-15',
    pointer: 'callbacks',
    value: [{ id: 'cb', event: 'autoEnded', enabled: true, actions: [{ kind: 'submitWorkflow' }] }],
    when: { sealUse: aSealUse({ status: 'ended' }), event: { kind: 'sealUse', event: 'autoEnded' } },
  },
];

describe.each([
  ['chapter 4', SIGNING, SigningMapping, (mapping: unknown) => ({ mapping: mapping as SigningMapping }), aMapping()],
  [
    'chapter 5',
    SEAL_USE,
    SealUseMapping,
    (mapping: unknown) => ({ mapping: null, sealUseMapping: mapping as SealUseMapping, event: at(APPLY) }),
    aSealUseMapping(),
  ],
] as const)('every slot of %s', (_, slots, schema, inputOf, complete) => {
  const told = slots.filter((slot) => 'value' in slot);

  it.each(told)('$code $pointer changes the plan', ({ pointer, value, given = {}, when = {} }) => {
    const base = Object.entries(given).reduce<unknown>((mapping, [path, held]) => put(mapping, path, held), complete);
    const changed = put(base, pointer, value);

    const [before, after] = [base, changed].map((mapping) => plan(anInput({ ...inputOf(mapping), ...when })));

    expect(schema.safeParse(base).success && schema.safeParse(changed).success).toBe(true);
    expect(changed).not.toEqual(base);
    expect(after).not.toEqual(before);
  });

  it('is in the table: a member of the mapping that no rule reads is a hole', () => {
    const known = new Set(slots.map(({ pointer }) => pointer));

    expect(holes(z.toJSONSchema(schema, { io: 'input' }), '', known)).toEqual([]);
    expect(known.size).toBe(slots.length);
  });

  it('that has no meaning at run time says why', () => {
    for (const slot of slots) expect('value' in slot ? slot.pointer : slot.without).not.toBe('');
  });
});

it('every code of chapters 4 and 5 has a slot', () => {
  const codes = [
    ...['C-01', 'C-02', 'C-03', 'C-04', 'C-10', 'C-11', 'C-12', 'C-13', 'C-14', 'C-15', 'C-20', 'C-21', 'C-22', 'C-23'],
    ...['C-30', 'C-31', 'C-32', 'C-33', 'C-34', 'C-35', 'C-36', 'C-37', 'C-38', 'C-40', 'C-41', 'C-42', 'C-43', 'C-44'],
    ...['C-45', 'C-46', 'C-47', 'C-48', 'C-49', 'C-50', 'C-51', 'C-52', 'C-60', 'C-70'],
    ...Array.from({ length: 15 }, (_, index) => `P-${String(index + 1).padStart(2, '0')}`),
  ];

  expect(new Set([...SIGNING, ...SEAL_USE].map(({ code }) => code))).toEqual(new Set(codes));
});

function signed() {
  const [first, second] = launched.parties;
  return anEnvelope({ parties: [{ ...first!, status: 'signed' }, second!] });
}

/** A copy with another value at a path; `[]` is the first item of a list. */
function put(target: unknown, pointer: string, value: unknown): unknown {
  const [name = '', ...rest] = pointer.replaceAll('[]', '.0').split('.');
  const held = target as Record<string, unknown>;
  const next = rest.length === 0 ? value : put(held[name], rest.join('.'), value);
  return Array.isArray(target)
    ? target.map((item: unknown, index) => (String(index) === name ? next : item))
    : { ...held, [name]: next };
}

interface Shape {
  readonly properties?: Record<string, Shape>;
  readonly items?: Shape;
}

/** Members of a schema that neither stand in the table nor consist of members that do. */
function holes(shape: z.core.JSONSchema.BaseSchema, path: string, known: ReadonlySet<string>): string[] {
  if (known.has(path)) return [];
  const { properties, items } = shape as Shape;
  if (items) return holes(items as z.core.JSONSchema.BaseSchema, `${path}[]`, known);
  if (!properties) return [path];
  return Object.entries(properties).flatMap(([name, inner]) =>
    holes(inner as z.core.JSONSchema.BaseSchema, path ? `${path}.${name}` : name, known),
  );
}
