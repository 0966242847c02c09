import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { bind, freeId, unbind } from '../core/bind.js';
import { signingOf } from '../core/editor-mapping.js';
import { isFillIn } from '../core/fill-ins.js';
import { DATE_SIZES } from '../schema/date-sizes.js';
import { DateFormat, MarkKind, MarkPolicy, type PlacementRule } from '../schema/placement.js';
import { focusItem, itemAct } from './chip-keys.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import {
  capabilitiesOf,
  sentence,
  setChange,
  slotName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import {
  freshPosition,
  freshRule,
  parkedParty,
  partyChoices,
  positionChoices,
  POSITION_KINDS,
  type Choice,
} from './placement-defaults.js';
import { renderPosition } from './placement-position.js';
import styles from './placement-rules.styles.js';
import { renderRowProblems } from './row-problems.js';
import problemStyles from './row-problems.styles.js';
import { checkField, numberField, selectField, textField, type FieldScene } from './rule-fields.js';

const POINTER = '/flow/placements';

/** The placement rules (C-37): who signs where in which file. People read millimetres, points are stored. */
export class PlacementRules extends LitElement {
  static override styles = [controls, problemStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { placements: words } = view.messages;
    const rules = signingOf(view.mapping).flow.placements;
    return html`<div class="list" data-slot=${POINTER}>
      ${rules.length === 0 ? html`<p class="empty muted">${words.empty}</p>` : nothing}
      ${rules.map((rule, index) => this.#renderRule(view, rule, index))}
      ${
        view.editable
          ? html`<div>
              <button class="button small" type="button" @click=${() => this.#add(view)}>
                ${glyph('plus')}${words.add}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderRule(view: MappingView, rule: PlacementRule, index: number): TemplateResult {
    const { placements: words } = view.messages;
    const at = `${POINTER}/${index}`;
    const scene: FieldScene = { editable: view.editable, goneName: (value) => view.messages.flow.goneName(value) };
    const signing = partyChoices(view);
    const parked = signing.some(({ value }) => value === rule.party) ? undefined : parkedParty(view, rule.party);
    const sources: Choice[] = [
      { value: '', text: words.every },
      ...signingOf(view.mapping).required.documents.map((source, nth) => ({
        value: source.id,
        text: source.kind === 'field' ? source.field.label : words.template(nth + 1),
      })),
    ];
    const set = (key: string, value: unknown): void => this.actions?.change(setChange(view, `${at}/${key}`, value));
    return html`<section
      class="rule"
      aria-label=${words.nth(index + 1)}
      data-item=${at}
      @keydown=${(event: KeyboardEvent) => this.#handleKey(event, view, rule, index)}
    >
      ${selectField(scene, words.party, rule.party, parked ? [parked, ...signing] : signing, (value) => set('party', value), 'party')}
      ${selectField(scene, words.source, rule.source ?? '', sources, (value) => set('source', value || null), 'source')}
      ${selectField(
        scene,
        words.mark,
        rule.mark,
        MarkKind.options.map((kind) => {
          const disabled = isFillIn(kind) && !capabilitiesOf(view)?.fillIns;
          const text = words.marks[kind];
          return { value: kind, text: disabled ? words.notSupported(text) : text, disabled };
        }),
        (value) => set('mark', value),
      )}
      ${
        isFillIn(rule.mark)
          ? html`<div class="wide">
                ${textField(scene, words.label, rule.label ?? '', 200, (value) => set('label', value || undefined), true)}
              </div>
              ${checkField(scene, words.required, rule.required !== false, (on) => set('required', on), 'required')}`
          : nothing
      }
      ${selectField(
        scene,
        words.position,
        rule.position.kind,
        positionChoices(view),
        (value) => {
          const kind = POSITION_KINDS.find((candidate) => candidate === value);
          if (kind) set('position', freshPosition(view, kind));
        },
        'position',
      )}
      ${renderPosition(view, scene, rule.position, (key, value) => set(`position/${key}`, value))}
      ${selectField(
        scene,
        words.policy,
        rule.policy,
        MarkPolicy.options.map((policy) => ({ value: policy, text: words.policies[policy] })),
        (value) => set('policy', value),
      )}
      ${checkField(scene, words.signingDate, rule.signingDate !== null, (on) =>
        set('signingDate', on ? { format: 'yyyy年M月d日', fontSize: 12 } : null),
      )}
      ${
        rule.signingDate
          ? html`${selectField(
              scene,
              words.dateFormat,
              rule.signingDate.format,
              DateFormat.options.map((format) => ({ value: format, text: format })),
              (value) => set('signingDate/format', value),
            )}${numberField(scene, words.fontSize, rule.signingDate.fontSize, DATE_SIZES.least, DATE_SIZES.most, (value) => set('signingDate/fontSize', value))}`
          : nothing
      }
      ${renderRowProblems(view, this.actions, at)}
      ${
        view.editable
          ? html`<button
              class="button quiet icon remove"
              type="button"
              aria-label=${words.remove(index + 1)}
              @click=${() =>
                this.actions?.change({
                  command: unbind(view.mapping, POINTER, index),
                  sentence: sentence('remove', slotName(view, POINTER)),
                })}
            >
              ${glyph('trash')}
            </button>`
          : nothing
      }
    </section>`;
  }

  /** Ctrl+D: the same rule once more, with the cursor in it. */
  #handleKey(event: KeyboardEvent, view: MappingView, rule: PlacementRule, index: number): void {
    if (!view.editable || itemAct(event) !== 'duplicate') return;
    event.preventDefault();
    event.stopPropagation();
    const copy = { ...rule, id: freeId(signingOf(view.mapping).flow.placements, 'placement') };
    this.actions?.change({
      command: { type: 'insert', pointer: POINTER, index: index + 1, value: copy },
      sentence: sentence('duplicate', slotName(view, POINTER)),
    });
    focusItem(this.renderRoot, '.rule', index + 1, 'select', '.list > div button');
  }

  #add(view: MappingView): void {
    this.actions?.change({
      command: bind(view.mapping, POINTER, freshRule(view), 'add'),
      sentence: sentence('add', slotName(view, POINTER)),
    });
  }
}
