import { describe, expect, it } from 'vitest';

import { checkSigningMapping, isComplete, type CheckContext } from '../../../src/core/checks.js';
import { applyCommand } from '../../../src/core/commands.js';
import { unbind } from '../../../src/core/bind.js';
import { fixesOf } from '../../../src/core/fixes.js';
import { emptySigningMapping } from '../../../src/core/empty-mapping.js';
import { slotAt, slotsOf } from '../../../src/core/slots.js';
import { MappingProblem } from '../../../src/schema/dom-events.js';
import type { PlacementRule } from '../../../src/schema/placement.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import type { FlowPoint, Workflow } from '../../../src/schema/workflow.js';
import {
  aBinding,
  aFieldRef,
  aFieldSource,
  aMapping,
  aPartyConfig,
  aWorkflow,
  someCapabilities,
} from '../../support/builders.js';

const context: CheckContext = { bindings: [aBinding()], capabilities: someCapabilities() };

function problemsOf(mapping: SigningMapping, workflow: Workflow = aWorkflow(), given = context): MappingProblem[] {
  const problems = checkSigningMapping(mapping, workflow, given);
  for (const found of problems) MappingProblem.parse(found);
  return problems;
}

/** Code, severity and pointer, which is what the editor shows a problem by. */
const brief = (problems: MappingProblem[]) =>
  problems.map(({ code, severity, pointer }) => `${code} ${severity} ${pointer}`);

const at = (kind: FlowPoint['kind'], id: string, timing: FlowPoint['timing']): FlowPoint => ({ kind, id, timing });

function aRule(overrides: Partial<PlacementRule> = {}): PlacementRule {
  return {
    id: 'rule-1',
    party: 'initiator',
    source: null,
    mark: 'seal',
    position: { kind: 'free' },
    policy: 'free',
    signingDate: null,
    ...overrides,
  };
}

describe('checks of a signing mapping', () => {
  it('find nothing in a complete one', () => {
    expect(problemsOf(aMapping())).toEqual([]);
    expect(isComplete(problemsOf(aMapping()))).toBe(true);
  });

  it('let an unfinished one be kept, and name each slot that is missing', () => {
    const problems = problemsOf(emptySigningMapping('wf-purchase-contract', ''));

    expect(problems.map((found) => found.slot)).toEqual([
      'C-02',
      'C-03',
      'C-04',
      'C-10',
      'C-11',
      'C-13',
      'C-14',
      'C-15',
    ]);
    expect(problems.every((found) => found.code === 'REQ')).toBe(true);
    expect(isComplete(problems)).toBe(false);
  });

  it.each(
    slotsOf(aMapping({ flow: { saveAsDraft: true, launchAt: [at('node', 'n-sign-a', 'before')] } }))
      .map((slot) => ({ code: slot.code, pointer: slot.pointer }))
      .filter(({ pointer }) => {
        const mapping = aMapping({ flow: { saveAsDraft: true } });
        const slot = slotAt(pointer);
        return slot?.applies(mapping) === true && slot.required(mapping) && slot.control !== 'workflow';
      }),
  )('fail without $code at $pointer', ({ code, pointer }) => {
    const complete = aMapping({ flow: { saveAsDraft: true, launchAt: [at('node', 'n-sign-a', 'before')] } });
    expect(problemsOf(complete)).toEqual([]);

    const { doc } = applyCommand(complete, unbind(complete, pointer));

    expect(problemsOf(doc)).toMatchObject([{ code: 'REQ', severity: 'error', slot: code, pointer }]);
  });

  it('take a template without text for empty (C-10)', () => {
    const subject = { kind: 'template' as const, template: [{ kind: 'text' as const, text: ' ' }] };

    expect(brief(problemsOf(aMapping({ required: { subject } })))).toEqual(['REQ error /required/subject']);
  });

  it('do not ask the initiating organisation to sign when it only launches (C-36)', () => {
    const mapping = aMapping({ required: { signers: [], signingNodes: [] }, flow: { initiatorAction: 'launch' } });

    expect(problemsOf(mapping)).toEqual([]);
  });

  it('want somebody to sign (SIGN-NONE)', () => {
    expect(brief(problemsOf(aMapping({ flow: { initiatorAction: 'launch', parties: [] } })))).toEqual([
      'SIGN-NONE error /flow/parties',
    ]);
    const off = { fixed: false, dynamic: false };
    expect(brief(problemsOf(aMapping({ flow: { initiatorAction: 'launch', addParties: off } })))).toContain(
      'SIGN-NONE error /flow/parties',
    );
  });

  it('want a contact of an external party (C-31, SIGN-CONTACT)', () => {
    const party = aPartyConfig({ scope: 'external', name: aFieldSource('f-supplier'), signers: [], signingNodes: [] });
    const withContact = (contact: typeof party.contact) => aMapping({ flow: { parties: [{ ...party, contact }] } });
    const pointer = '/flow/parties/0/contact';

    expect(brief(problemsOf(withContact(null)))).toEqual([`SIGN-CONTACT error ${pointer}`]);
    expect(brief(problemsOf(withContact({ kind: 'constant', value: '明天给' })))).toEqual([
      `SIGN-CONTACT error ${pointer}`,
    ]);
    expect(problemsOf(withContact({ kind: 'constant', value: '139 0000 0009' }))).toEqual([]);
    expect(problemsOf(withContact({ kind: 'constant', value: 'a@b.cn' }))).toEqual([]);
    expect(problemsOf(withContact({ kind: 'constant', value: '(021) 6888-0000' }))).toEqual([]);
    expect(problemsOf(withContact(aFieldSource('f-supplier-mobile')))).toEqual([]);
  });

  it('warn of parties that share a place in the order (C-35, SIGN-ORDER)', () => {
    const parties = [aPartyConfig({ order: 1 })];

    expect(brief(problemsOf(aMapping({ flow: { parties } })))).toEqual(['SIGN-ORDER warning /flow/parties/0/order']);
    expect(problemsOf(aMapping({ flow: { parties, order: 'unordered' } }))).toEqual([]);
    expect(problemsOf(aMapping({ flow: { parties, initiatorAction: 'launch' } }))).toEqual([]);
  });

  it('do not look at parked values (C-30)', () => {
    const broken = aPartyConfig({ signers: [], signingNodes: ['n-gone'] });

    expect(problemsOf(aMapping({ flow: { parties: [broken], addParties: { fixed: false, dynamic: false } } }))).toEqual(
      [],
    );
  });

  it('check the columns of dynamic parties as one row (C-30)', () => {
    const { dynamicParties } = aMapping().flow;
    const addParties = { fixed: true, dynamic: true };
    const row = {
      ...dynamicParties,
      table: 'd-parties',
      signer: aFieldSource('p-person'),
      order: aFieldSource('p-order'),
      signingNodes: ['n-sign-b'],
    };

    expect(problemsOf(aMapping({ flow: { addParties, dynamicParties: row } }))).toEqual([]);
    expect(
      brief(problemsOf(aMapping({ flow: { addParties, dynamicParties: { ...row, signer: aFieldSource('i-name') } } }))),
    ).toEqual(['SCOPE error /flow/dynamicParties/signer']);
    expect(
      brief(problemsOf(aMapping({ flow: { addParties, dynamicParties: { ...row, table: 'd-gone' } } }))),
    ).toContain('GONE error /flow/dynamicParties/table');
  });
});

describe('checks of what a mapping refers to', () => {
  it('find fields that are gone, renamed and retyped', () => {
    const workflow = aWorkflow();
    const [title, ...others] = workflow.form.main.fields;
    const withTitle = (changed: Partial<NonNullable<typeof title>> | null): Workflow => ({
      ...workflow,
      form: {
        ...workflow.form,
        main: { ...workflow.form.main, fields: title && changed ? [{ ...title, ...changed }, ...others] : others },
      },
    });

    expect(problemsOf(aMapping(), withTitle(null))).toMatchObject([
      { code: 'GONE', severity: 'error', params: { kind: 'field', name: '合同名称' } },
    ]);
    expect(problemsOf(aMapping(), withTitle({ label: '标题' }))).toMatchObject([
      { code: 'RENAMED', severity: 'warning', params: { name: '合同名称', label: '标题' } },
    ]);
    expect(problemsOf(aMapping(), withTitle({ type: 'textarea' }))).toMatchObject([
      { code: 'RETYPED', severity: 'warning', params: { was: 'text', type: 'textarea' } },
    ]);
  });

  it('find nodes, exits, bindings, parties and documents that are gone', () => {
    const mapping = aMapping({
      basic: { bindingId: 'bind-gone' },
      required: { signingNodes: ['n-sign-a', 'n-gone'] },
      flow: {
        createAt: [at('exit', 'e-gone', 'after')],
        placements: [aRule({ party: 'party-gone', source: 'doc-gone' })],
      },
      advanced: { hideSignAt: ['n-gone'] },
    });

    expect(brief(problemsOf(mapping))).toEqual([
      'GONE error /basic/bindingId',
      'GONE error /required/signingNodes/1',
      'GONE error /flow/createAt/0',
      'GONE error /flow/placements/0/party',
      'GONE error /flow/placements/0/source',
      'GONE error /advanced/hideSignAt/0',
    ]);
    expect(brief(problemsOf(aMapping({ basic: { provider: 'esign' } })))).toEqual(['GONE error /basic/bindingId']);
    expect(brief(problemsOf(aMapping({ basic: { workflowId: 'wf-other' } })))).toEqual([
      'GONE error /basic/workflowId',
    ]);
  });

  it('refuse fields that do not fit, and conversions that are missing or wrong (TYPE)', () => {
    const organization = aFieldSource('f-contract');
    const initiator = aFieldSource('f-supplier');

    expect(problemsOf(aMapping({ required: { organization } }))).toMatchObject([
      { code: 'TYPE', params: { reason: 'typeMismatch' } },
    ]);
    expect(problemsOf(aMapping({ required: { initiator } }))).toMatchObject([
      { code: 'TYPE', params: { reason: 'conversionMissing' } },
    ]);
    expect(problemsOf(aMapping({ required: { initiator: { ...initiator, conversion: 'findPerson' } } }))).toEqual([]);
    expect(problemsOf(aMapping({ required: { initiator: { ...initiator, conversion: 'parseDate' } } }))).toMatchObject([
      { code: 'TYPE', params: { reason: 'conversionNotPossible' } },
    ]);
    expect(problemsOf(aMapping({ required: { signers: [{ kind: 'operator' }] } }))).toMatchObject([
      { code: 'TYPE', pointer: '/required/signers/0', params: { reason: 'kindNotAllowed' } },
    ]);
    expect(
      brief(
        problemsOf(aMapping({ required: { documents: [{ kind: 'field', id: 'd', field: aFieldRef('f-title') }] } })),
      ),
    ).toEqual(['TYPE error /required/documents/0']);
  });

  it('accept a value that only has to be named (C-10, C-11)', () => {
    expect(
      problemsOf(aMapping({ required: { subject: aFieldSource('f-category'), organization: aFieldSource('f-dept') } })),
    ).toEqual([]);
  });

  it('want to know which row gives a single value (CARD)', () => {
    const subject = aFieldSource('i-name');

    expect(problemsOf(aMapping({ required: { subject } }))).toMatchObject([
      { code: 'CARD', pointer: '/required/subject', params: { table: '采购明细' } },
    ]);
    expect(problemsOf(aMapping({ required: { subject: { ...subject, conversion: 'firstRow' } } }))).toEqual([]);
    expect(problemsOf(aMapping({ required: { signers: [aFieldSource('p-person')] } }))).toEqual([]);
  });

  it('look into templates and template controls (C-10, C-13)', () => {
    const gone = { ...aFieldRef('f-title'), field: 'f-gone' };
    const subject = {
      kind: 'template' as const,
      template: [
        { kind: 'text' as const, text: '合同' },
        { kind: 'field' as const, field: gone },
      ],
    };
    const document = {
      kind: 'template' as const,
      id: 't',
      template: { kind: 'constant' as const, value: 'tpl-1' },
      controls: [
        { control: 'c', value: { kind: 'field' as const, field: gone } },
        { control: 'e', value: null },
      ],
    };

    expect(brief(problemsOf(aMapping({ required: { subject, documents: [document] } })))).toEqual([
      'GONE error /required/subject/template/1',
      'GONE error /required/documents/0/controls/0/value',
    ]);
  });

  it('refuse characters that no file name may have (C-44, NAME-BAD)', () => {
    const rule = (text: string) =>
      aMapping({
        advanced: {
          namingRule: [
            { kind: 'field', field: aFieldRef('f-title') },
            { kind: 'text', text },
          ],
        },
      });

    expect(problemsOf(rule('/终稿'))).toMatchObject([
      { code: 'NAME-BAD', severity: 'error', slot: 'C-44', params: { fixed: 'x_终稿' } },
    ]);
    expect(problemsOf(rule('-终稿'))).toEqual([]);
  });

  it('refuse a placement rule of a party that does not sign at present (C-30, C-36, C-37)', () => {
    const placements = [aRule(), aRule({ id: 'rule-2', party: 'party-b' }), aRule({ id: 'rule-3', party: 'each-row' })];
    const found = (flow: Partial<SigningMapping['flow']>) =>
      problemsOf(aMapping({ flow: { ...flow, placements } })).filter(({ pointer }) => pointer.includes('/placements/'));

    expect(found({})).toMatchObject([{ pointer: '/flow/placements/2/party', params: { reason: 'notSigning' } }]);
    expect(brief(found({ initiatorAction: 'launch' }))).toEqual([
      'GONE error /flow/placements/0/party',
      'GONE error /flow/placements/2/party',
    ]);
    expect(brief(found({ addParties: { fixed: false, dynamic: true } }))).toEqual([
      'GONE error /flow/placements/1/party',
    ]);
  });

  it('let only the own organisation sign silently, and only where the provider can (C-31, CAPABILITY)', () => {
    const silent = (over: Parameters<typeof aPartyConfig>[0]) =>
      aMapping({ flow: { parties: [aPartyConfig({ autoSign: true, ...over })] } });
    const own = { kind: 'organization', name: aFieldSource('f-org'), seal: aFieldSource('f-seal') } as const;
    const cannot = { ...context, capabilities: someCapabilities({ silentSign: false }) };
    const check = (mapping: SigningMapping) => brief(problemsOf(mapping, aWorkflow(), cannot));

    expect(problemsOf(silent({ ...own, signers: [], signingNodes: [] }))).toEqual([]);
    expect(check(silent(own))).toEqual(['CAPABILITY error /flow/parties/0/autoSign']);
    expect(check(silent({}))).toEqual([]);
    expect(check(silent({ signers: [] }))).toEqual(['REQ error /flow/parties/0/signers']);
    const initiator = { order: 1, seal: aFieldSource('f-seal'), autoSign: true };
    expect(check(aMapping({ flow: { initiator } }))).toEqual(['CAPABILITY error /flow/initiator/autoSign']);
    expect(check(aMapping({ flow: { initiator, initiatorAction: 'launch' } }))).toEqual([]);
  });

  it('refuse what the provider cannot do (CAPABILITY)', () => {
    const mapping = aMapping({
      required: {
        documents: [...aMapping().required.documents, { kind: 'field', id: 'doc-2', field: aFieldRef('f-tech') }],
      },
      flow: {
        saveAsDraft: true,
        launchAt: [at('node', 'n-sign-a', 'before')],
        placements: [aRule({ position: { kind: 'seam', edge: 'right', y: 100, pages: 'all', doubleSided: false } })],
      },
    });
    const capabilities = someCapabilities({
      multiDocument: false,
      draft: 'none',
      ordered: 'none',
      seamPlacement: false,
    });

    const problems = problemsOf(mapping, aWorkflow(), { ...context, capabilities });

    expect(problems.map((found) => found.params['capability'])).toEqual([
      'multiDocument',
      'draft',
      'ordered',
      'seamPlacement',
    ]);
    expect(problemsOf(mapping)).toEqual([]);
    expect(problemsOf(mapping, aWorkflow(), { bindings: context.bindings })).toEqual([]);
  });
});

describe('a signing date (C-37)', () => {
  it('is warned about where the provider writes dates in its own way, and stops nothing', () => {
    const signingDate = { format: 'dd/MM/yyyy', fontSize: 14 } as const;
    const mapping = aMapping({ flow: { placements: [aRule(), aRule({ id: 'rule-2', signingDate })] } });
    const found = (dateStyle?: boolean) =>
      problemsOf(mapping, aWorkflow(), {
        ...context,
        capabilities: someCapabilities(dateStyle === undefined ? {} : { dateStyle }),
      });

    expect(found(false)).toEqual([
      expect.objectContaining({
        code: 'CAPABILITY',
        severity: 'warning',
        pointer: '/flow/placements/1/position',
        params: expect.objectContaining({ capability: 'dateStyle' }),
      }),
    ]);
    expect(found(true)).toEqual([]);
    expect(found()).toEqual([]);
  });
});

describe('check boxes and remarks of signers (C-37)', () => {
  const mappingWith = (rule: Partial<PlacementRule>) => aMapping({ flow: { placements: [aRule(rule)] } });
  const at = { kind: 'coordinate', x: 10, y: 20, pages: '1' } as const;

  it('are an error where the provider does not say that it has them; the rule can go', () => {
    const mapping = mappingWith({ mark: 'checkbox', position: at });
    const found = (fillIns?: boolean) =>
      problemsOf(mapping, aWorkflow(), {
        ...context,
        capabilities: someCapabilities(fillIns === undefined ? {} : { fillIns }),
      });

    for (const problems of [found(), found(false)]) {
      expect(problems).toMatchObject([
        {
          code: 'CAPABILITY',
          severity: 'error',
          pointer: '/flow/placements/0',
          params: { capability: 'fillIns' },
        },
      ]);
      expect(fixesOf(problems[0]!, mapping, aWorkflow(), { bindings: [] }).map(({ command }) => command)).toEqual([
        { type: 'remove', pointer: '/flow/placements', index: 0 },
      ]);
    }
    expect(found(true)).toEqual([]);
  });

  it.each(['free', 'seam'] as const)('stand nowhere by a %s position', (kind) => {
    const position =
      kind === 'free' ? { kind } : { kind, edge: 'right' as const, y: 10, pages: 'all', doubleSided: false };

    const able = { ...context, capabilities: someCapabilities({ fillIns: true }) };
    expect(problemsOf(mappingWith({ mark: 'remark', position }), aWorkflow(), able)).toMatchObject([
      { code: 'FILL-PLACE', severity: 'error', pointer: '/flow/placements/0' },
    ]);
    expect(problemsOf(mappingWith({ mark: 'remark', position: at }), aWorkflow(), able)).toEqual([]);
  });
});

describe('what must be filled in by a party that signs by itself (C-31, C-36, C-37)', () => {
  const company = aPartyConfig({ id: 'party-1', kind: 'organization', scope: 'internal', autoSign: true });
  const problemsWith = (rule: Partial<PlacementRule>, autoSign: boolean, party = company) => {
    const position = { kind: 'coordinate', x: 10, y: 20, pages: '1' } as const;
    const { initiator } = aMapping().flow;
    const placements = [aRule({ mark: 'checkbox', position, ...rule })];
    const flow = { initiator: { ...initiator, autoSign }, parties: [party], placements };
    const able = { ...context, capabilities: someCapabilities({ fillIns: true, silentSign: true }) };
    return brief(problemsOf(aMapping({ flow }), aWorkflow(), able)).filter((found) => found.startsWith('FILL'));
  };
  const refused = ['FILL-SILENT error /flow/placements/0/required'];

  it('is an error at the rule, of the initiator and of a fixed party alike', () => {
    expect(problemsWith({}, true)).toEqual(refused);
    expect(problemsWith({ mark: 'remark', party: 'party-1', required: true }, false)).toEqual(refused);
  });

  it('is right when it may be left out, when it is no fill-in, and of a party that people sign for', () => {
    expect(problemsWith({ required: false }, true)).toEqual([]);
    expect(problemsWith({ mark: 'seal' }, true)).toEqual([]);
    expect(problemsWith({}, false)).toEqual([]);
    // a switch that is parked makes nobody silent
    expect(problemsWith({ party: 'party-1' }, true, { ...company, scope: 'external' })).toEqual([]);
  });
});

describe('the order of create and launch (C-32, C-34)', () => {
  const flow = (createAt: FlowPoint[], launchAt: FlowPoint[]) =>
    problemsOf(aMapping({ flow: { saveAsDraft: true, createAt, launchAt }, advanced: { recreate: true } }));

  it('is an error when the launch cannot come after the create', () => {
    const problems = flow([at('node', 'n-sign-a', 'after')], [at('exit', 'e-legal-ok', 'before')]);

    expect(problems[0]).toMatchObject({
      code: 'FLOW-ORDER',
      severity: 'error',
      slot: 'C-34',
      pointer: '/flow/launchAt/0',
      params: { reason: 'launchBeforeCreate', name: '同意' },
    });
  });

  it('is a warning when some way reaches the launch without the create', () => {
    const { nodes, exits } = aWorkflow();
    const shortcut = aWorkflow({
      nodes,
      exits: [...exits, { id: 'e-urgent', name: '加急', from: 'n-dept', to: 'n-sign-a' }],
    });
    const mapping = aMapping({
      flow: {
        saveAsDraft: true,
        createAt: [at('node', 'n-legal', 'after')],
        launchAt: [at('node', 'n-sign-a', 'before')],
      },
      advanced: { recreate: true },
    });

    const problems = problemsOf(mapping, shortcut);

    expect(problems).toMatchObject([
      { code: 'FLOW-ORDER', severity: 'warning', params: { reason: 'createCanBeMissed' } },
    ]);
    expect(isComplete(problems)).toBe(true);
  });

  it('is fine at the same moment, later, and at the exit after the node', () => {
    const legal = at('exit', 'e-legal-ok', 'after');

    expect(flow([legal], [legal])).toEqual([]);
    expect(flow([at('node', 'n-start', 'after')], [legal])).toEqual([]);
    expect(flow([at('node', 'n-legal', 'after')], [at('exit', 'e-legal-ok', 'before')])).toEqual([]);
  });

  it('is not asked when the file is made at the first click, or is no draft', () => {
    expect(flow([], [at('node', 'n-sign-a', 'before')])).toEqual([]);
    const parked = aMapping({
      flow: { createAt: [at('exit', 'e-legal-ok', 'after')], launchAt: [at('node', 'n-start', 'before')] },
    });
    expect(problemsOf(parked)).toEqual([]);
  });

  it('warns of signing nodes that lie before the launch (C-14, C-31)', () => {
    const problems = flow([at('node', 'n-start', 'after')], [at('node', 'n-sign-a', 'after')]);

    expect(problems).toMatchObject([
      {
        code: 'FLOW-ORDER',
        severity: 'warning',
        pointer: '/required/signingNodes/0',
        params: { reason: 'signingBeforeLaunch' },
      },
    ]);
  });
});
