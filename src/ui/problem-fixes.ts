import { html, nothing, type TemplateResult } from 'lit';

import { driftOf, type Drift } from '../core/drift.js';
import { fixesOf, type Fix } from '../core/fixes.js';
import type { EditorMapping } from '../core/editor-mapping.js';
import type { MappingProblem } from '../schema/dom-events.js';
import type { Conversion } from '../schema/value-source.js';
import { glyph } from './icons.js';
import { sentence, slotName, type MappingActions, type MappingView } from './mapping-view.js';

/** More buttons than this would hide the message that they belong to. */
const MOST = 3;

const kept = new WeakMap<MappingProblem, { readonly mapping: EditorMapping; readonly fixes: readonly Fix[] }>();

/** What can be done about a problem by one press; nothing while the editor is read only. */
export function fixesFor(view: MappingView, problem: MappingProblem): readonly Fix[] {
  if (!view.editable) return [];
  const last = kept.get(problem);
  if (last?.mapping === view.mapping) return last.fixes;
  const fixes = fixesOf(problem, view.mapping, view.workflow, { bindings: view.bindings }).slice(0, MOST);
  kept.set(problem, { mapping: view.mapping, fixes });
  return fixes;
}

/** A fix in words. */
export function fixText(view: MappingView, { id, params }: Pick<Fix, 'id' | 'params'>): string {
  const { fixes, conversions } = view.messages;
  const conversion = params['conversion'];
  if (conversion === undefined) return fixes.acts[id]({ ...params });
  return fixes.acts[id]({ ...params, conversion: conversions[conversion as Conversion] });
}

/** Buttons for the fixes of some problems of one slot; `done` runs after one was pressed. */
export function renderFixes(
  view: MappingView,
  actions: MappingActions,
  problems: readonly MappingProblem[],
  done: (problem: MappingProblem) => void,
): TemplateResult | typeof nothing {
  const offers = problems.flatMap((problem) => fixesFor(view, problem).map((fix) => ({ problem, fix })));
  const [first] = offers;
  if (!first) return nothing;
  const name = slotName(view, first.problem.pointer);
  return html`<div class="fixes" role="group" aria-label=${view.messages.fixes.label(name)}>
    ${offers.map(
      ({ problem, fix }) =>
        html`<button
          class="button small fix"
          type="button"
          @click=${() => {
            const slot = slotName(view, problem.pointer);
            actions.change({ command: fix.command, sentence: sentence('fix', slot, { what: fixText(view, fix) }) });
            done(problem);
          }}
        >
          ${glyph('bulb')}${fixText(view, fix)}
        </button>`,
    )}
  </div>`;
}

const drifts = new WeakMap<readonly MappingProblem[], readonly Drift[]>();

/** What changed in the workflow since the mapping was made. */
export function driftsFor(view: MappingView): readonly Drift[] {
  const known = drifts.get(view.problems);
  if (known) return known;
  const found = driftOf(view.problems, view.mapping, view.workflow, { bindings: view.bindings });
  drifts.set(view.problems, found);
  return found;
}
