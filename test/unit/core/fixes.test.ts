import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkSigningMapping, type CheckContext } from '../../../src/core/checks.js';
import { applyCommand } from '../../../src/core/commands.js';
import { driftOf } from '../../../src/core/drift.js';
import { followDrift } from '../../../src/core/drift-follow.js';
import { fixAll, SAFE_CODES } from '../../../src/core/fix-all.js';
import { fixesOf } from '../../../src/core/fixes.js';
import { mergeProblems } from '../../../src/core/problem-severity.js';
import type { MappingProblem } from '../../../src/schema/dom-events.js';
import type { FieldRef } from '../../../src/schema/form.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import type { Workflow } from '../../../src/schema/workflow.js';
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
  return checkSigningMapping(mapping, workflow, given);
}

/** The workflow with one field changed, or without it. */
function withField(id: string, change: Partial<Workflow['form']['main']['fields'][number]> | null): Workflow {
  const workflow = aWorkflow();
  const fields = workflow.form.main.fields.flatMap((field) =>
    field.id === id ? (change ? [{ ...field, ...change }] : []) : [field],
  );
  return { ...workflow, form: { ...workflow.form, main: { ...workflow.form.main, fields } } };
}

const external = (id: string, contact: SigningMapping['flow']['parties'][number]['contact'], order: number) =>
  aPartyConfig({ id, scope: 'external', name: { kind: 'constant', value: id }, contact, signers: [], order });

interface Fault {
  code: string;
  mapping: SigningMapping;
  workflow?: Workflow;
  given?: CheckContext;
  /** Ids of the fixes, the best first. */
  fixes: string[];
}

const withoutSeams = { ...someCapabilities(), seamPlacement: false, ordered: 'none' as const };

const faults: Fault[] = [
  {
    code: 'REQ',
    mapping: aMapping({ required: { organization: null } }),
    fixes: ['bind'],
  },
  { code: 'REQ', mapping: aMapping({ basic: { bindingId: null } }), fixes: ['useBinding'] },
  {
    code: 'GONE',
    mapping: aMapping({ required: { subject: aFieldSource('f-title') } }),
    workflow: withField('f-title', { id: 'f-title-2' }),
    fixes: ['rebind', 'clear'],
  },
  {
    code: 'GONE',
    mapping: aMapping({ required: { signers: [aFieldSource('f-signer-a'), { kind: 'operator' }] } }),
    workflow: withField('f-signer-a', null),
    fixes: ['rebind', 'remove'],
  },
  {
    code: 'GONE',
    mapping: aMapping({ required: { signingNodes: ['n-sign-a', 'n-never'] } }),
    fixes: ['remove'],
  },
  { code: 'GONE', mapping: aMapping({ basic: { bindingId: 'bind-old' } }), fixes: ['useBinding'] },
  {
    code: 'RENAMED',
    mapping: aMapping(),
    workflow: withField('f-title', { label: '合同标题' }),
    fixes: ['takeLabel'],
  },
  {
    code: 'RETYPED',
    mapping: aMapping(),
    workflow: withField('f-title', { type: 'textarea' }),
    fixes: ['takeType'],
  },
  {
    code: 'RETYPED',
    mapping: aMapping({ flow: { parties: [aPartyConfig({ seal: aFieldSource('f-seal') })] } }),
    workflow: withField('f-seal', { type: 'select' }),
    fixes: ['convert'],
  },
  {
    code: 'CARD',
    mapping: aMapping({ required: { subject: aFieldSource('i-name') } }),
    fixes: ['takeRows', 'takeRows', 'takeRows', 'takeRows', 'clear'],
  },
  {
    code: 'TYPE',
    mapping: aMapping({ required: { initiator: aFieldSource('f-supplier') } }),
    fixes: ['convert', 'clear'],
  },
  {
    code: 'SIGN-NONE',
    mapping: aMapping({ flow: { initiatorAction: 'launch', parties: [] } }),
    fixes: ['initiatorSigns'],
  },
  {
    code: 'SIGN-CONTACT',
    mapping: aMapping({
      flow: {
        parties: [{ ...external('a', { kind: 'constant', value: '明天给' }, 2), name: aFieldSource('f-supplier') }],
      },
    }),
    fixes: ['rebind'],
  },
  {
    code: 'SIGN-ORDER',
    mapping: aMapping({ flow: { order: 'ordered', parties: [aPartyConfig({ order: 1 })] } }),
    fixes: ['renumber'],
  },
  {
    code: 'FLOW-ORDER',
    mapping: aMapping({ required: { signingNodes: ['n-dept', 'n-sign-a'] } }),
    fixes: ['remove'],
  },
  {
    code: 'NAME-BAD',
    mapping: aMapping({ advanced: { namingRule: [{ kind: 'text', text: '合同/补充:一' }] } }),
    fixes: ['cleanName'],
  },
  {
    code: 'NAME-BAD',
    mapping: aMapping({ advanced: { namingRule: [{ kind: 'text', text: 'con' }] } }),
    fixes: ['cleanName'],
  },
  {
    code: 'NAME-BAD',
    mapping: aMapping({
      advanced: {
        namingRule: [
          { kind: 'text', text: 'x'.repeat(220) },
          { kind: 'field', field: aFieldRef('f-title') },
        ],
      },
    }),
    fixes: ['cleanName'],
  },
  {
    code: 'I18N-GAP',
    mapping: aMapping({ buttons: { sign: { 'zh-CN': '签字', en: 'Sign' }, view: { 'zh-CN': '看' } } }),
    fixes: ['copyText'],
  },
  {
    code: 'LABEL-DUP',
    mapping: aMapping({ buttons: { sign: { 'zh-CN': '好' }, view: { 'zh-CN': '好' } } }),
    fixes: ['defaultText'],
  },
  {
    code: 'LABEL-LONG',
    mapping: aMapping({ buttons: { sign: { 'zh-CN': '很'.repeat(30) } } }),
    fixes: ['shortenText'],
  },
  {
    code: 'DUP-BIND',
    mapping: aMapping({ advanced: { downloadInto: aFieldRef('f-contract') } }),
    fixes: ['clear'],
  },
  {
    code: 'CAPABILITY',
    mapping: aMapping({ flow: { order: 'ordered' } }),
    given: { ...context, capabilities: withoutSeams },
    fixes: ['unordered'],
  },
  {
    code: 'CAPABILITY',
    mapping: aMapping({
      flow: {
        placements: [
          {
            id: 'rule-1',
            party: 'initiator',
            source: null,
            mark: 'seal',
            position: { kind: 'seam', edge: 'right', y: 100, pages: 'all', doubleSided: false },
            policy: 'free',
            signingDate: null,
          },
        ],
      },
    }),
    given: { ...context, capabilities: someCapabilities({ seamPlacement: false }) },
    fixes: ['freePosition'],
  },
];

describe('quick fixes (3.9)', () => {
  it.each(faults.map((fault, index) => ({ ...fault, name: `${fault.code} ${index}` })))(
    'settle $name: each of them leaves fewer of its kind, and a mapping that can be stored',
    ({ code, mapping, workflow = aWorkflow(), given = context, fixes }) => {
      const found = problemsOf(mapping, workflow, given).filter((problem) => problem.code === code);
      expect(found).not.toEqual([]);

      const offered = fixesOf(found[0]!, mapping, workflow, given);

      expect(offered.map((fix) => fix.id)).toEqual(fixes);
      for (const { command } of offered) {
        const { doc } = applyCommand(mapping, command);
        expect(SigningMapping.safeParse(doc).success).toBe(true);
        const left = problemsOf(doc, workflow, given).filter((problem) => problem.code === code);
        expect(left.length).toBeLessThan(found.length);
      }
    },
  );

  it('lead no box and no remark of a signer to a place that only a seal may have (FILL-PLACE)', () => {
    const rule = {
      id: 'rule-1',
      party: 'initiator',
      source: null,
      position: { kind: 'formField' as const, name: '同意' },
      policy: 'locked' as const,
      signingDate: null,
    };
    const given = { ...context, capabilities: someCapabilities({ formFieldPlacement: false }) };
    for (const mark of ['checkbox', 'remark', 'seal'] as const) {
      const mapping = aMapping({ flow: { placements: [{ ...rule, mark }] } });
      const [found] = problemsOf(mapping, aWorkflow(), given).filter(({ code }) => code === 'CAPABILITY');

      const offered = fixesOf(found!, mapping, aWorkflow(), given).map(({ id }) => id);

      expect(offered).toEqual(mark === 'seal' ? ['freePosition'] : []);
    }
  });

  it('have nothing to offer where only a person knows', () => {
    const mapping = aMapping({ basic: { name: '' } });

    expect(problemsOf(mapping).flatMap((problem) => fixesOf(problem, mapping, aWorkflow(), context))).toEqual([]);
  });

  it('do not ask the same field for the twin of itself, and take a similar label of the right type', () => {
    const workflow = withField('f-signer-a', { id: 'f-new', label: '甲方的签署人' });
    const mapping = aMapping();
    const [gone] = problemsOf(mapping, workflow);

    const [first] = fixesOf(gone!, mapping, workflow, context);

    expect(first).toMatchObject({ id: 'rebind', params: { field: '甲方的签署人' } });
  });

  it('settle all of a kind in one command, also two languages of one text', () => {
    const mapping = aMapping({
      buttons: { sign: { 'zh-CN': '签', en: 'Sign', ja: '署名' }, view: { 'zh-CN': '看' }, download: { en: 'Get' } },
    });
    const problems = problemsOf(mapping);

    const { doc } = applyCommand(mapping, fixAll('I18N-GAP', problems, mapping, aWorkflow(), context)!);

    expect(problemsOf(doc).filter(({ code }) => code === 'I18N-GAP')).toEqual([]);
    expect(doc.buttons.view).toEqual({ 'zh-CN': '看', en: '看', ja: '看' });
  });

  it('are not made for all at once where something would be lost', () => {
    const mapping = aMapping({ required: { signingNodes: ['n-1', 'n-2'] } });

    expect(fixAll('GONE', problemsOf(mapping), mapping, aWorkflow(), context)).toBeNull();
    expect(SAFE_CODES.has('GONE')).toBe(false);
  });

  it('never throw, and never make more errors of their kind (property)', () => {
    const workflows = [
      aWorkflow(),
      ...['f-title', 'f-org', 'f-signer-b', 'f-contract', 'f-signed'].map((id) => withField(id, null)),
      ...['f-title', 'f-org', 'f-signer-a'].map((id) => withField(id, { label: '改名' })),
      ...['f-title', 'f-org', 'f-signer-a', 'f-contract'].map((id) => withField(id, { type: 'number' })),
      { ...aWorkflow(), nodes: aWorkflow().nodes.slice(0, 3) },
    ];
    const fields = ['f-title', 'f-no', 'f-owner', 'f-team', 'i-name', 'p-person', 'f-seal', 'f-contract'];
    const source = fc.constantFrom(...fields.map((id) => aFieldSource(id)));
    const mappings = fc
      .record({
        subject: fc.option(source),
        organization: fc.option(source),
        signers: fc.array(source, { maxLength: 3 }),
        orders: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }),
        rule: fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }),
        label: fc.string({ minLength: 1, maxLength: 30 }),
      })
      .map(({ subject, organization, signers, orders, rule, label }) =>
        aMapping({
          required: { subject, organization, signers },
          flow: { order: 'ordered', parties: orders.map((order, at) => aPartyConfig({ id: `party-${at}`, order })) },
          advanced: { namingRule: [{ kind: 'text', text: rule }] },
          buttons: { sign: { 'zh-CN': label, en: 'Sign' }, view: { 'zh-CN': label } },
        }),
      );
    fc.assert(
      fc.property(mappings, fc.constantFrom(...workflows), (mapping, workflow) => {
        const problems = problemsOf(mapping, workflow);
        const errors = (all: readonly MappingProblem[], code: string) =>
          all.filter((found) => found.code === code && found.severity === 'error').length;
        for (const found of problems) {
          for (const { command } of fixesOf(found, mapping, workflow, context)) {
            const { doc } = applyCommand(mapping, command);
            expect(errors(problemsOf(doc, workflow), found.code)).toBeLessThanOrEqual(errors(problems, found.code));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the rules over the whole document', () => {
  it('warn of another configuration for the same workflow, not of the own one (OVERLAP)', () => {
    const workflows = [
      {
        id: 'wf-purchase-contract',
        name: '采购',
        version: '1',
        fieldCount: 1,
        nodeCount: 1,
        signingConfigId: 'cfg-1',
        sealUseConfigId: null,
      },
    ];
    const codes = (configId?: string) =>
      problemsOf(aMapping(), aWorkflow(), { ...context, workflows, configId }).map(({ code }) => code);

    expect(codes('cfg-1')).toEqual([]);
    expect(codes('cfg-2')).toEqual(['OVERLAP']);
    expect(codes()).toEqual(['OVERLAP']);
  });

  it('warn of one contact for two external parties, and of a file that is listed twice (DUP-BIND)', () => {
    const contact = aFieldSource('f-supplier-mobile');
    const mapping = aMapping({
      required: {
        documents: [
          { kind: 'field', id: 'd-1', field: aFieldRef('f-contract') },
          { kind: 'field', id: 'd-2', field: aFieldRef('f-contract') },
        ],
      },
      flow: { parties: [external('a', contact, 2), external('b', contact, 3)] },
    });

    expect(
      problemsOf(mapping)
        .filter(({ code }) => code === 'DUP-BIND')
        .map(({ pointer }) => pointer),
    ).toEqual(['/required/documents/1', '/flow/parties/1/contact']);
  });

  it('weigh as the host wants, and keep what is not touched', () => {
    const [own] = problemsOf(aMapping({ basic: { name: '' } }));
    const reported: MappingProblem = { ...own!, code: 'HOST-1', severity: 'hint' };

    const merged = mergeProblems([own!], [reported], { REQ: 'warning' });

    expect(merged.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['REQ warning', 'HOST-1 hint']);
    expect(mergeProblems([own!], [], {})[0]).toBe(own);
  });

  it('finds the same with what it remembers as without (property)', () => {
    const workflow = aWorkflow();
    const names = fc.constantFrom('f-title', 'f-no', 'i-name', 'f-seal');
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 6 }), (ids) => {
        for (const id of ids) {
          const mapping = aMapping({ required: { subject: aFieldSource(id) } });
          // a copy of the workflow has nothing that is remembered
          expect(problemsOf(mapping, workflow)).toEqual(problemsOf(mapping, structuredClone(workflow)));
        }
      }),
    );
  });
});

describe('quick fixes of a condition on rows (C-30)', () => {
  const gone = { ...aFieldRef('p-name'), field: 'p-gone' };
  const other = { ...aFieldRef('p-mobile'), label: '联系手机', field: 'p-gone' };
  const dynamic = (field: FieldRef) =>
    aMapping({
      flow: {
        addParties: { fixed: true, dynamic: true },
        dynamicParties: {
          ...aMapping().flow.dynamicParties,
          table: 'd-parties',
          where: { field, equals: '甲' },
          signer: aFieldSource('p-person'),
          signingNodes: ['n-sign-b'],
        },
      },
    });
  const subject = (field: FieldRef) =>
    aMapping({ required: { subject: { ...aFieldSource('p-name'), rows: { pick: 'where', field, equals: '甲' } } } });
  const offered = (mapping: SigningMapping) => {
    const problems = problemsOf(mapping);
    expect(problems).toMatchObject([{ params: { part: 'condition' } }]);
    return fixesOf(problems[0]!, mapping, aWorkflow(), context).map((fix) => ({
      ...fix,
      doc: applyCommand(mapping, fix.command).doc,
    }));
  };

  it('choose another column of the table, or take every row: the table itself stays', () => {
    const fixes = offered(dynamic(gone));

    expect(fixes.map(({ id, params }) => [id, params['field']])).toEqual([
      ['rebind', '单位名称'],
      ['everyRow', undefined],
    ]);
    expect(fixes.map(({ doc }) => doc.flow.dynamicParties.table)).toEqual(['d-parties', 'd-parties']);
    expect(fixes.map(({ doc }) => doc.flow.dynamicParties.where)).toEqual([
      { field: aFieldRef('p-name'), equals: '甲' },
      undefined,
    ]);
    for (const { doc } of fixes) expect(problemsOf(doc)).toEqual([]);
  });

  it('choose another column or another row for a single value: its own field stays', () => {
    const fixes = offered(subject(other));

    expect(fixes.map(({ id, params }) => params['field'] ?? params['rows'] ?? id)).toEqual([
      '手机',
      'first',
      'last',
      'join',
      'count',
    ]);
    for (const { doc } of fixes) {
      expect(doc.required.subject).toMatchObject({ field: aFieldRef('p-name') });
      expect(problemsOf(doc)).toEqual([]);
    }
  });

  it('leave a column of another table, and never take one', () => {
    const fixes = offered(dynamic(aFieldRef('i-name')));

    expect(fixes.map(({ id }) => id)).toEqual(['everyRow']);
  });

  it('are offered where the workflow changed, for the column and not for the value (DRIFT)', () => {
    const mapping = subject(gone);
    const [drift, ...others] = driftOf(problemsOf(mapping), mapping, aWorkflow(), context);

    expect(others).toEqual([]);
    expect(drift).toMatchObject({ id: 'gone field d-parties p-gone', what: 'field', name: '单位名称' });
    const chosen = new Map([[drift!.id, drift!.suggested!]]);
    const { doc } = applyCommand(mapping, followDrift([drift!], chosen, mapping, aWorkflow(), context));
    expect(doc.required.subject).toMatchObject({ rows: { field: aFieldRef('p-name') } });
  });
});
