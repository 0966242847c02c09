import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { LocalizeController } from '../i18n/localize.js';
import { controls } from './controls.styles.js';
import { chordText } from './key-chord.js';
import { entryOf, keyActs, type KeyAct, type KeyGroup } from './key-table.js';
import type { MappingView } from './mapping-view.js';
import { paletteCatalog } from './palette-words.js';
import styles from './palette.styles.js';

/** Every key of the editor as it counts now, with the page's own, by what it is for. */
export class ShortcutList extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property() locale = '';

  readonly #localize = new LocalizeController(this, paletteCatalog);

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const words = this.#localize.messages;
    const groups = [...new Set(keyActs.map((act) => entryOf(act).group))];
    return html`<p class="help">${words.listHelp}</p>
      <div class="groups" role="group" tabindex="0" aria-label=${view.messages.keys.shortcuts}>
        ${groups.map((group) => this.#renderGroup(view, group))}
      </div>`;
  }

  #renderGroup(view: MappingView, group: KeyGroup): TemplateResult {
    const words = this.#localize.messages;
    return html`<section>
      <h3>${words.groups[group]}</h3>
      <dl>
        ${keyActs
          .filter((act) => entryOf(act).group === group)
          .map(
            (act) =>
              html`<div data-act=${act}>
                <dt>${words.acts[act]}</dt>
                <dd>${this.#renderKeys(view, act)}</dd>
              </div>`,
          )}
      </dl>
    </section>`;
  }

  #renderKeys({ keymap }: MappingView, act: KeyAct): TemplateResult {
    const words = this.#localize.messages;
    const chords = keymap.keysOf(act);
    if (chords.length === 0) return html`${words.unassigned}`;
    return html`${chords.map((chord, at) => html`${at > 0 ? ` ${words.or} ` : nothing}<kbd>${chordText(chord)}</kbd>`)}`;
  }
}
