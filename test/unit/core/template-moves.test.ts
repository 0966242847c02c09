import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { moveSlot } from '../../../src/core/template-moves.js';
import { printTemplate } from '../../../src/core/template-text.js';
import { mappingEditorZhCn } from '../../../src/i18n/mapping-editor.zh-cn.js';
import type { TemplatePart } from '../../../src/schema/value-source.js';
import { aFieldRef, aWorkflow } from '../../support/builders.js';

const { form } = aWorkflow();
const { system } = mappingEditorZhCn;
const title: TemplatePart = { kind: 'field', field: aFieldRef('f-title') };
const number: TemplatePart = { kind: 'field', field: aFieldRef('f-no') };
const today: TemplatePart = { kind: 'system', name: 'today' };
const dash: TemplatePart = { kind: 'text', text: ' – ' };
const braces: TemplatePart = { kind: 'text', text: '{{' };

describe('moving a slot of a text', () => {
  it('exchanges it with the next one, and leaves the texts where they are', () => {
    const template = [title, dash, number];

    const move = moveSlot(template, 3, 1, form, system);

    expect(move?.template).toEqual([number, dash, title]);
    expect(move?.caret).toBe(printTemplate([number, dash, title], form, system).length);
  });

  it('does nothing in a text, before the first slot and at either end', () => {
    expect(moveSlot([title, dash, number], 8, 1, form, system)).toBeNull();
    expect(moveSlot([title, dash, number], 0, 1, form, system)).toBeNull();
    expect(moveSlot([title, dash, number], 3, -1, form, system)).toBeNull();
    expect(moveSlot([dash, title, dash], 5, 1, form, system)).toBeNull();
  });

  it('goes back by the opposite move from where the cursor is then', () => {
    const parts = fc.array(fc.constantFrom(title, number, today, dash, braces), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.nat(60), fc.constantFrom(-1 as const, 1 as const), (template, caret, by) => {
        const move = moveSlot(template, caret, by, form, system);
        if (!move) return;

        expect(moveSlot(move.template, move.caret, by === 1 ? -1 : 1, form, system)?.template).toEqual(template);
      }),
    );
  });
});
