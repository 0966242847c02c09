import { describe, expect, it } from 'vitest';

import { checkWithRecord } from '../../../src/core/check-record.js';
import { checkSigningMapping, type CheckContext } from '../../../src/core/checks.js';
import { applyCommand } from '../../../src/core/commands.js';
import { fixesOf } from '../../../src/core/fixes.js';
import { mappingProblemsEn } from '../../../src/i18n/mapping-problems.en.js';
import { mappingProblemsZhCn } from '../../../src/i18n/mapping-problems.zh-cn.js';
import type { MappingProblem } from '../../../src/schema/dom-events.js';
import type { FieldValues } from '../../../src/schema/form.js';
import type { FileOperation, SigningMapping } from '../../../src/schema/signing-config.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import {
  aBinding,
  aFieldRef,
  aFieldSource,
  aMapping,
  aPartyConfig,
  aPerson,
  aRecord,
  aWorkflow,
  someCapabilities,
} from '../../support/builders.js';

interface Rule {
  readonly code: keyof typeof mappingProblemsZhCn;
  readonly mapping: SigningMapping;
  readonly workflow?: Workflow;
  readonly context?: Partial<CheckContext>;
  /** Where the rule needs a filled-in form. */
  readonly record?: FieldValues;
  /** The first fix; `null` where only a person knows what is meant, and the words say where to go. */
  readonly fix: string | null;
}

const workflow = aWorkflow();

function withField(id: string, change: object | null): Workflow {
  const { form } = aWorkflow();
  const fields = form.main.fields.flatMap((field) =>
    field.id === id ? (change ? [{ ...field, ...change }] : []) : [field],
  );
  return aWorkflow({ form: { ...form, main: { ...form.main, fields } } });
}

const rows = (name: string): SigningMapping =>
  aMapping({
    flow: {
      addParties: { fixed: true, dynamic: true },
      dynamicParties: {
        table: 'd-parties',
        kind: 'organization',
        scope: 'internal',
        name: aFieldSource(name),
        signer: aFieldSource('p-person'),
        contact: null,
        order: null,
        seal: null,
        signingNodes: ['n-sign-b'],
      },
    },
  });
const external = aPartyConfig({
  scope: 'external',
  name: aFieldSource('f-supplier'),
  signers: [],
  contact: aFieldSource('f-supplier-mobile'),
  signingNodes: [],
});
const lookup = { rows: [{ option: 'goods', target: { value: 'seal-company' } }] };
const operation = (over: Partial<FileOperation>): FileOperation => ({
  id: 'operation-1',
  kind: 'node',
  target: 'n-sign-a',
  timing: 'after',
  operation: 'verifySigned',
  message: {},
  ...over,
});

/** Every starting rule of the editor that can happen; CALL-LOOP and CALL-PARAM cannot (decision on callback rules). */
const RULES: readonly Rule[] = [
  { code: 'REQ', mapping: aMapping({ required: { organization: null } }), fix: 'bind' },
  { code: 'TYPE', mapping: aMapping({ required: { initiator: aFieldSource('f-supplier') } }), fix: 'convert' },
  { code: 'GONE', mapping: aMapping(), workflow: withField('f-title', { id: 'f-title-2' }), fix: 'rebind' },
  { code: 'RENAMED', mapping: aMapping(), workflow: withField('f-title', { label: '合同标题' }), fix: 'takeLabel' },
  { code: 'RETYPED', mapping: aMapping(), workflow: withField('f-title', { type: 'textarea' }), fix: 'takeType' },
  { code: 'CARD', mapping: aMapping({ required: { subject: aFieldSource('i-name') } }), fix: 'takeRows' },
  { code: 'SCOPE', mapping: rows('i-name'), fix: 'clear' },
  {
    code: 'CONV-LOSS',
    mapping: aMapping({ required: { initiator: { ...aFieldSource('f-team'), conversion: 'firstPerson' } } }),
    fix: null,
  },
  {
    code: 'LOOKUP-GAP',
    mapping: aMapping({
      flow: {
        initiator: { order: 1, seal: { ...aFieldSource('f-category'), conversion: 'lookup', lookup }, autoSign: false },
      },
    }),
    fix: null,
  },
  {
    code: 'SIGN-NONE',
    mapping: aMapping({ flow: { initiatorAction: 'launch', parties: [] } }),
    fix: 'initiatorSigns',
  },
  {
    code: 'SIGN-CONTACT',
    mapping: aMapping({ flow: { parties: [{ ...external, contact: null }] } }),
    fix: 'rebind',
  },
  { code: 'SIGN-ORDER', mapping: aMapping({ flow: { parties: [aPartyConfig({ order: 1 })] } }), fix: 'renumber' },
  {
    code: 'SIGN-DUP',
    mapping: aMapping(),
    record: { 'f-signer-a': aPerson(), 'f-signer-b': aPerson() },
    fix: 'mergeParty',
  },
  { code: 'FLOW-ORDER', mapping: aMapping({ required: { signingNodes: ['n-dept', 'n-sign-a'] } }), fix: 'remove' },
  {
    code: 'FLOW-BACK',
    mapping: aMapping({ flow: { createAt: [{ kind: 'exit', id: 'e-submit', timing: 'after' }] } }),
    fix: 'recreate',
  },
  { code: 'FLOW-HIDE', mapping: aMapping({ advanced: { hideSignAt: ['n-sign-b'] } }), fix: 'unhide' },
  { code: 'FILE-NONE', mapping: aMapping(), record: { 'f-contract': [] }, fix: 'remove' },
  {
    code: 'FILE-TYPE',
    mapping: aMapping(),
    record: { 'f-contract': [{ fileId: 'f', name: '表.xyz', size: 1, mediaType: 'x/y', sha256: 'a'.repeat(64) }] },
    fix: 'remove',
  },
  {
    code: 'NAME-BAD',
    mapping: aMapping({ advanced: { namingRule: [{ kind: 'text', text: 'a/b' }] } }),
    fix: 'cleanName',
  },
  {
    code: 'DATE-PAST',
    mapping: aMapping({ optional: { deadline: { kind: 'field', field: aFieldRef('f-deadline') } } }),
    record: { 'f-deadline': '2026-01-01' },
    fix: 'relative',
  },
  {
    code: 'I18N-GAP',
    mapping: aMapping({ buttons: { sign: { 'zh-CN': '签字', en: 'Sign' }, view: { 'zh-CN': '看' } } }),
    fix: 'copyText',
  },
  { code: 'DUP-BIND', mapping: aMapping({ advanced: { downloadInto: aFieldRef('f-contract') } }), fix: 'clear' },
  {
    code: 'OVERLAP',
    mapping: aMapping(),
    context: {
      workflows: [
        {
          id: workflow.id,
          name: workflow.name,
          version: '1',
          nodeCount: 6,
          fieldCount: 20,
          signingConfigId: 'other',
          sealUseConfigId: null,
        },
      ],
    },
    fix: null,
  },
  {
    code: 'OP-NO-STOP',
    mapping: aMapping({ operations: [operation({ timing: 'before' })] }),
    fix: 'stopSooner',
  },
  {
    code: 'OP-LATE',
    mapping: aMapping({ operations: [operation({ target: 'n-archive', operation: 'remind' })] }),
    fix: 'remove',
  },
];

function problemsOf({ mapping, workflow: own = workflow, context, record }: Rule): MappingProblem[] {
  const around = { bindings: [aBinding()], capabilities: someCapabilities(), ...context };
  const values = { ...aRecord().values, ...record };
  const checks = checkSigningMapping(mapping, own, around);
  if (!record) return checks;
  const now = '2026-11-28T08:00:00Z';
  const trial = { record: aRecord({ values }), workflow: own, operator: aPerson(), now };
  return [...checks, ...checkWithRecord(mapping, trial, around.capabilities)];
}

describe('the starting rules of the editor', () => {
  it.each(RULES)('$code is found, said in words, and settled or explained', (rule) => {
    const { code, mapping, fix } = rule;
    const found = problemsOf(rule).find((problem) => problem.code === code);
    if (!found) throw new Error(`${code} was not found`);
    expect(mappingProblemsZhCn[code](found.params).length).toBeGreaterThan(4);
    expect(mappingProblemsEn[code](found.params).length).toBeGreaterThan(10);

    const [best] = fixesOf(found, mapping, rule.workflow ?? workflow, { bindings: [aBinding()] });
    expect(best?.id ?? null).toBe(fix);
    if (!best) return;
    const settled = { ...rule, mapping: applyCommand(mapping, best.command).doc };
    const same = ({ code: other, pointer }: MappingProblem) => other === code && pointer === found.pointer;
    expect(problemsOf(settled).filter(same)).toEqual([]);
  });
});

describe('people who are asked twice (SIGN-DUP)', () => {
  const dup = (mapping: SigningMapping, values: FieldValues, parties: FieldValues[] = []) => {
    const record = aRecord({ values: { ...aRecord().values, ...values }, details: { 'd-parties': parties } });
    const trial = { record, workflow, operator: aPerson(), now: '2026-11-28T08:00:00Z' };
    return checkWithRecord(mapping, trial)
      .filter(({ code }) => code === 'SIGN-DUP')
      .map(({ pointer, params }) => `${pointer} ${params['name']}`);
  };

  it('are found in the rows of a detail table too (C-30)', () => {
    const wang = aPerson({ userId: 'u-wang', name: '王芳' });
    const row = { 'p-name': '甲', 'p-person': wang };
    expect(dup(rows('p-name'), {}, [row, { ...row, 'p-name': '乙' }])).toEqual(['/flow/dynamicParties/signer 王芳']);
    expect(dup(rows('p-name'), { 'f-signer-b': wang }, [row])).toEqual(['/flow/dynamicParties/signer 王芳']);
    expect(dup(rows('p-name'), {}, [row])).toEqual([]);
  });

  it('are found outside by their contact, however it is written (C-31)', () => {
    const second = { ...external, id: 'party-c', contact: { kind: 'constant' as const, value: '138 0000 0009' } };
    const mapping = aMapping({ flow: { parties: [external, second] } });
    expect(dup(mapping, { 'f-supplier-mobile': '138-0000-0009' })).toEqual(['/flow/parties/1/contact 13800000009']);
    expect(dup(mapping, { 'f-supplier-mobile': '13800000008' })).toEqual([]);
  });
});
