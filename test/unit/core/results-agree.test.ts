import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { plan, type PlanInput } from '../../../src/core/planner/plan.js';
import type { ResolveContext } from '../../../src/core/resolve.js';
import { resultOf } from '../../../src/core/results.js';
import { slotsOf } from '../../../src/core/slots.js';
import type { FieldValue, FieldValues, FormRecord, PersonValue } from '../../../src/schema/form.js';
import type { EnvelopeDraft } from '../../../src/schema/plan.js';
import type { PlanProblem } from '../../../src/schema/record-tab.js';
import type { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import type { Deadline, DocumentSource, PartyConfig, SigningMapping } from '../../../src/schema/signing-config.js';
import type { ValueSource } from '../../../src/schema/value-source.js';
import {
  aFieldRef,
  aFieldSource,
  aFile,
  aMapping,
  anEnvelope,
  aPartyConfig,
  aPerson,
  aRecord,
  aSealUse,
  aSealUseMapping,
  aWorkflow,
} from '../../support/builders.js';

const NOW = '2026-11-28T08:00:00Z';
const CREATE = { kind: 'exit', id: 'e-legal-ok', timing: 'after' } as const;
const operator = aPerson({ userId: 'operator', name: '周操作' });

const people: PersonValue[] = ['李敏', '王芳', '张伟'].map((name, nth) => ({
  userId: `u-${nth}`,
  name,
  ...(nth === 0 ? { mobile: '13800000001' } : nth === 1 ? { email: 'wang@example.com' } : {}),
}));
const seals = ['公章', '合同章'].map((name, nth) => ({ id: `seal-${nth}`, name }));
const files = ['合同.pdf', '附件.pdf', '合 同:终.pdf'].map((name, nth) =>
  aFile({ fileId: `file-${nth}`, name, sha256: String(nth + 1).repeat(64) }),
);

/** Faults are rare, else hardly any creation would get through. */
const mostly = <T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 14, arbitrary: good }, { weight: 1, arbitrary: bad });

const texts = mostly<string>(
  fc.constantFrom('采购合同', ' 两边有空格 ', '138 0000-0001', '13800000001', '（010）'),
  fc.constantFrom('', ' ', '长'.repeat(210), '某人', '1.5', 'x/y', '13800000001；a@example.com', 'a@example.com, 李四'),
);
const contacts = mostly<string>(
  fc.constantFrom('138 0000-0001', '13800000001', ' a@example.com ', '(010) 12345678'),
  texts,
);
const nothing = fc.constant(null);
const onePerson = mostly<FieldValue>(fc.constantFrom(...people), nothing);
const somePeople = mostly<FieldValue>(
  fc.oneof(fc.subarray(people), fc.constant<PersonValue[]>([people[0]!, people[0]!])),
  nothing,
);
const someFiles = mostly<FieldValue>(fc.subarray(files, { minLength: 1 }), nothing);
const days = mostly<FieldValue>(
  fc.constantFrom(null, '2026-11-28', '2026-12-24', '2026年12月1日'),
  fc.constantFrom('2026-01-01', '31.02.'),
);
/** A form may hold what its types do not say: fields change their type while records keep their values. */
const odd: fc.Arbitrary<FieldValue> = fc.constantFrom<FieldValue>(null, true, 7, '文字', seals[0]!, [files[0]!]);

const values: Record<string, fc.Arbitrary<FieldValue>> = {
  'f-title': texts,
  'f-supplier': texts,
  'f-supplier-mobile': contacts,
  'f-remark': texts,
  'f-org': mostly<FieldValue>(fc.constant({ id: 'org-1', name: '远景公司' }), nothing),
  'f-owner': onePerson,
  'f-signer-a': onePerson,
  'f-signer-b': onePerson,
  'f-team': somePeople,
  'f-contract': someFiles,
  'f-tech': someFiles,
  'f-deadline': days,
  'f-seal': mostly<FieldValue>(fc.constantFrom(...seals), nothing),
  'f-category': fc.constantFrom(null, 'goods', 'service', 'other'),
  'f-amount': fc.constantFrom(null, 0, 12.5),
};
const strange = (value: fc.Arbitrary<FieldValue>): fc.Arbitrary<FieldValue> =>
  fc.oneof({ weight: 99, arbitrary: value }, { weight: 1, arbitrary: odd });
const mainValues = fc.record(
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, strange(value)])),
) as fc.Arbitrary<FieldValues>;
const partyRow = fc.record({
  'p-name': strange(texts),
  'p-person': strange(onePerson),
  'p-mobile': strange(contacts),
  'p-order': strange(mostly<FieldValue>(fc.constantFrom(1, 2, '3'), fc.constantFrom(null, 2.5, 'x'))),
}) as fc.Arbitrary<FieldValues>;
const itemRow = fc.record({ 'i-name': strange(texts), 'i-file': strange(someFiles) }) as fc.Arbitrary<FieldValues>;
const records: fc.Arbitrary<FormRecord> = fc
  .record({
    values: mainValues,
    parties: fc.array(partyRow, { maxLength: 3 }),
    items: fc.array(itemRow, { maxLength: 3 }),
  })
  .map(({ values: main, parties, items }) =>
    aRecord({ values: main, details: { 'd-parties': parties, 'd-items': items } }),
  );

const fields = (...ids: string[]) => fc.constantFrom(...ids.map((id) => aFieldSource(id)));
const orNone = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 14 });
const constants = fc.constantFrom<ValueSource>(
  { kind: 'constant', value: '固定内容' },
  { kind: 'constant', value: '138 0000 0002' },
  { kind: 'constant', value: 'b@example.com; 13900000003' },
);
const textSources: fc.Arbitrary<ValueSource> = fc.oneof(
  mostly(
    fields('f-title', 'f-supplier', 'f-supplier-mobile', 'f-category', 'f-amount', 'f-org', 'f-owner'),
    fields('i-name'),
  ),
  constants,
  fc.constant<ValueSource>({
    kind: 'template',
    template: [
      { kind: 'field', field: aFieldRef('f-title') },
      { kind: 'text', text: ' – ' },
      { kind: 'field', field: aFieldRef('i-name') },
    ],
  }),
);
const contactSources: fc.Arbitrary<ValueSource> = fc.oneof(
  fields('f-supplier-mobile'),
  fc.constant<ValueSource>({ kind: 'constant', value: '138 0000 0002' }),
);
const personSources: fc.Arbitrary<ValueSource> = fc.oneof(
  mostly(fields('f-owner', 'f-signer-a', 'f-signer-b', 'f-team', 'p-person'), fields('f-title')),
  fc.constantFrom<ValueSource>({ kind: 'operator' }, { kind: 'creator' }),
);
const sealSources: fc.Arbitrary<ValueSource> = fc.oneof(
  mostly(fields('f-seal'), fields('f-title')),
  fc.constant<ValueSource>({ kind: 'constant', value: 'seal-company', label: '公司公章' }),
);
const documents: fc.Arbitrary<DocumentSource> = fc.oneof(
  fc
    .constantFrom('f-contract', 'f-tech', 'i-file')
    .map((id): DocumentSource => ({ kind: 'field', id: `doc-${id}`, field: aFieldRef(id) })),
  fc.tuple(orNone(textSources), sealSources).map(([value, template]): DocumentSource => ({
    kind: 'template',
    id: 'doc-template',
    template,
    controls: [{ control: 'control-1', value }],
  })),
);
const deadlines: fc.Arbitrary<Deadline | null> = orNone(
  fc.constantFrom<Deadline>(
    { kind: 'field', field: aFieldRef('f-deadline') },
    { kind: 'field', field: aFieldRef('f-title'), days: 3 },
    { kind: 'field', field: null, days: 3 },
    { kind: 'days', days: 5, field: aFieldRef('f-deadline') },
  ),
);
const kind = fc.constantFrom('organization' as const, 'person' as const);
const scope = fc.constantFrom('internal' as const, 'external' as const);
const parties: fc.Arbitrary<PartyConfig[]> = fc
  .array(
    fc.record({
      kind,
      scope,
      name: orNone(textSources),
      signers: fc.array(personSources, { maxLength: 2 }),
      contact: orNone(mostly(contactSources, textSources)),
      order: fc.integer({ min: 1, max: 3 }),
      seal: orNone(sealSources),
      autoSign: fc.boolean(),
    }),
    { maxLength: 2 },
  )
  .map((list) => list.map((party, nth) => aPartyConfig({ id: `party-${nth}`, ...party })));
const rows = fc.record({
  table: fc.constantFrom('d-parties', 'd-parties', 'd-items'),
  where: fc.option(fc.constant({ field: aFieldRef('p-name'), equals: '采购合同' }), { nil: undefined }),
  kind,
  scope,
  name: orNone(fc.oneof(fields('p-name', 'f-supplier'), constants)),
  signer: orNone(fields('p-person', 'f-signer-a')),
  contact: orNone(fields('p-mobile', 'f-supplier-mobile')),
  order: fc.option(mostly(fields('p-order'), fields('f-amount'))),
  seal: orNone(sealSources),
});

const mappings: fc.Arbitrary<SigningMapping> = fc
  .record({
    required: fc.record({
      subject: orNone(textSources),
      organization: orNone(textSources),
      initiator: orNone(personSources),
      documents: fc.array(documents, { minLength: 1, maxLength: 3 }),
      signers: fc.array(personSources, { maxLength: 3 }),
    }),
    optional: fc.record({
      deadline: deadlines,
      remark: orNone(textSources),
      sceneNumber: orNone(textSources),
    }),
    cc: fc.record({
      internal: fc.array(personSources, { maxLength: 3 }),
      external: fc.array(mostly(contactSources, textSources), { maxLength: 2 }),
    }),
    flow: fc.record({
      initiatorAction: fc.constantFrom('launch' as const, 'launchAndSign' as const),
      addParties: fc.record({ fixed: fc.boolean(), dynamic: fc.boolean() }),
      parties,
      initiator: fc.record({ order: fc.constant(1), seal: orNone(sealSources), autoSign: fc.boolean() }),
    }),
    rows,
    namingRule: orNone(
      fc.constantFrom<SigningMapping['advanced']['namingRule'] & object>(
        [{ kind: 'field', field: aFieldRef('f-title') }],
        [
          { kind: 'system', name: 'sequence' },
          { kind: 'text', text: '-' },
          { kind: 'system', name: 'documentName' },
        ],
      ),
    ),
    creator: orNone(personSources),
  })
  .map(({ required, optional, cc, flow, rows: { where, ...dynamic }, namingRule, creator }) =>
    aMapping({
      required,
      optional,
      flow: {
        ...flow,
        createAt: [CREATE],
        dynamicParties: { ...dynamic, ...(where ? { where } : {}), signingNodes: ['n-sign-b'] },
      },
      advanced: { cc, namingRule, downloadCreator: creator },
    }),
  );

function planOf(over: Partial<PlanInput>) {
  return plan({
    mapping: null,
    sealUseMapping: null,
    configId: 'config',
    configVersion: 1,
    record: aRecord(),
    workflow: aWorkflow(),
    envelope: null,
    sealUse: null,
    event: { kind: 'flow', point: CREATE, actor: operator },
    viewer: operator,
    now: NOW,
    ...over,
  });
}

type Shown = ReadonlyMap<string, { readonly code: string; readonly values: readonly string[]; readonly fault: string }>;

/** What every card shows: values, or a fault; a slot that is parked or the same for every record is not there. */
function shown(mapping: SigningMapping | SealUseMapping, record: FormRecord): Shown {
  const context: ResolveContext = { record, workflow: aWorkflow(), operator, now: NOW };
  return new Map(
    slotsOf(mapping).flatMap((slot) => {
      const result = resultOf(slot, mapping, context);
      if (!result) return [];
      const found = result.kind === 'values' ? result.values : [];
      const fault = result.kind === 'fault' ? result.code : '';
      return [[slot.pointer, { code: slot.code, values: found, fault }] as const];
    }),
  );
}

const named = ({ name, contact }: { name: string; contact: string | null }) =>
  contact === null ? name : `${name} | ${contact}`;
const sealNames = new Map([['seal-company', '公司公章'], ...seals.map(({ id, name }): [string, string] => [id, name])]);
const sealName = (id: string | null): string[] => (id === null ? [] : [sealNames.get(id) ?? id]);

/** The request in the words of the cards, by the pointer of the slot that gives it. */
function sent(mapping: SigningMapping, draft: EnvelopeDraft): Map<string, string[]> {
  const { flow } = mapping;
  const own = (id: string) => draft.parties.find((party) => party.id === id);
  const ofRows = draft.parties.filter(({ id }) => id.startsWith(`${flow.dynamicParties.table}-`));
  const userIds = new Map(people.concat(operator, aRecord().creator).map((person) => [person.userId, person]));
  const isUser = (copy: string) => userIds.has(copy);
  const entries: [string, string[]][] = [
    ['/required/subject', [draft.subject]],
    ['/required/organization', draft.organization === null ? [] : [draft.organization]],
    [
      '/required/initiator',
      [named({ name: draft.initiator.name, contact: draft.initiator.mobile ?? draft.initiator.email ?? null })],
    ],
    [
      '/required/documents',
      draft.documents.map((document) => (document.kind === 'file' ? document.name : (document.name ?? ''))),
    ],
    ['/optional/remark', draft.remark === null ? [] : [draft.remark]],
    ['/optional/sceneNumber', draft.sceneNumber === null ? [] : [draft.sceneNumber]],
    [
      '/optional/deadline',
      draft.deadline === null ? [] : [new Date(Date.parse(draft.deadline) + 8 * 3_600_000).toISOString().slice(0, 10)],
    ],
    [
      '/advanced/cc/internal',
      draft.cc.filter(isUser).map((id) => {
        const { name, mobile, email } = userIds.get(id)!;
        return named({ name, contact: mobile ?? email ?? null });
      }),
    ],
    ['/advanced/cc/external', draft.cc.filter((copy) => !isUser(copy))],
  ];
  const initiator = own('initiator');
  if (initiator) {
    entries.push(['/required/signers', initiator.signers.map(named)]);
    entries.push(['/flow/initiator/seal', sealName(initiator.seal)]);
  }
  for (const [index, { id }] of flow.parties.entries()) {
    const party = own(id);
    if (!party) continue;
    const at = `/flow/parties/${index}`;
    entries.push([`${at}/name`, [party.name]], [`${at}/signers`, party.signers.map(named)]);
    entries.push([`${at}/contact`, party.signers.flatMap(({ contact }) => (contact === null ? [] : [contact]))]);
    entries.push([`${at}/seal`, sealName(party.seal)]);
  }
  const at = '/flow/dynamicParties';
  entries.push([`${at}/name`, ofRows.map(({ name }) => name)]);
  entries.push([`${at}/signer`, ofRows.flatMap(({ signers }) => signers.map(named))]);
  entries.push([`${at}/contact`, ofRows.flatMap(({ signers }) => signers.map(({ contact }) => contact ?? ''))]);
  entries.push([`${at}/order`, ofRows.map(({ order }) => String(order))]);
  entries.push([`${at}/seal`, ofRows.flatMap(({ seal }) => sealName(seal))]);
  return new Map(entries);
}

const key = ({ slot, code }: Pick<PlanProblem, 'slot' | 'code'>) => `${slot} ${code}`;
/** Slots that only count when the signed files are put away. */
const AFTERWARDS: ReadonlySet<string> = new Set(['/advanced/namingRule', '/advanced/downloadCreator']);

describe('what the cards show and what is sent', () => {
  it('are the same, value by value, for any mapping and record', () => {
    let made = 0;
    fc.assert(
      fc.property(mappings, records, (mapping, record) => {
        const [effect] = planOf({ mapping, record }).effects;
        if (effect?.kind !== 'createEnvelope') return;
        made += 1;
        const request = sent(mapping, effect.draft);
        for (const [pointer, { values: card, fault }] of shown(mapping, record)) {
          if (AFTERWARDS.has(pointer)) continue;
          expect([pointer, fault]).toEqual([pointer, '']);
          expect([pointer, request.get(pointer)]).toEqual([pointer, card]);
        }
      }),
      { numRuns: 2000 },
    );
    expect(made).toBeGreaterThan(150);
  });

  it('have the same faults: a card says so exactly where the creation is refused', () => {
    fc.assert(
      fc.property(mappings, records, (mapping, record) => {
        const { effects, problems } = planOf({ mapping, record });
        const cards = [...shown(mapping, record)].filter(([pointer]) => !AFTERWARDS.has(pointer));
        const faults = cards.filter(([, { fault }]) => fault !== '');
        const refused = new Set(problems.map(key));
        // that nobody signs at all is the fault of no single slot
        const nobody = faults.length === 0 && refused.size === 1 && refused.has('C-31 SIGN-NONE');
        expect(effects.length > 0).toBe(faults.length === 0 && !nobody);
        for (const [, { code: slot, fault: code }] of faults) expect(refused).toContain(key({ slot, code }));
        const told = new Set(faults.map(([, { code }]) => code));
        if (!nobody) for (const { slot, code } of problems) expect([...told, 'C-31'], code).toContain(slot);
      }),
      { numRuns: 1500 },
    );
  });

  it('name the signed files alike (C-44)', () => {
    fc.assert(
      fc.property(mappings, records, (mapping, record) => {
        const [effect] = planOf({ mapping, record }).effects;
        if (effect?.kind !== 'createEnvelope' || effect.draft.documents.some((file) => file.kind !== 'file')) return;
        const stored = effect.draft.documents.map((file, nth) => ({
          ...anEnvelope().documents[0]!,
          id: `document-${nth}`,
          name: file.name ?? '',
          mediaType: 'application/pdf',
        }));
        const envelope = anEnvelope({ status: 'completed', documents: stored, filedAt: null });
        const filed = planOf({ mapping, record, envelope, event: { kind: 'envelope', event: 'completed' } }).effects[0];
        const names = filed?.kind === 'fileSigned' ? filed.names.map(({ name }) => name) : [];
        expect(shown(mapping, record).get('/advanced/namingRule')?.values).toEqual(names);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what the cards of a physical-seal mapping show and what is applied for', () => {
  const numbers = fc.oneof(
    fields('f-amount', 'f-title'),
    fc.constantFrom<ValueSource>({ kind: 'constant', value: 2 }, { kind: 'constant', value: 0 }),
  );
  const sealMappings = fc
    .record({
      subject: orNone(textSources),
      applicant: orNone(personSources),
      fileType: orNone(sealSources),
      physicalSeals: fc.array(sealSources, { maxLength: 2 }),
      useCount: orNone(numbers),
    })
    .chain((apply) =>
      fc
        .record({ count: orNone(numbers), seamCount: orNone(numbers) })
        .map((append) =>
          aSealUseMapping({ apply: { ...apply, applyAt: [CREATE] }, append: { ...append, appendAt: [CREATE] } }),
        ),
    );

  it('are the same, faults included (P-02 to P-11)', () => {
    let made = 0;
    fc.assert(
      fc.property(sealMappings, records, (mapping, record) => {
        const cards = shown(mapping, record);
        const fault = (list: string) =>
          [...cards].some(([pointer, card]) => pointer.startsWith(list) && card.fault !== '');
        const applied = planOf({ sealUseMapping: mapping, record });
        const [effect] = applied.effects;
        expect(effect?.kind === 'applySealUse').toBe(!fault('/apply/'));
        if (effect?.kind === 'applySealUse') {
          made += 1;
          expect(cards.get('/apply/subject')?.values).toEqual([effect.subject]);
          expect(cards.get('/apply/applicant')?.values[0]).toContain(effect.applicant.name);
          expect(cards.get('/apply/fileType')?.values).toEqual([effect.fileType.name]);
          expect(cards.get('/apply/physicalSeals')?.values).toEqual(effect.seals.map(({ name }) => name));
          expect(cards.get('/apply/useCount')?.values).toEqual([String(effect.count)]);
        }
        const more = planOf({ sealUseMapping: mapping, record, sealUse: aSealUse({ status: 'inUse' }) });
        expect(more.problems.length > 0).toBe(fault('/append/'));
        const [append] = more.effects;
        if (append?.kind === 'appendSealUse') {
          const count = (member: string) => Number(cards.get(`/append/${member}`)?.values[0] ?? 0);
          expect([append.count, append.seamCount]).toEqual([count('count'), count('seamCount')]);
        }
      }),
      { numRuns: 2000 },
    );
    expect(made).toBeGreaterThan(20);
  });
});
