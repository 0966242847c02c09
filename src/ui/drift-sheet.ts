import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Drift, DriftKind } from '../core/drift.js';
import { followDrift } from '../core/drift-follow.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingDriftEn } from '../i18n/mapping-drift.en.js';
import { mappingDriftZhCn, type MappingDriftMessages } from '../i18n/mapping-drift.zh-cn.js';
import type { FieldType } from '../schema/form.js';
import { controls } from './controls.styles.js';
import styles from './drift-sheet.styles.js';
import { slotName, type MappingActions, type MappingView } from './mapping-view.js';
import { driftsFor, fixText } from './problem-fixes.js';

const KINDS: readonly DriftKind[] = ['gone', 'renamed', 'retyped'];

/** The value of a choice that changes nothing. */
const KEEP = '';

/** What changed in the workflow since the mapping was made, and what to do about each: nothing happens before it is confirmed. */
export class DriftSheet extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property({ attribute: false }) close: (() => void) | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  /** What a person chose, by drift; what is not in it stands on its suggestion. */
  @state() private chosen: ReadonlyMap<string, string> = new Map();

  readonly #localize = new LocalizeController(this, {
    'zh-CN': mappingDriftZhCn,
    en: mappingDriftEn,
    'zh-TW': async () => (await import('../i18n/mapping-drift.zh-tw.js')).mappingDriftZhTw,
  });

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { messages } = this.#localize;
    const drifts = driftsFor(view);
    if (drifts.length === 0) return html`<p class="muted">${messages.none}</p>`;
    const count = drifts.filter((drift) => this.#choiceOf(drift) !== KEEP).length;
    return html`<p class="intro">${messages.intro(drifts.length)}</p>
      ${
        view.editable
          ? html`<div class="all">
              <button class="button small" type="button" @click=${() => this.#chooseAll(drifts, true)}>
                ${messages.allSuggested}
              </button>
              <button class="button small" type="button" @click=${() => this.#chooseAll(drifts, false)}>
                ${messages.allKept}
              </button>
            </div>`
          : nothing
      }
      ${KINDS.map((kind) =>
        this.#renderGroup(
          view,
          messages,
          kind,
          drifts.filter((drift) => drift.kind === kind),
        ),
      )}
      <footer>
        <button class="button" type="button" @click=${() => this.close?.()}>${messages.later}</button>
        ${
          view.editable
            ? html`<button
                class="button primary apply"
                type="button"
                ?disabled=${count === 0}
                @click=${() => this.#apply(view, drifts, count)}
              >
                ${count === 0 ? messages.nothing : messages.apply(count)}
              </button>`
            : nothing
        }
      </footer>`;
  }

  #renderGroup(
    view: MappingView,
    messages: MappingDriftMessages,
    kind: DriftKind,
    drifts: readonly Drift[],
  ): TemplateResult | typeof nothing {
    if (drifts.length === 0) return nothing;
    return html`<section aria-label=${messages.groups[kind]}>
      <h3>${messages.groups[kind]} <span class="count">${drifts.length}</span></h3>
      <ul>
        ${drifts.map((drift) => this.#renderDrift(view, messages, drift))}
      </ul>
    </section>`;
  }

  #renderDrift(view: MappingView, messages: MappingDriftMessages, drift: Drift): TemplateResult {
    const slots = [...new Set(drift.places.map(({ pointer }) => slotName(view, pointer)))];
    const now =
      drift.kind === 'renamed'
        ? messages.renamedTo(drift.now)
        : drift.kind === 'retyped'
          ? messages.retypedTo(view.messages.fieldTypes[drift.now as FieldType])
          : '';
    const chosen = this.#choiceOf(drift);
    return html`<li>
      <div class="what">
        <span class="name"><span class="kind">${messages.what[drift.what] ?? ''}</span> ${drift.name}</span>
        ${now ? html`<span class="now">${now}</span>` : nothing}
        <span class="muted">${messages.usedIn(slots.join(view.messages.listSeparator))}</span>
      </div>
      <select
        class="input"
        aria-label=${messages.choose(drift.name)}
        ?disabled=${!view.editable}
        @change=${(event: Event) => this.#choose(drift.id, (event.target as HTMLSelectElement).value)}
      >
        <option value=${KEEP} .selected=${chosen === KEEP}>${messages.keep}</option>
        ${drift.choices.map(({ key, fix }) => {
          const text = fixText(view, fix);
          return html`<option value=${key} .selected=${chosen === key}>
            ${key === drift.suggested ? messages.suggested(text) : text}
          </option>`;
        })}
      </select>
    </li>`;
  }

  #choiceOf({ id, suggested }: Drift): string {
    return this.chosen.get(id) ?? suggested ?? KEEP;
  }

  #choose(id: string, key: string): void {
    this.chosen = new Map([...this.chosen, [id, key]]);
  }

  #chooseAll(drifts: readonly Drift[], suggested: boolean): void {
    this.chosen = new Map(drifts.map((drift) => [drift.id, (suggested ? drift.suggested : null) ?? KEEP]));
  }

  #apply(view: MappingView, drifts: readonly Drift[], count: number): void {
    const { messages } = this.#localize;
    const chosen = new Map(
      drifts.flatMap((drift) => {
        const key = this.#choiceOf(drift);
        return key === KEEP ? [] : [[drift.id, key] as const];
      }),
    );
    const command = followDrift(drifts, chosen, view.mapping, view.workflow, { bindings: view.bindings });
    this.actions?.change({ command, sentence: { key: 'drift', params: { count: String(count) } } });
    this.chosen = new Map();
    this.close?.();
    this.say?.(messages.applied(count));
  }
}
