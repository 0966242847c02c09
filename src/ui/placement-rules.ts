import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { bind, freeId, unbind } from '../core/bind.js';
import { mmToPt, ptToMm } from '../core/geometry.js';
import {
  INITIATOR_PARTY,
  MarkKind,
  MarkPolicy,
  PageSelection,
  type PlacementPosition,
  type PlacementRule,
} from '../schema/placement.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { sentence, setChange, slotName, valueName, type MappingActions, type MappingView } from './mapping-view.js';
import styles from './placement-rules.styles.js';

const POINTER = '/flow/placements';
const KINDS = ['free', 'coordinate', 'keyword', 'formField', 'seam'] as const;

type Choice = readonly [value: string, text: string];

/** The placement rules (C-37): who signs where in which file. People read millimetres, points are stored. */
export class PlacementRules extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { placements: words } = view.messages;
    const rules = view.mapping.flow.placements;
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
    const { placements: words, parties } = view.messages;
    const { flow, required } = view.mapping;
    const at = `${POINTER}/${index}`;
    const partyChoices: Choice[] = [
      [INITIATOR_PARTY, parties.initiator],
      ...flow.parties.map((party, nth): Choice => {
        const source = party.name ?? party.signers[0];
        return [party.id, source ? valueName(view, source) : parties.nth(nth + 1)];
      }),
    ];
    const sources: Choice[] = [
      ['', words.every],
      ...required.documents.map((source, nth): Choice => [
        source.id,
        source.kind === 'field' ? source.field.label : words.template(nth + 1),
      ]),
    ];
    const set = (key: string, value: unknown): void => this.actions?.change(setChange(view, `${at}/${key}`, value));
    return html`<section class="rule" aria-label=${words.nth(index + 1)}>
      ${this.#select(words.party, rule.party, partyChoices, (value) => set('party', value))}
      ${this.#select(words.source, rule.source ?? '', sources, (value) => set('source', value || null))}
      ${this.#select(
        words.mark,
        rule.mark,
        MarkKind.options.map((kind): Choice => [kind, words.marks[kind]]),
        (value) => set('mark', value),
      )}
      ${this.#select(
        words.position,
        rule.position.kind,
        KINDS.map((kind): Choice => [kind, words.positions[kind]]),
        (value) => {
          const kind = KINDS.find((candidate) => candidate === value);
          if (kind) set('position', this.#fresh(view, kind));
        },
      )}
      ${this.#renderPosition(view, rule.position, (key, value) => set(`position/${key}`, value))}
      ${this.#select(
        words.policy,
        rule.policy,
        MarkPolicy.options.map((policy): Choice => [policy, words.policies[policy]]),
        (value) => set('policy', value),
      )}
      ${this.#check(words.signingDate, rule.signingDate !== null, (on) =>
        set('signingDate', on ? { format: 'yyyy年M月d日', fontSize: 12 } : null),
      )}
      ${
        rule.signingDate
          ? html`${this.#select(
              words.dateFormat,
              rule.signingDate.format,
              (['yyyy年M月d日', 'yyyy-MM-dd'] as const).map((format): Choice => [format, format]),
              (value) => set('signingDate/format', value),
            )}${this.#number(words.fontSize, rule.signingDate.fontSize, 6, 72, (value) => set('signingDate/fontSize', value))}`
          : nothing
      }
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

  #renderPosition(
    view: MappingView,
    position: PlacementPosition,
    set: (key: string, value: unknown) => void,
  ): TemplateResult | typeof nothing {
    const { placements: words } = view.messages;
    const length = (name: string, key: string, value: number, least: number): TemplateResult =>
      this.#number(name, Math.round(ptToMm(value) * 10) / 10, least, 2000, (mm) => set(key, mmToPt(mm)));
    switch (position.kind) {
      case 'free':
        return nothing;
      case 'coordinate':
        return html`${length(words.x, 'x', position.x, 0)}${length(words.y, 'y', position.y, 0)}
        ${this.#pages(view, position.pages, set)}`;
      case 'keyword':
        return html`${this.#text(words.keyword, position.keyword, 100, (value) => set('keyword', value))}
        ${this.#number(words.occurrence, position.occurrence === 'all' ? 0 : position.occurrence, -99, 99, (value) =>
          set('occurrence', value === 0 ? 'all' : Math.trunc(value)),
        )}
        ${length(words.dx, 'dx', position.dx, -2000)}${length(words.dy, 'dy', position.dy, -2000)}
        ${this.#pages(view, position.pages, set)}
        ${this.#check(words.acrossLines, position.acrossLines, (on) => set('acrossLines', on))}`;
      case 'formField':
        return this.#text(words.fieldName, position.name, 200, (value) => set('name', value));
      case 'seam':
        return html`${this.#select(
          words.edge,
          position.edge,
          (['left', 'right'] as const).map((edge): Choice => [edge, words.edges[edge]]),
          (value) => set('edge', value),
        )}
        ${length(words.y, 'y', position.y, 0)}${this.#pages(view, position.pages, set)}
        ${this.#check(words.doubleSided, position.doubleSided, (on) => set('doubleSided', on))}`;
    }
  }

  #pages(view: MappingView, pages: string, set: (key: string, value: unknown) => void): TemplateResult {
    const { placements: words } = view.messages;
    return this.#text(words.pages, pages, 200, (value, input) => {
      const parsed = PageSelection.safeParse(value);
      input.setCustomValidity(parsed.success ? '' : words.pagesBad);
      input.setAttribute('aria-invalid', String(!parsed.success));
      if (parsed.success) set('pages', parsed.data);
      else input.reportValidity();
    });
  }

  /** A position with usual values: right of the middle near the end of a page of A4, or the whole seam. */
  #fresh(view: MappingView, kind: PlacementPosition['kind']): PlacementPosition {
    const { placements: words } = view.messages;
    switch (kind) {
      case 'free':
        return { kind };
      case 'coordinate':
        return { kind, x: mmToPt(120), y: mmToPt(220), pages: 'last' };
      case 'keyword':
        return {
          kind,
          keyword: words.keywordDefault,
          occurrence: 'all',
          dx: 0,
          dy: 0,
          pages: 'all',
          acrossLines: true,
        };
      case 'formField':
        return { kind, name: words.fieldDefault };
      case 'seam':
        return { kind, edge: 'right', y: mmToPt(120), pages: 'all', doubleSided: false };
    }
  }

  #add(view: MappingView): void {
    const rules = view.mapping.flow.placements;
    const rule: PlacementRule = {
      id: freeId(rules, 'placement'),
      party: INITIATOR_PARTY,
      source: null,
      mark: 'seal',
      position: this.#fresh(view, 'keyword'),
      policy: 'movable',
      signingDate: null,
    };
    this.actions?.change({
      command: bind(view.mapping, POINTER, rule, 'add'),
      sentence: sentence('add', slotName(view, POINTER)),
    });
  }

  #select(name: string, value: string, choices: readonly Choice[], set: (value: string) => void): TemplateResult {
    return html`<label class="field"
      ><span>${name}</span>
      <select
        class="input"
        ?disabled=${!this.view?.editable}
        @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}
      >
        ${
          choices.some(([id]) => id === value)
            ? nothing
            : html`<option value=${value} selected>${this.view?.messages.flow.goneName(value)}</option>`
        }
        ${choices.map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
      </select></label
    >`;
  }

  #text(
    name: string,
    value: string,
    longest: number,
    set: (value: string, input: HTMLInputElement) => void,
  ): TemplateResult {
    return html`<label class="field"
      ><span>${name}</span>
      <input
        class="input"
        maxlength=${longest}
        ?readonly=${!this.view?.editable}
        .value=${value}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          if (input.value) set(input.value, input);
          else input.value = value;
        }}
    /></label>`;
  }

  #number(name: string, value: number, min: number, max: number, set: (value: number) => void): TemplateResult {
    return html`<label class="field short"
      ><span>${name}</span>
      <input
        class="input"
        type="number"
        step="any"
        min=${min}
        max=${max}
        ?readonly=${!this.view?.editable}
        .value=${String(value)}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          if (input.value !== '' && input.checkValidity()) set(input.valueAsNumber);
          else input.value = String(value);
        }}
    /></label>`;
  }

  #check(name: string, on: boolean, set: (on: boolean) => void): TemplateResult {
    return html`<label class="check"
      ><input
        type="checkbox"
        ?disabled=${!this.view?.editable}
        .checked=${on}
        @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
      /><span>${name}</span></label
    >`;
  }
}
