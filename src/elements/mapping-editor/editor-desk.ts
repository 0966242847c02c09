import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { SnapshotFrom } from 'xstate';

import type { HistoryLabel } from '../../core/history.js';
import { slotAt } from '../../core/slots.js';
import type { MappingEditorMessages, SentenceKey } from '../../i18n/mapping-editor.zh-cn.js';
import type {
  mappingEditorMachine,
  MappingEditorEmitted,
  MappingEditorEvent,
} from '../../machines/mapping-editor.machine.js';
import { EditorStep } from '../../schema/dom-events.js';
import type { FieldRef } from '../../schema/form.js';
import type { ErrorCode } from '../../schema/problem.js';
import { deepActiveElement, deepClosest, deepQuery } from '../../ui/deep-query.js';
import { glyph } from '../../ui/icons.js';
import { problemText, slotName, type MappingActions, type MappingView } from '../../ui/mapping-view.js';
import { shortcutOf, type Shortcut } from '../../ui/shortcuts.js';
import { renderStep } from './editor-panel.js';
import { bindable, placeChange } from './editor-places.js';
import { errorCount, progress, STEPS, stepStates, ViewBuilder } from './editor-view.js';

export interface DeskPort {
  snapshot(): SnapshotFrom<typeof mappingEditorMachine> | undefined;
  send(event: MappingEditorEvent): void;
  say(text: string): void;
  save(): void;
  openWorkflow(id: string): void;
  cancelDrag(): void;
}

const REGIONS = ['.toolbar', 'esign-step-list', '.main', '.fields', '.drawer nav'] as const;

/** The editor's surface once there is a document: toolbar, steps, cards, fields, drawer, and how the keyboard moves in it. */
export class EditorDesk {
  view: MappingView | undefined;

  readonly #host: LitElement;
  readonly #port: DeskPort;
  readonly #builder = new ViewBuilder();
  #messages: MappingEditorMessages | undefined;
  #hover: string | null = null;
  #drawer: 'flow' | 'problems' | null = null;
  #fieldsOpen = false;
  #pending: { pointer: string; focus: boolean } | undefined;

  readonly #actions: MappingActions = {
    change: (change) => this.#port.send({ type: 'change.requested', change }),
    place: (pointer) => this.#place(pointer),
    armSlot: (pointer) => {
      this.#fieldsOpen = true;
      this.#port.send({ type: 'slot.armed', pointer });
      void this.#host.updateComplete.then(() => this.#focusSearch());
    },
    armField: (field) => this.#armField(field),
    disarm: () => this.#disarm(),
    pick: (pointer) => {
      if (pointer !== null) this.#drawer = 'flow';
      this.#port.send(pointer === null ? { type: 'pick.ended' } : { type: 'pick.started', pointer });
      this.#host.requestUpdate();
    },
    visit: (pointer) => this.#port.send({ type: 'slot.visited', pointer }),
    openWorkflow: (id) => this.#port.openWorkflow(id),
    reveal: (pointer) => this.reveal(pointer, true),
  };

  constructor(host: LitElement, port: DeskPort) {
    this.#host = host;
    this.#port = port;
  }

  /** Reads the snapshot anew, before a render. */
  refresh(messages: MappingEditorMessages): void {
    this.#messages = messages;
    const snapshot = this.#port.snapshot();
    this.view =
      snapshot &&
      this.#builder.build(snapshot.context, {
        hover: this.#hover,
        editable: !snapshot.context.readonly,
        messages,
      });
  }

  /** Leads to a slot: opens its step, scrolls to it, and puts the cursor into it when asked. */
  reveal(pointer: string, focus: boolean): void {
    const slot = slotAt(pointer);
    if (!slot) return;
    if (slot.step !== this.#port.snapshot()?.context.step) this.#port.send({ type: 'step.opened', step: slot.step });
    if (focus) this.#port.send({ type: 'slot.visited', pointer: slot.pointer });
    this.#pending = { pointer: slot.pointer, focus };
    this.#host.requestUpdate();
  }

  /** Carries out what waits for the render. */
  settle(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    // the cards of a step that was just opened render after the editor itself
    if (pending) requestAnimationFrame(() => this.#show(pending.pointer, pending.focus));
  }

  startDrag(field: FieldRef): void {
    this.#fieldsOpen = false;
    this.#port.send({ type: 'drag.started', field });
  }

  hoverOver(place: string | null): void {
    this.#hover = place;
    this.#host.requestUpdate();
  }

  springTo(step: string): void {
    const parsed = EditorStep.safeParse(step);
    if (parsed.success) this.#port.send({ type: 'step.opened', step: parsed.data });
  }

  endDrag(place: string | null): void {
    this.#hover = null;
    if (place !== null) this.#place(place);
    // also when the field did not fit: nothing stays armed after a drag
    this.#port.send({ type: 'binding.ended' });
  }

  /** Says what was done; undo and redo also show the place. */
  handleChange({ label, travel, reveal }: Extract<MappingEditorEmitted, { type: 'changed' }>): void {
    const words = this.#messages?.announce;
    if (!words) return;
    const text = this.#sentence(label);
    if (travel) this.#port.say(travel === 'undo' ? words.undone(text) : words.redone(text));
    else if (label.key !== 'set') this.#port.say(text);
    if (reveal) this.reveal(reveal, false);
  }

  render(errors: Record<ErrorCode, string>): TemplateResult | typeof nothing {
    const { view } = this;
    const snapshot = this.#port.snapshot();
    if (!view || !snapshot) return nothing;
    const { messages } = view;
    const { step, error } = snapshot.context;
    const at = STEPS.findIndex((name) => name === step);
    const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
    const { done, total } = progress(view);
    const open = (next: (typeof STEPS)[number]): void => {
      this.#port.send({ type: 'step.opened', step: next });
      this.#host.renderRoot.querySelector('.main')?.scrollTo({ top: 0 });
    };
    return html`<div class="editor" @keydown=${this.#handleKey}>
      ${this.#renderToolbar(view)}
      <div class="notices">
        ${
          error && snapshot.hasTag('editable')
            ? html`<div class="notice danger" role="alert">
                <span>${errors[error.code]}</span>
                <button class="button small" type="button" @click=${() => this.#port.send({ type: 'dialog.closed' })}>
                  ${messages.status.dismiss}
                </button>
              </div>`
            : nothing
        }
      </div>
      <esign-step-list
        .steps=${stepStates(view)}
        .current=${step}
        .messages=${messages}
        .done=${done}
        .total=${total}
        @step-choose=${(event: CustomEvent<EditorStep>) => this.#port.send({ type: 'step.opened', step: event.detail })}
      ></esign-step-list>
      <div class="main" role="tabpanel" aria-label=${messages.steps[step]} tabindex="-1">
        ${step === 'flow' ? nothing : html`<h3>${messages.steps[step]}</h3>`} ${renderStep(view, this.#actions, step)}
        <div class="pager">
          ${
            before
              ? html`<button class="button" type="button" @click=${() => open(before)}>
                  ${messages.steps.previous(messages.steps[before])}
                </button>`
              : html`<span></span>`
          }
          ${
            after
              ? html`<button class="button" type="button" @click=${() => open(after)}>
                  ${messages.steps.next(messages.steps[after])}
                </button>`
              : nothing
          }
        </div>
      </div>
      <aside class="fields ${this.#fieldsOpen ? 'open' : ''}" aria-label=${messages.tree.label}>
        <header>
          ${messages.tree.label}
          <button
            class="button quiet icon"
            type="button"
            aria-label=${messages.tree.close}
            @click=${() => this.#toggleFields(false)}
          >
            ${glyph('close')}
          </button>
        </header>
        <esign-field-tree
          .view=${view}
          .actions=${this.#actions}
          .usage=${this.#builder.usage(view.mapping)}
        ></esign-field-tree>
      </aside>
      ${this.#renderDrawer(view)}
      <div class="pill" popover="manual">${view.armed?.kind === 'field' ? view.armed.field.label : ''}</div>
    </div>`;
  }

  #renderToolbar(view: MappingView): TemplateResult {
    const snapshot = this.#port.snapshot()!;
    const { toolbar } = view.messages;
    const { stored, dirty, history } = snapshot.context;
    const busy = snapshot.hasTag('busy');
    const errors = errorCount(view);
    const warnings = view.problems.filter((problem) => problem.severity === 'warning').length;
    const [last, next] = [history?.undo.at(-1), history?.redo.at(-1)];
    const can = (event: MappingEditorEvent): boolean => snapshot.can(event);
    return html`<div class="toolbar" role="toolbar" aria-label=${toolbar.label}>
      <div class="title">
        <h2>${view.workflow.name}</h2>
        ${stored ? html`<span class="badge">${toolbar.version(stored.config.version)}</span>` : nothing}
        <span class="saved ${dirty ? 'dirty' : 'muted'}"
          >${view.editable ? (dirty ? toolbar.unsaved : stored ? toolbar.saved : toolbar.fresh) : toolbar.readonly}</span
        >
      </div>
      <button
        class="button quiet small problems"
        type="button"
        aria-expanded=${this.#drawer === 'problems'}
        @click=${() => this.#toggleDrawer('problems')}
      >
        ${
          errors + warnings > 0
            ? html`<span class="badge ${errors > 0 ? '' : 'warning'}">${toolbar.problems(errors, warnings)}</span>`
            : html`<span class="badge success">${toolbar.noProblems}</span>`
        }
      </button>
      <span class="grow"></span>
      <button
        class="button quiet small only-narrow"
        type="button"
        aria-expanded=${this.#fieldsOpen}
        @click=${() => this.#toggleFields(!this.#fieldsOpen)}
      >
        ${glyph('fields')}<span class="label">${toolbar.fields}</span>
      </button>
      ${
        view.editable
          ? html`<button
                class="button quiet icon"
                type="button"
                aria-label=${last ? toolbar.undoOf(this.#sentence(last.label)) : toolbar.undo}
                title=${last ? toolbar.undoOf(this.#sentence(last.label)) : toolbar.undo}
                ?disabled=${!can({ type: 'undo.requested' })}
                @click=${() => this.#port.send({ type: 'undo.requested' })}
              >
                ${glyph('undo')}
              </button>
              <button
                class="button quiet icon"
                type="button"
                aria-label=${next ? toolbar.redoOf(this.#sentence(next.label)) : toolbar.redo}
                title=${next ? toolbar.redoOf(this.#sentence(next.label)) : toolbar.redo}
                ?disabled=${!can({ type: 'redo.requested' })}
                @click=${() => this.#port.send({ type: 'redo.requested' })}
              >
                ${glyph('redo')}
              </button>
              <span class="divider"></span>
              <button
                class="button primary save"
                type="button"
                aria-disabled=${!can({ type: 'save.requested' })}
                @click=${() => this.#port.save()}
              >
                ${busy ? toolbar.saving : toolbar.save}
              </button>`
          : nothing
      }
    </div>`;
  }

  #renderDrawer(view: MappingView): TemplateResult {
    const { drawer, flow, problemList } = view.messages;
    const open = this.#drawer;
    return html`<section class="drawer" aria-label=${drawer.label}>
      <nav>
        <button
          class="button quiet small"
          type="button"
          aria-expanded=${open === 'flow'}
          @click=${() => this.#toggleDrawer('flow')}
        >
          ${glyph('flow')}${flow.title}
        </button>
        <button
          class="button quiet small"
          type="button"
          aria-expanded=${open === 'problems'}
          @click=${() => this.#toggleDrawer('problems')}
        >
          ${glyph('warning')}${problemList.title(view.problems.length)}
        </button>
        <button
          class="button quiet small icon icon-end"
          type="button"
          aria-label=${open ? drawer.close : drawer.open}
          @click=${() => this.#toggleDrawer(open ?? 'flow')}
        >
          ${glyph(open ? 'down' : 'up')}
        </button>
      </nav>
      ${
        open
          ? html`<div class="content">
              ${
                open === 'flow'
                  ? html`<esign-flow-diagram .view=${view} .actions=${this.#actions}></esign-flow-diagram>`
                  : html`<esign-problem-list .view=${view} .actions=${this.#actions}></esign-problem-list>`
              }
            </div>`
          : nothing
      }
    </section>`;
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const shortcut = shortcutOf(event);
    if (shortcut && this.#run(shortcut)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  /** Answers whether the key was ours; what was not goes to the browser. */
  #run(shortcut: Shortcut): boolean {
    const { view } = this;
    const { armed, picking } = view ?? {};
    switch (shortcut) {
      case 'undo':
      case 'redo':
        if (!view?.editable) return false;
        this.#port.send({ type: `${shortcut}.requested` });
        return true;
      case 'save':
        if (!view?.editable) return false;
        this.#port.save();
        return true;
      case 'search':
        this.#toggleFields(true);
        return this.#focusSearch();
      case 'nextProblem':
      case 'previousProblem':
        return this.#walkProblems(shortcut === 'nextProblem' ? 1 : -1);
      case 'nextPlace':
      case 'previousPlace':
        return armed?.kind === 'field' && this.#walkPlaces(armed.field, shortcut === 'nextPlace' ? 1 : -1);
      case 'nextRegion':
      case 'previousRegion':
        return this.#walkRegions(shortcut === 'nextRegion' ? 1 : -1);
      case 'cancel':
        if (armed) this.#disarm();
        else if (picking) this.#actions.pick(null);
        else if (this.#fieldsOpen) this.#toggleFields(false);
        else return false;
        return true;
    }
  }

  #armField(field: FieldRef): void {
    const { view } = this;
    const armed = view?.armed;
    if (armed?.kind === 'slot') {
      this.#place(armed.pointer, field);
      return;
    }
    const same = armed?.kind === 'field' && armed.field.table === field.table && armed.field.field === field.field;
    if (same) {
      this.#disarm();
      return;
    }
    this.#fieldsOpen = false;
    this.#port.send({ type: 'field.armed', field });
    if (view) this.#port.say(view.messages.announce.armed(field.label, bindable(view, field).length));
  }

  #disarm(): void {
    const armed = this.view?.armed;
    this.#port.cancelDrag();
    this.#port.send({ type: 'binding.ended' });
    if (this.view) this.#port.say(this.view.messages.announce.disarmed);
    // the button that had the cursor is gone with the armed field
    if (armed?.kind === 'slot') this.reveal(armed.pointer, true);
    else this.#focusTree();
  }

  #place(pointer: string, field?: FieldRef): void {
    const { view } = this;
    const armed = view?.armed;
    const chosen = field ?? (armed?.kind === 'field' ? armed.field : undefined);
    if (!view || !chosen) return;
    const change = placeChange(view, pointer, chosen);
    if (!change) return;
    this.#fieldsOpen = false;
    this.#actions.change(change);
    // what was there already changes nothing, and must not stay armed
    this.#port.send({ type: 'binding.ended' });
    this.reveal(pointer, true);
  }

  #walkPlaces(field: FieldRef, by: number): boolean {
    const { view } = this;
    if (!view) return false;
    const places = bindable(view, field);
    const here = deepClosest(deepActiveElement(), '[data-slot]')?.dataset['slot'];
    const at = places.findIndex(({ slot }) => slot.pointer === here);
    const step = this.#port.snapshot()?.context.step;
    const first = places.findIndex(({ slot }) => slot.step === step);
    const index = at < 0 ? Math.max(0, first) : (at + by + places.length) % places.length;
    const next = places[index];
    if (!next) return false;
    this.reveal(next.slot.pointer, true);
    return true;
  }

  #walkProblems(by: number): boolean {
    const { view } = this;
    if (!view || view.problems.length === 0) return false;
    const here = deepClosest(deepActiveElement(), '[data-slot]')?.dataset['slot'];
    const at = view.problems.findIndex((problem) => slotAt(problem.pointer)?.pointer === here);
    const count = view.problems.length;
    const problem = view.problems[at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count];
    if (!problem) return false;
    this.reveal(problem.pointer, true);
    this.#port.say(`${slotName(view, problem.pointer)}: ${problemText(view, problem)}`);
    return true;
  }

  /** F6 walks the regions; after the last one the key is the browser's. */
  #walkRegions(by: number): boolean {
    const root = this.#host.renderRoot;
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    const at = REGIONS.findIndex((selector) => active?.closest(selector));
    const region = REGIONS[at + by];
    const element = region ? root.querySelector<HTMLElement>(region) : null;
    if (!element) return false;
    if (region === '.fields') this.#toggleFields(true);
    const target =
      region === '.main' ? element : deepQuery(element.shadowRoot ?? element, '[tabindex="0"], button, input');
    target?.focus();
    return target !== null;
  }

  #show(pointer: string, focus: boolean): void {
    const card = deepQuery(this.#host.renderRoot, `[data-slot="${CSS.escape(pointer)}"]`);
    if (!card) return;
    card.scrollIntoView({ block: 'nearest' });
    const root = card.getRootNode();
    const owner = root instanceof ShadowRoot ? root.host : null;
    if (focus && owner && 'focusControl' in owner && typeof owner.focusControl === 'function') owner.focusControl();
  }

  #focusTree(): void {
    const tree = this.#host.renderRoot.querySelector('esign-field-tree');
    tree?.shadowRoot?.querySelector<HTMLElement>('[role="tree"]')?.focus();
  }

  #focusSearch(): boolean {
    const input = this.#host.renderRoot.querySelector('esign-field-tree')?.shadowRoot?.querySelector('input');
    input?.focus();
    return input !== null && input !== undefined;
  }

  #toggleFields(open: boolean): void {
    this.#fieldsOpen = open;
    this.#host.requestUpdate();
  }

  #toggleDrawer(name: 'flow' | 'problems'): void {
    this.#drawer = this.#drawer === name ? null : name;
    this.#host.requestUpdate();
  }

  #sentence(label: HistoryLabel): string {
    return this.#messages?.sentences[label.key as SentenceKey]({ ...label.params }) ?? label.key;
  }
}
