import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createActor, fromPromise, waitFor } from 'xstate';

import { bind, unbind } from '../../../src/core/bind.js';
import { checkMapping } from '../../../src/core/checks.js';
import { clipOf, writeClip } from '../../../src/core/clipboard/clip.js';
import { cutOf, resetOf } from '../../../src/core/clipboard/cut.js';
import { planPaste } from '../../../src/core/clipboard/plan-paste.js';
import { readClip } from '../../../src/core/clipboard/read-clip.js';
import { applyCommand, type MappingCommand } from '../../../src/core/commands.js';
import { diffCommand, diffDocuments } from '../../../src/core/diff.js';
import { isSealUse, kindOf, withBasic, type EditorMapping } from '../../../src/core/editor-mapping.js';
import { buildFieldIndex, toFieldRef } from '../../../src/core/field-index.js';
import { fixAll, SAFE_CODES } from '../../../src/core/fix-all.js';
import { fixesOf } from '../../../src/core/fixes.js';
import { valueAt } from '../../../src/core/pointer.js';
import { rowTableOf, slotsOf } from '../../../src/core/slots.js';
import { suggester } from '../../../src/core/suggestions.js';
import { exportTexts, importTexts, LANGUAGES, textCommand, textRows } from '../../../src/core/text-rows.js';
import { transferMapping } from '../../../src/core/transfer.js';
import { fitSlot } from '../../../src/core/type-matrix.js';
import { parseMapping } from '../../../src/elements/mapping-editor/editor-import.js';
import { mappingEditorMachine, type EditorData } from '../../../src/machines/mapping-editor.machine.js';
import { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import {
  aBinding,
  aMapping,
  aPartyConfig,
  aSealUseMapping,
  aWorkflow,
  someCapabilities,
} from '../../support/builders.js';
import { renamedWorkflow } from '../../support/renamed-workflow.js';
import { arbitraryOf } from '../../support/schema-arbitrary.js';

/** Another one in every run; `SEED=… npx vitest …` repeats one that failed. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const workflow = aWorkflow();
const other = renamedWorkflow(workflow);
const fields = [workflow.form.main, ...workflow.form.details].flatMap((table) =>
  table.fields.map((field) => ({ table: table.id, field, ref: toFieldRef(table, field) })),
);
const context = { bindings: [aBinding()], capabilities: someCapabilities() };
const suggest = suggester(buildFieldIndex(workflow.form), { names: ({ id }) => [id] });

const signingMappings = arbitraryOf(SigningMapping) as fc.Arbitrary<SigningMapping>;
const sealUseMappings = arbitraryOf(SealUseMapping) as fc.Arbitrary<SealUseMapping>;

async function editorOf(mapping: EditorMapping) {
  const data: EditorData = {
    workflows: [],
    bindings: context.bindings,
    providers: [],
    catalogs: {},
    permissions: ['configAdmin', 'automation'],
    check: checkMapping,
    workflow,
    stored: {
      // the two kinds of a configuration differ in their mapping only
      config: { id: 'config-1', version: 1, updatedAt: '2026-11-20T08:00:00Z', updatedBy: '管理员', mapping } as never,
      etag: '"1"',
    },
    mapping,
  };
  const actor = createActor(
    mappingEditorMachine.provide({
      actors: { load: fromPromise(() => Promise.resolve(data)) },
    }),
  ).start();
  const target = { kind: kindOf(mapping), workflowId: workflow.id, configId: '' };
  actor.send({ type: 'target.assigned', target, readonly: false });
  await waitFor(actor, (snapshot) => snapshot.matches({ document: 'ready' }));
  const current = () => actor.getSnapshot().context;
  return {
    get doc(): EditorMapping {
      return current().history!.doc;
    },
    get isDirty(): boolean {
      return current().dirty;
    },
    get steps(): number {
      return current().history!.undo.length;
    },
    change(command: MappingCommand, mergeKey: string | null): void {
      const change = { command, sentence: { key: 'set', params: {} } };
      actor.send({ type: 'change.requested', change: mergeKey === null ? change : { ...change, mergeKey } });
    },
    /** As `importConfig()` of the element does it: parsed, and kept at the workflow that is edited. */
    take(json: unknown): void {
      const parsed = parseMapping(kindOf(mapping), json);
      const { workflowId } = current().history!.doc.basic;
      actor.send({ type: 'document.imported', mapping: withBasic(parsed, { workflowId }) });
    },
    undo: () => actor.send({ type: 'undo.requested' }),
    redo: () => actor.send({ type: 'redo.requested' }),
  };
}

type Editor = Awaited<ReturnType<typeof editorOf>>;

/** Everything that a person can do to a mapping; `a` and `b` choose among what is there. Null where nothing can be done. */
type Act = (mapping: EditorMapping, a: number, b: number) => MappingCommand | null;

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

const fitting = (mapping: EditorMapping, pointer: string) => {
  const slot = slotsOf(mapping).find((candidate) => candidate.pointer === pointer);
  if (slot?.type === undefined) return [];
  const rows = rowTableOf(mapping, pointer);
  return fields.filter(({ field, table }) => fitSlot(slot, field, table, rows).kind === 'direct');
};

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > 0;

const acts: Readonly<Record<string, Act>> = {
  bind: (mapping, a, b) => {
    const pairs = slotsOf(mapping).flatMap(({ pointer, control }) =>
      ['choice', 'toggle'].includes(control) ? [] : fitting(mapping, pointer).map(({ ref }) => ({ pointer, ref })),
    );
    const pair = at(pairs, a);
    return pair ? bind(mapping, pair.pointer, pair.ref, b % 2 === 0 ? 'add' : 'replace') : null;
  },
  unbind: (mapping, a, b) => {
    const slot = at(slotsOf(mapping), a);
    if (!slot) return null;
    const present = valueAt(mapping, slot.pointer);
    return unbind(mapping, slot.pointer, isList(present) && b % 2 === 0 ? b % present.length : undefined);
  },
  cut: (mapping, a) => cutOf(mapping, [at(slotsOf(mapping), a)!.pointer]),
  reset: (mapping, a) => resetOf(mapping, at(slotsOf(mapping), a)!.pointer),
  paste: (mapping, a, b) => {
    const slots = slotsOf(mapping);
    const read = readClip(writeClip(clipOf(mapping, [at(slots, a)!.pointer])));
    return 'items' in read ? planPaste(mapping, read.items, at(slots, b)!.pointer, { workflow }).command : null;
  },
  fix: (mapping, a, b) => {
    const problem = at(checkMapping(mapping, workflow, context), a);
    return (problem && at(fixesOf(problem, mapping, workflow, context), b)?.command) ?? null;
  },
  fixAll: (mapping, a) => {
    const problems = checkMapping(mapping, workflow, context);
    const code = at(
      [...SAFE_CODES].filter((safe) => problems.some((problem) => problem.code === safe)),
      a,
    );
    return code === undefined ? null : fixAll(code, problems, mapping, workflow, context);
  },
  move: (mapping, a, b) => {
    const lists = isSealUse(mapping)
      ? ['/apply/physicalSeals', '/callbacks']
      : ['/required/documents', '/required/signers', '/flow/parties', '/flow/placements', '/operations'];
    const pointer = at(lists, a)!;
    const { length } = valueAt(mapping, pointer) as readonly unknown[];
    return length === 0 ? null : { type: 'move', pointer, from: b % length, to: (a + b) % length };
  },
  suggestion: (mapping, a) => {
    const found = at(suggest(mapping), a);
    return found ? bind(mapping, found.pointer, found.field, 'add') : null;
  },
  text: (mapping, a, b) => {
    if (isSealUse(mapping)) return null;
    return textCommand(at(textRows(mapping), a)!, at(LANGUAGES, b)!, at(['', '签署', 'Sign', '<b>'], a + b)!);
  },
  texts: (mapping, a, b) => {
    if (isSealUse(mapping)) return null;
    const rows = textRows(mapping);
    const lines = exportTexts(rows.map((row) => ({ ...row, text: { [at(LANGUAGES, b)!]: `文${a % 9}` } })));
    return importTexts(rows, lines).command;
  },
  transfer: (mapping, a) => {
    const [from, to] = a % 2 === 0 ? [workflow, other] : [other, workflow];
    return diffCommand(mapping, diffDocuments(mapping, transferMapping(mapping, from, to).mapping));
  },
};

interface Step {
  readonly act: string;
  readonly a: number;
  readonly b: number;
  readonly mergeKey: string | null;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom(...Object.keys(acts)),
    a: fc.nat(10_000),
    b: fc.nat(10_000),
    mergeKey: fc.option(fc.constant('typing'), { nil: null, freq: 3 }),
  }),
  { minLength: 1, maxLength: 15 },
);

const numbers = Array.from({ length: 60 }, (_, index) => index);

const changed = (mapping: EditorMapping, command: MappingCommand | null): boolean =>
  command !== null && applyCommand(mapping, command).doc !== mapping;

function doStep(editor: Editor, { act, a, b, mergeKey }: Step): void {
  const command = acts[act]!(editor.doc, a, b);
  if (command) editor.change(command, mergeKey);
}

const starts: Readonly<Record<string, fc.Arbitrary<EditorMapping>>> = {
  'a signing mapping': fc.oneof(
    fc.constant(aMapping()),
    fc.constant(
      aMapping({
        flow: {
          addParties: { fixed: true, dynamic: true },
          parties: [aPartyConfig(), aPartyConfig({ id: 'party-c', kind: 'organization', scope: 'external', order: 3 })],
          dynamicParties: { ...aMapping().flow.dynamicParties, table: 'd-parties' },
        },
      }),
    ),
    signingMappings,
  ),
  'a physical-seal mapping': fc.oneof(fc.constant(aSealUseMapping()), sealUseMappings),
};

describe(`laws of the editor's document (C-01…C-60, P-01…P-15), seed ${seed}`, () => {
  beforeAll(() => {
    fc.configureGlobal({ seed, numRuns: Number(process.env['RUNS'] ?? 60) });
  });

  describe.each(Object.entries(starts))('for %s', (_name, mappings) => {
    it('what is exported and imported is the same, but for the workflow that is edited (C-01)', async () => {
      await fc.assert(
        fc.asyncProperty(mappings, mappings, fc.boolean(), async (first, second, asText) => {
          const editor = await editorOf(first);
          editor.take(asText ? JSON.stringify(second) : second);
          expect(editor.doc).toEqual(withBasic(second, { workflowId: first.basic.workflowId }));
          const exported = JSON.stringify(editor.doc);
          editor.take(exported);
          expect(JSON.stringify(editor.doc)).toBe(exported);
          while (editor.steps > 0) editor.undo();
          expect(editor.doc).toEqual(first);
          expect(editor.isDirty).toBe(false);
        }),
      );
    });

    it('each act is undone and done again, in any mix of all acts, and at the start nothing is unsaved', async () => {
      await fc.assert(
        fc.asyncProperty(mappings, steps, async (first, mix) => {
          const editor = await editorOf(first);
          for (const step of mix) {
            const before = { doc: editor.doc, steps: editor.steps };
            doStep(editor, step);
            const after = editor.doc;
            if (editor.steps <= before.steps) continue;
            editor.undo();
            expect(editor.doc).toEqual(before.doc);
            editor.redo();
            expect(editor.doc).toEqual(after);
          }
          const last = editor.doc;
          const count = editor.steps;
          while (editor.steps > 0) editor.undo();
          expect(editor.doc).toEqual(first);
          expect(editor.isDirty).toBe(false);
          for (let step = 0; step < count; step += 1) editor.redo();
          expect(editor.doc).toEqual(last);
        }),
      );
    });

    it('every act leads from what the schema takes to what the schema takes', async () => {
      await fc.assert(
        fc.asyncProperty(mappings, steps, async (first, mix) => {
          const editor = await editorOf(first);
          for (const step of mix) doStep(editor, step);
          expect(parseMapping(kindOf(first), editor.doc)).toEqual(editor.doc);
        }),
      );
    });

    it('the difference of where two mixes of acts lead, applied to one, is the other', async () => {
      await fc.assert(
        fc.asyncProperty(mappings, steps, steps, async (first, mine, theirs) => {
          const [a, b] = [await editorOf(first), await editorOf(first)];
          for (const step of mine) doStep(a, step);
          for (const step of theirs) doStep(b, step);
          expect(applyCommand(a.doc, diffCommand(a.doc, diffDocuments(a.doc, b.doc))).doc).toEqual(b.doc);
        }),
      );
    });
  });

  it('a member that comes back behind the others by undo leaves nothing unsaved (C-52)', async () => {
    const editor = await editorOf(aMapping({ buttons: { sign: { en: 'Sign' }, view: { en: 'View' } } }));
    const { doc } = editor;
    editor.change({ type: 'set', pointer: '/buttons/sign', value: undefined }, null);
    expect(editor.isDirty).toBe(true);
    editor.undo();
    expect(editor.doc).toEqual(doc);
    expect(editor.isDirty).toBe(false);
  });

  it.each(Object.keys(acts))('the act “%s” can change a document, so the laws above say something of it', (act) => {
    const [first] = fc.sample(signingMappings, { numRuns: 1, seed: 1 });
    const changes = [aMapping(), first!].some((mapping) =>
      numbers.some((a) => numbers.some((b) => changed(mapping, acts[act]!(mapping, a, b)))),
    );
    expect(changes).toBe(true);
  });
});
