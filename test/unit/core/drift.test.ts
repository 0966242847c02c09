import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkSigningMapping, type CheckContext } from '../../../src/core/checks.js';
import { applyCommand, noChange } from '../../../src/core/commands.js';
import { driftOf, type Drift } from '../../../src/core/drift.js';
import { followDrift } from '../../../src/core/drift-follow.js';
import type { Field } from '../../../src/schema/form.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { aBinding, aFieldSource, aMapping, aWorkflow, someCapabilities } from '../../support/builders.js';

const context: CheckContext = { bindings: [aBinding()], capabilities: someCapabilities() };

function withFields(changes: Record<string, Partial<Field> | null>): Workflow {
  const workflow = aWorkflow();
  const fields = workflow.form.main.fields.flatMap((field) => {
    const change = changes[field.id];
    return change === null ? [] : [{ ...field, ...change }];
  });
  return { ...workflow, form: { ...workflow.form, main: { ...workflow.form.main, fields } } };
}

function driftsOf(mapping: SigningMapping, workflow: Workflow): Drift[] {
  return driftOf(checkSigningMapping(mapping, workflow, context), mapping, workflow, context);
}

const suggestions = (drifts: readonly Drift[]) =>
  new Map(drifts.flatMap(({ id, suggested }) => (suggested === null ? [] : [[id, suggested] as const])));

describe('drift of a workflow (3.11)', () => {
  it('is nothing while the workflow is as it was', () => {
    expect(driftsOf(aMapping(), aWorkflow())).toEqual([]);
  });

  it('says what is gone, renamed and retyped, in that order, and one field of several slots once', () => {
    const mapping = aMapping({ optional: { remark: aFieldSource('f-title') } });
    const workflow = withFields({
      'f-title': { label: '合同标题' },
      'f-signer-a': { id: 'f-signer-new' },
      'f-org': { type: 'department' },
    });

    const drifts = driftsOf(mapping, workflow);

    expect(drifts.map(({ kind, name, now, places }) => [kind, name, now, places.length])).toEqual([
      ['gone', '甲方签署人', '', 1],
      ['renamed', '合同名称', '合同标题', 2],
      ['retyped', '我方公司', 'department', 1],
    ]);
  });

  it('suggests the field of the same name for one that is gone, and nothing that is only similar', () => {
    const same = driftsOf(aMapping(), withFields({ 'f-signer-a': { id: 'f-new' } }));
    const similar = driftsOf(aMapping(), withFields({ 'f-signer-a': { id: 'f-new', label: '甲方的签署人' } }));

    expect(same[0]?.suggested).not.toBeNull();
    expect(similar[0]?.suggested).toBeNull();
    expect(similar[0]?.choices[0]?.fix.params).toEqual({ field: '甲方的签署人' });
  });

  it('is followed as one command, in every place, and undone by one', () => {
    const mapping = aMapping({ optional: { remark: aFieldSource('f-title') } });
    const workflow = withFields({ 'f-title': { label: '合同标题' }, 'f-signer-a': { id: 'f-new' } });
    const drifts = driftsOf(mapping, workflow);

    const command = followDrift(drifts, suggestions(drifts), mapping, workflow, context);
    const { doc, inverse } = applyCommand(mapping, command);

    expect(driftsOf(doc, workflow)).toEqual([]);
    expect(applyCommand(doc, inverse).doc).toEqual(mapping);
  });

  it('takes several items out of one list without taking the wrong one', () => {
    const mapping = aMapping({ required: { signingNodes: ['n-x', 'n-sign-a', 'n-y'] } });
    const drifts = driftsOf(mapping, aWorkflow());
    const remove = new Map(drifts.map((drift) => [drift.id, drift.choices[0]?.key ?? '']));

    const { doc } = applyCommand(mapping, followDrift(drifts, remove, mapping, aWorkflow(), context));

    expect(doc.required.signingNodes).toEqual(['n-sign-a']);
  });

  it('changes nothing for what was not chosen', () => {
    const workflow = withFields({ 'f-title': null });
    const drifts = driftsOf(aMapping(), workflow);

    expect(followDrift(drifts, new Map(), aMapping(), workflow, context)).toBe(noChange);
  });

  it('never throws, whatever is chosen, and never leaves more than before (property)', () => {
    const ids = ['f-title', 'f-org', 'f-signer-a', 'f-signer-b', 'f-contract', 'f-signed'];
    const change = fc.constantFrom<Partial<Field> | null>(
      null,
      { label: '改名' },
      { type: 'text' },
      { id: 'f-other' },
      { type: 'select', label: '两样' },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), change), fc.nat({ max: 3 }), (changes, which) => {
        const workflow = withFields(changes);
        const mapping = aMapping();
        const drifts = driftsOf(mapping, workflow);
        const chosen = new Map(
          drifts.flatMap(({ id, choices }) => {
            const choice = choices[which % Math.max(1, choices.length)];
            return choice ? [[id, choice.key] as const] : [];
          }),
        );

        const { doc } = applyCommand(mapping, followDrift(drifts, chosen, mapping, workflow, context));

        expect(driftsOf(doc, workflow).length).toBeLessThanOrEqual(drifts.length);
      }),
    );
  });
});
