import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';

import { bind, newParty } from '../core/bind.js';
import type { MappingChange } from '../core/editing.js';
import { signingOf } from '../core/editor-mapping.js';
import { hiddenAmong } from '../core/hidden-slots.js';
import { slotAt, slotsOf, type SlotDefinition } from '../core/slots.js';
import type { PartyConfig } from '../schema/signing-config.js';
import { focusItem, itemAct } from './chip-keys.js';
import { controls } from './controls.styles.js';
import { renderHiddenSlots } from './hidden-slots.js';
import hiddenStyles from './hidden-slots.styles.js';
import { glyph } from './icons.js';
import { sentence, slotName, valueName, type MappingActions, type MappingView } from './mapping-view.js';
import { copyPartyChange, movePartyChange, removePartyChange } from './party-moves.js';
import styles from './party-list.styles.js';

const POINTER = '/flow/parties';

/** Up to so many parties are shown with all their slots; more of them start as one line each. */
const OPEN_AT_ONCE = 8;

/** The fixed parties of a signing flow (C-31), in their order, each with its own slots. */
export class PartyList extends LitElement {
  static override styles = [controls, hiddenStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property({ attribute: false }) slotDefinition: SlotDefinition | undefined;

  /** Parties that a person opened or folded, by id. */
  @state() private toggled: ReadonlyMap<string, boolean> = new Map();

  /** Shows the slots of a party, for example because one of them is to get the cursor. */
  openParty(index: number): void {
    const id = this.view && signingOf(this.view.mapping).flow.parties[index]?.id;
    if (id !== undefined) this.toggled = new Map([...this.toggled, [id, true]]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, actions, slotDefinition: slot } = this;
    if (!view || !actions || !slot) return nothing;
    const { parties } = signingOf(view.mapping).flow;
    // one walk over all slots, not one a party
    const slots = new Map<number, SlotDefinition[]>();
    for (const nested of slotsOf(view.mapping)) {
      if (!nested.pointer.startsWith(`${POINTER}/`)) continue;
      const index = Number(nested.pointer.split('/')[3]);
      slots.set(index, [...(slots.get(index) ?? []), nested]);
    }
    const { parties: words } = view.messages;
    return html`<div class="list" data-slot=${POINTER}>
      ${parties.length === 0 ? html`<p class="empty muted">${words.empty}</p>` : nothing}
      ${repeat(
        parties,
        (party) => party.id,
        (party, index) => this.#renderParty(view, actions, party, index, slots.get(index) ?? []),
      )}
      ${
        view.editable
          ? html`<div class="add">
              <button class="button small" type="button" @click=${() => this.#add(view, actions, 'person')}>
                ${glyph('plus')}${words.addPerson}
              </button>
              <button class="button small" type="button" @click=${() => this.#add(view, actions, 'organization')}>
                ${glyph('plus')}${words.addOrganization}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderParty(
    view: MappingView,
    actions: MappingActions,
    party: PartyConfig,
    index: number,
    slots: readonly SlotDefinition[],
  ): TemplateResult {
    const { parties: words, slots: slotWords } = view.messages;
    const prefix = `${POINTER}/${index}/`;
    const source = party.name ?? party.signers[0] ?? null;
    const name = source ? valueName(view, source) : words.nth(index + 1);
    const count = signingOf(view.mapping).flow.parties.length;
    const open = this.toggled.get(party.id) ?? count <= OPEN_AT_ONCE;
    const faults = slots.flatMap(({ pointer }) => view.shown.get(pointer) ?? []);
    const errors = faults.some(({ severity }) => severity === 'error');
    return html`<section class="party" aria-label=${`${index + 1} ${name}`} data-item=${`${POINTER}/${index}`}>
      <header @keydown=${(event: KeyboardEvent) => this.#handleKey(event, view, index)}>
        <button
          class="fold"
          type="button"
          aria-expanded=${open}
          @click=${() => {
            this.toggled = new Map([...this.toggled, [party.id, !open]]);
          }}
        >
          <span class="twist ${open ? 'open' : ''}">${glyph('down')}</span>
          <span class="order" aria-hidden="true">${index + 1}</span>
          <span class="name">${name}</span>
        </button>
        <span class="badge">${slotWords.partyKind.choices?.[party.kind]}</span>
        <span class="badge">${slotWords.partyScope.choices?.[party.scope]}</span>
        ${
          !open && faults.length > 0
            ? html`<span class="badge ${errors ? 'danger' : 'warning'}"
                >${view.messages.problemList.title(faults.length)}</span
              >`
            : nothing
        }
        <span class="spacer"></span>
        ${
          view.editable
            ? html`<button
                  class="button quiet small icon"
                  type="button"
                  aria-label=${words.moveUp(name)}
                  ?disabled=${index === 0}
                  @click=${() => this.#change(movePartyChange(view, index, index - 1), index - 1)}
                >
                  ${glyph('up')}</button
                ><button
                  class="button quiet small icon"
                  type="button"
                  aria-label=${words.moveDown(name)}
                  ?disabled=${index === count - 1}
                  @click=${() => this.#change(movePartyChange(view, index, index + 1), index + 1)}
                >
                  ${glyph('down')}</button
                ><button
                  class="button quiet small icon"
                  type="button"
                  aria-label=${words.duplicate(name)}
                  @click=${() => this.#change(copyPartyChange(view, index), count)}
                >
                  ${glyph('copy')}</button
                ><button
                  class="button quiet small icon"
                  type="button"
                  aria-label=${words.remove(name)}
                  @click=${() => this.#change(removePartyChange(view, index), index)}
                >
                  ${glyph('trash')}
                </button>`
            : nothing
        }
      </header>
      ${
        open
          ? html`${slots
              .filter((slot) => slot.applies(view.mapping))
              .map((slot) =>
                keyed(
                  slot.pointer.slice(prefix.length),
                  html`<esign-slot-card
                    compact
                    .slotDefinition=${slot}
                    .view=${view}
                    .actions=${actions}
                  ></esign-slot-card>`,
                ),
              )}
            ${renderHiddenSlots(view, actions, hiddenAmong(view.mapping, slots))}`
          : nothing
      }
    </section>`;
  }

  #add(view: MappingView, actions: MappingActions, kind: PartyConfig['kind']): void {
    const party = newParty(signingOf(view.mapping), kind, 'internal');
    this.toggled = new Map([...this.toggled, [party.id, true]]);
    actions.change({
      command: bind(view.mapping, POINTER, party, 'add'),
      sentence: sentence('add', slotName(view, POINTER)),
    });
  }

  /** One act, after which the cursor is on the party that it was about. */
  #change(change: MappingChange | null, index: number): void {
    if (!change) return;
    this.actions?.change(change);
    focusItem(this.renderRoot, '.party', index, '.fold', '.add button');
  }

  /** On the line of a party; its cards have keys of their own. */
  #handleKey(event: KeyboardEvent, view: MappingView, index: number): void {
    const act = view.editable ? itemAct(event) : null;
    const count = signingOf(view.mapping).flow.parties.length;
    switch (act) {
      case 'up':
      case 'down': {
        const to = index + (act === 'up' ? -1 : 1);
        this.#change(movePartyChange(view, index, to), to);
        break;
      }
      case 'duplicate':
        this.#change(copyPartyChange(view, index), count);
        break;
      case 'rename':
        if (!this.#rename(view, index)) return;
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Goes to the name, where this kind of party has one. */
  #rename(view: MappingView, index: number): boolean {
    const name = slotAt(`${POINTER}/${index}/name`);
    if (!name?.applies(view.mapping)) return false;
    this.actions?.reveal(name.pointer);
    return true;
  }
}
