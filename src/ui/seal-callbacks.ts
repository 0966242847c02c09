import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { freeId } from '../core/bind.js';
import type { MappingCommand } from '../core/commands.js';
import { sealUseOf } from '../core/editor-mapping.js';
import { newSealCallback } from '../core/seal-callbacks.js';
import { LocalizeController } from '../i18n/localize.js';
import { sealEventsZhCn } from '../i18n/mapping-seal-events.zh-cn.js';
import { SealUseEvent } from '../schema/seal-use-event.js';
import { type SealUseAction, type SealUseCallback } from '../schema/seal-use-config.js';
import { itemAct } from './chip-keys.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import {
  capabilitiesOf,
  listAt,
  problemText,
  sentence,
  slotName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import { renderActionFields } from './seal-action-fields.js';
import styles from './seal-callbacks.styles.js';
import { serviceName } from './service-name.js';

const POINTER = '/callbacks';
const GROUPS = {
  use: ['smartUseCompleted', 'filingCompleted', 'autoEnded'],
  approval: ['terminated', 'rejected'],
} as const satisfies Record<string, readonly SealUseEvent[]>;

/** What the workflow does when the provider reports an event of a seal use (P-15): a block an event, a row an action. */
export class SealCallbacks extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;

  readonly #localize = new LocalizeController(this, {
    'zh-CN': sealEventsZhCn,
    en: async () => (await import('../i18n/mapping-seal-events.en.js')).sealEventsEn,
    'zh-TW': async () => (await import('../i18n/mapping-seal-events.zh-tw.js')).sealEventsZhTw,
  });
  /** Puts the cursor where it belongs once the changed list is drawn. */
  #settle: (() => void) | undefined;

  get locale(): string {
    return this.view?.locale ?? '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('view')) return;
    this.#settle?.();
    this.#settle = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view || !this.actions) return nothing;
    const { callbacks } = sealUseOf(view.mapping);
    const { sealUse: words } = view.messages;
    return html`<div class="list">
      ${callbacks.length === 0 ? html`<p class="muted">${words.none}</p>` : nothing}
      ${repeat(
        callbacks,
        (callback) => callback.id,
        (callback, index) => this.#renderCallback(view, callback, index, callbacks.length),
      )}
      ${
        view.editable && callbacks.length < 50
          ? html`<div>
              <button
                class="button small"
                type="button"
                @click=${() => this.#insert(POINTER, callbacks.length, newSealCallback(callbacks, capabilitiesOf(view)?.physicalEvents))}
              >
                ${glyph('plus')}${words.addEvent}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderCallback(view: MappingView, callback: SealUseCallback, index: number, count: number): TemplateResult {
    const { sealUse: words } = view.messages;
    const pointer = `${POINTER}/${index}`;
    const list = `${pointer}/actions`;
    const event = words.events[callback.event];
    return html`<section
      class="callback ${callback.enabled ? '' : 'off'}"
      aria-label=${event}
      data-callback=${index}
      data-item=${pointer}
    >
      <header @keydown=${(event: KeyboardEvent) => this.#handleKey(event, view, POINTER, index)}>
        ${this.#renderEvent(view, callback, pointer)}
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            aria-label=${`${event}: ${words.enabled}`}
            ?disabled=${!view.editable}
            .checked=${callback.enabled}
            @change=${(change: Event) => this.#set(`${pointer}/enabled`, (change.target as HTMLInputElement).checked)}
          /><span aria-hidden="true">${callback.enabled ? view.messages.card.on : view.messages.card.off}</span>
        </label>
        <span class="spacer"></span>
        ${this.#renderTools(view, POINTER, index, count, event)}
      </header>
      ${this.#renderNever(view, callback.event)}
      <ol class="actions">
        ${callback.actions.length === 0 ? html`<li class="muted">${words.noActions}${this.#renderProblems(view, list, true)}</li>` : nothing}
        ${callback.actions.map((action, at) => {
          const name = `${event} · ${words.nth(at + 1)}`;
          return html`<li
            class="action"
            data-action=${at}
            @keydown=${(event: KeyboardEvent) => this.#handleKey(event, view, list, at)}
          >
            <span class="order" aria-hidden="true">${at + 1}</span>
            <div>
              ${renderActionFields(view, action, name, (next, typed) => this.#set(`${list}/${at}`, next, typed))}
              ${this.#renderProblems(view, `${list}/${at}`)}
            </div>
            ${this.#renderTools(view, list, at, callback.actions.length, name)}
          </li>`;
        })}
      </ol>
      ${
        view.editable
          ? html`<div class="add">
              <button
                class="button small"
                type="button"
                aria-label=${words.addAction(event)}
                @click=${() => this.#insert(list, callback.actions.length, { kind: 'submitWorkflow' })}
              >
                ${glyph('plus')}${words.addActionShort}
              </button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #renderEvent(view: MappingView, callback: SealUseCallback, pointer: string): TemplateResult {
    const { sealUse: words } = view.messages;
    const group = (name: keyof typeof GROUPS): TemplateResult =>
      html`<optgroup label=${words.eventGroups[name]}>
        ${GROUPS[name].map(
          (event) =>
            html`<option value=${event} ?selected=${event === callback.event}>
              ${this.#optionText(view, event)}
            </option>`,
        )}
      </optgroup>`;
    return html`<select
      class="input"
      aria-label=${`${words.event}: ${words.events[callback.event]}`}
      ?disabled=${!view.editable}
      @change=${(change: Event) => {
        const event = SealUseEvent.safeParse((change.target as HTMLSelectElement).value);
        if (event.success) this.#set(`${pointer}/event`, event.data);
      }}
    >
      ${group('use')}${group('approval')}
    </select>`;
  }

  #optionText(view: MappingView, event: SealUseEvent): string {
    const name = view.messages.sealUse.events[event];
    return this.#isReported(view, event) || !this.#localize.isReady
      ? name
      : this.#localize.messages.option(name, serviceName(view));
  }

  /** The host says which events a service reports; without a word all of them. */
  #isReported(view: MappingView, event: SealUseEvent): boolean {
    return capabilitiesOf(view)?.physicalEvents?.includes(event) ?? true;
  }

  /** Why nothing comes of an event at the chosen service. */
  #renderNever(view: MappingView, event: SealUseEvent): TemplateResult | typeof nothing {
    if (this.#isReported(view, event) || !this.#localize.isReady) return nothing;
    const { never, separator } = this.#localize.messages;
    const reported = capabilitiesOf(view)?.physicalEvents?.map((name) => view.messages.sealUse.events[name]) ?? [];
    return html`<p class="problem warning">
      ${glyph('warning')}<span>${never(serviceName(view), reported.join(separator))}</span>
    </p>`;
  }

  /** What is wrong with a row, or with a list that has none. */
  #renderProblems(view: MappingView, pointer: string, exactly = false): TemplateResult {
    const shown = view.shown.get(POINTER) ?? [];
    const own = shown.filter(
      (found) => found.pointer === pointer || (!exactly && found.pointer.startsWith(`${pointer}/`)),
    );
    return html`${own.map(
      (found) =>
        html`<p class="problem ${found.severity}">
          ${glyph(found.severity === 'error' ? 'error' : 'warning')}<span>${problemText(view, found)}</span>
        </p>`,
    )}`;
  }

  #renderTools(
    view: MappingView,
    list: string,
    index: number,
    count: number,
    name: string,
  ): TemplateResult | typeof nothing {
    if (!view.editable) return nothing;
    const { sealUse: words } = view.messages;
    const tool = (label: string, icon: Parameters<typeof glyph>[0], disabled: boolean, act: () => void) =>
      html`<button
        class="button quiet small icon"
        type="button"
        aria-label=${label}
        title=${label}
        ?disabled=${disabled}
        @click=${act}
      >
        ${glyph(icon)}
      </button>`;
    return html`<span class="tools">
      ${tool(words.moveUp(name), 'up', index === 0, () => this.#move(list, index, index - 1))}
      ${tool(words.moveDown(name), 'down', index === count - 1, () => this.#move(list, index, index + 1))}
      ${tool(words.remove(name), 'trash', false, () => this.#remove(list, index))}
    </span>`;
  }

  /** Alt+arrows move an event or an action, Ctrl+D doubles it; the cursor goes along. */
  #handleKey(event: KeyboardEvent, view: MappingView, list: string, index: number): void {
    const act = view.editable ? itemAct(event) : null;
    const rows = listAt(view, list);
    const to = act === 'up' ? index - 1 : index + 1;
    if (act === 'duplicate') {
      const row = rows[index] as SealUseAction | SealUseCallback;
      const { callbacks } = sealUseOf(view.mapping);
      this.#insert(list, to, 'id' in row ? { ...row, id: freeId(callbacks, 'callback') } : row, 'duplicate');
    } else if ((act === 'up' || act === 'down') && to >= 0 && to < rows.length) {
      this.#move(list, index, to);
      this.#settle = () => this.#focusRow(list, to);
    } else return;
    // a select would open its list
    event.preventDefault();
    event.stopPropagation();
  }

  #focusRow(list: string, index: number): void {
    const blocks = this.renderRoot.querySelectorAll('[data-callback]');
    const block = list === POINTER ? blocks[index] : blocks[Number(list.split('/')[2])];
    const row = list === POINTER ? block : block?.querySelectorAll('[data-action]')[index];
    row?.querySelector<HTMLElement>('select')?.focus();
  }

  #set(pointer: string, value: unknown, typed = false): void {
    const change = this.#change('set', { type: 'set', pointer, value });
    if (change) this.actions?.change(typed ? { ...change, mergeKey: pointer } : change);
  }

  #insert(
    pointer: string,
    index: number,
    value: SealUseAction | SealUseCallback,
    key: 'add' | 'duplicate' = 'add',
  ): void {
    this.#act(key, { type: 'insert', pointer, index, value });
    // the cursor goes to what was added
    this.#settle = () => this.#focusRow(pointer, index);
  }

  #remove(pointer: string, index: number): void {
    this.#act('remove', { type: 'remove', pointer, index });
    // the button is gone with its row: the cursor stays in the list
    this.#settle = () => {
      const block = this.renderRoot.querySelectorAll('[data-callback]')[Number(pointer.split('/')[2])];
      (block ?? this.renderRoot).querySelector<HTMLElement>('.add button, .list > div button')?.focus();
    };
  }

  #move(pointer: string, from: number, to: number): void {
    this.#act('move', { type: 'move', pointer, from, to });
  }

  #act(key: 'add' | 'duplicate' | 'remove' | 'move', command: MappingCommand): void {
    const change = this.#change(key, command);
    if (change) this.actions?.change(change);
  }

  #change(key: 'set' | 'add' | 'duplicate' | 'remove' | 'move', command: MappingCommand) {
    const { view } = this;
    return view && { command, sentence: sentence(key, slotName(view, POINTER)) };
  }
}
