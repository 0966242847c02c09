import { html, nothing, type LitElement, type TemplateResult } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import type { BindMode } from '../../core/bind.js';
import type { MappingChange } from '../../core/editing.js';
import { slotAt } from '../../core/slots.js';
import type { Synonyms } from '../../core/suggestion-synonyms.js';
import type { MappingEditorMessages } from '../../i18n/mapping-editor.zh-cn.js';
import type { MappingEditorEmitted, MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { RecordCase } from '../../schema/case-file.js';
import { EditorStep } from '../../schema/mapping-problem.js';
import type { FieldRef, FormRecord } from '../../schema/form.js';
import type { ErrorCode } from '../../schema/problem.js';
import type { Workflow } from '../../schema/workflow.js';
import { armedFields, isSameField, placeMany } from '../../ui/field-many.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import type { Keymap } from '../../ui/keymap.js';
import { driftsFor } from '../../ui/problem-fixes.js';
import { EditorAssist } from './editor-assist.js';
import { EditorClipboard, openCardMenu } from './editor-clipboard.js';
import {
  renderDrawer,
  renderFields,
  renderNotice,
  renderPager,
  renderPill,
  renderToolbar,
  type ChromePort,
} from './editor-chrome.js';
import { changedPlace, focusSearch, focusTree, PendingSlot, showNode } from './editor-focus.js';
import { EditorKeys } from './editor-keys.js';
import { renderStep } from './editor-panel.js';
import { EditorLayout } from './editor-layout.js';
import {
  editorParts,
  partsOf,
  PartRenderer,
  type EditorPart,
  type PaletteDesk,
  type PartName,
} from './editor-parts.js';
import { bindable, draggedFields, placeChange } from './editor-places.js';
import { EditorRefocus } from './editor-refocus.js';
import { EditorSafety } from './editor-safety.js';
import { renderMerge, renderSheet } from './editor-sheet.js';
import type { EditorSnapshot } from './editor-snapshot.js';
import { EditorToast } from './editor-toast.js';
import { EditorTrial, type TrialPage } from './editor-trial.js';
import { EditorTyping } from './editor-typing.js';
import { progress, sentenceOf, stepStates, ViewBuilder, type EditorPreset } from './editor-view.js';

export interface DeskPort extends TrialPage {
  snapshot(): EditorSnapshot | undefined;
  send(event: MappingEditorEvent): void;
  say(text: string): void;
  save(): void;
  cancelDrag(): void;
  /** Whether the page lets an edit happen. */
  mayChange(change: MappingChange): boolean;
  locale(): string;
  /** Names for slots that the page adds. */
  synonyms(): Synonyms | undefined;
  preset(): EditorPreset;
  keymap(): Keymap;
  client(): HostClient | undefined;
}

/** The editor's surface once there is a document: toolbar, steps, cards, fields, drawer, and how the keyboard moves in it. */
export class EditorDesk {
  view: MappingView | undefined;

  readonly #host: LitElement;
  readonly #port: DeskPort;
  readonly #builder = new ViewBuilder();
  #messages: MappingEditorMessages | undefined;
  #hover: string | null = null;
  #drawer: PartName | null = null;
  #sheet: PartName | null = null;
  #fieldsOpen = false;
  /** The workflow that drift was last looked for in. */
  #compared: Workflow | undefined;
  readonly #pending = new PendingSlot();
  /** The record that the page wants a trial run for. */
  #tried: FormRecord | undefined;
  readonly #layout: EditorLayout;
  readonly #trial: EditorTrial;
  /** The case that was asked for. */
  #caseAt: number | undefined;
  readonly #parts: PartRenderer;
  readonly #assist: EditorAssist;
  readonly #clipboard: EditorClipboard;
  readonly #safety: EditorSafety;
  readonly #keys: EditorKeys;
  readonly #typing: EditorTyping;
  readonly #refocus = new EditorRefocus();
  readonly #toast: EditorToast;

  readonly #actions: MappingActions = {
    change: (change) => {
      const at = Date.now();
      this.#typing.commit();
      if (this.#port.mayChange(change)) this.#port.send({ type: 'change.requested', change: { ...change, at } });
    },
    place: (pointer) => this.#place(pointer),
    armSlot: (pointer) => {
      this.#fieldsOpen = true;
      this.#port.send({ type: 'slot.armed', pointer });
      void this.#host.updateComplete.then(() => focusSearch(this.#host.renderRoot));
    },
    armField: (field, others) => this.#armField(field, others),
    disarm: () => this.#disarm(),
    pick: (pointer) => {
      this.#port.send(pointer === null ? { type: 'pick.ended' } : { type: 'pick.started', pointer });
      if (pointer === null) return this.#host.requestUpdate();
      this.#drawer = 'flow';
      // the drawer takes room from the cards
      this.reveal(pointer, false);
    },
    visit: (pointer) => {
      this.#keys.lastSlot = pointer;
      this.#port.send({ type: 'slot.visited', pointer });
    },
    openWorkflow: (workflowId) => this.#port.send({ type: 'workflow.requested', workflowId }),
    reveal: (pointer) => {
      this.#sheet = null;
      this.reveal(pointer, true);
    },
    suggest: () => {
      this.#assist.retry();
      this.openPart('suggestions');
    },
    refuse: (key) => this.#assist.refuse(key),
    menu: (pointer, anchor) => void openCardMenu(this.#host.renderRoot, pointer, anchor),
    mark: (pointer) => this.#clipboard.mark(pointer),
    openCase: (at) => {
      this.#caseAt = at;
      this.openPart('cases');
    },
  };

  readonly #paletteDesk: PaletteDesk = {
    run: (act) => void this.#keys.run(act),
    open: (part) => this.openPart(part),
    step: (step) => {
      this.#port.send({ type: 'step.opened', step });
      void this.#host.updateComplete.then(() => this.#host.renderRoot.querySelector<HTMLElement>('.main')?.focus());
    },
    node: (id) => {
      this.openPart('flow');
      void showNode(this.#host, id);
    },
  };

  constructor(host: LitElement, port: DeskPort) {
    this.#host = host;
    this.#port = port;
    this.#layout = new EditorLayout(host);
    this.#parts = new PartRenderer(() => host.requestUpdate());
    this.#assist = new EditorAssist(() => host.requestUpdate());
    this.#clipboard = new EditorClipboard(host, {
      view: () => this.view,
      change: (change) => this.#actions.change(change),
      say: (text) => port.say(text),
      reveal: (pointer) => this.reveal(pointer, true),
    });
    this.#trial = new EditorTrial(port, () => host.requestUpdate());
    this.#safety = new EditorSafety({
      send: (event) => port.send(event),
      compare: () => this.openPart('compare'),
      requestUpdate: () => host.requestUpdate(),
    });
    this.#typing = new EditorTyping(port);
    this.#toast = new EditorToast({
      snapshot: () => port.snapshot(),
      send: (event) => port.send(event),
      requestUpdate: () => host.requestUpdate(),
    });
    this.#keys = new EditorKeys({
      host,
      view: () => this.view,
      step: () => port.snapshot()?.context.step,
      send: (event) => port.send(event),
      say: (text) => port.say(text),
      save: () => port.save(),
      place: (pointer, field, mode) => this.#place(pointer, field, mode),
      disarm: () => this.#disarm(),
      endPick: () => this.#actions.pick(null),
      reveal: (pointer) => this.reveal(pointer, true),
      open: (name) => this.openPart(name),
      canOpen: (name) => this.#canOpen(name),
      holdsText: this.#typing.holdsText,
      fieldsOpen: () => this.#fieldsOpen,
      toggleFields: (open) => this.#toggleFields(open),
      turnRecord: (by) => this.#turnRecord(by),
    });
  }

  /** Reads the snapshot anew, before a render. */
  refresh(messages: MappingEditorMessages): void {
    this.#messages = messages;
    const snapshot = this.#port.snapshot();
    const built =
      snapshot &&
      this.#builder.build(snapshot.context, {
        hover: this.#hover,
        editable: !snapshot.context.readonly,
        messages,
        locale: this.#port.locale(),
        preset: this.#port.preset(),
        keymap: this.#port.keymap(),
        spell: this.#assist.spell,
        marked: this.#clipboard.marked,
        read: (workflow, mapping) => this.#trial.read(workflow, mapping, messages.record),
        warn: (...problems) => this.#trial.warn(...problems, snapshot.context.severities),
      });
    this.view = built && { ...built, suggestions: this.#assist.suggestions(built, this.#port.synonyms()) };
    if (built) this.#assist.prepare(built.workflow.form);
    this.#showDrift(snapshot);
  }

  /** Once for each workflow that was read: what changed in it since the mapping was stored is shown before anything else. */
  #showDrift(snapshot: EditorSnapshot | undefined): void {
    const { view } = this;
    if (!view || !snapshot?.matches({ document: { ready: 'editing' } }) || view.workflow === this.#compared) return;
    this.#compared = view.workflow;
    if (view.stored && view.editable && this.#sheet === null && driftsFor(view).length > 0) this.#sheet = 'drift';
  }

  /** Every case, also of other workflows. */
  get cases(): readonly RecordCase[] {
    return this.#trial.all;
  }

  /** Leads to a slot or to a row of it: opens its step, scrolls to it, and puts the cursor into it when asked. */
  reveal(pointer: string, focus: boolean, flash: readonly string[] = []): void {
    const slot = slotAt(pointer);
    if (!slot) return;
    if (slot.step !== this.#port.snapshot()?.context.step) this.#port.send({ type: 'step.opened', step: slot.step });
    if (focus) this.#port.send({ type: 'slot.visited', pointer: slot.pointer });
    this.#pending.ask(slot.pointer, pointer, focus, flash);
    this.#host.requestUpdate();
  }

  /** Carries out what waits for the render. */
  settle(): void {
    this.#layout.apply();
    this.#refocus.settle(this.#host.renderRoot);
    // a slot in a part that is on its way is shown when that has come
    if (!this.#parts.isLoading) {
      this.#pending.settle(this.#host.renderRoot);
      this.#layout.showDrawer();
    }
    if (this.view) this.#parts.prefetch();
  }

  startDrag(field: FieldRef): void {
    this.#fieldsOpen = false;
    const [first = field, ...others] = draggedFields(this.#host.renderRoot, field);
    this.#port.send({ type: 'drag.started', field: first, others });
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
    const text = sentenceOf(this.#messages, label);
    this.#toast.changed(label, travel, text);
    if (travel) this.#port.say(travel === 'undo' ? words.undone(text) : words.redone(text));
    else if (label.key !== 'set') this.#port.say(text);
    const place = changedPlace(reveal, this.#port.snapshot()?.context.step);
    if (place) this.reveal(place, false, reveal);
  }

  /** A draft was settled: one that was thrown away can be had back. */
  handleDraft(event: Extract<MappingEditorEmitted, { type: 'draftSettled' }>): void {
    this.#toast.settled(event);
  }

  render(errors: Record<ErrorCode, string>): TemplateResult | typeof nothing {
    const { view } = this;
    const snapshot = this.#port.snapshot();
    if (!view || !snapshot) return nothing;
    const { messages } = view;
    const { step } = snapshot.context;
    const { done, total } = progress(view);
    const chrome = this.#chrome();
    const part = this.#drawer ? this.#renderPart(this.#drawer, snapshot) : nothing;
    const toast = this.#sheet === null ? this.#toast.render(view.locale) : nothing;
    const open = (next: EditorStep): void => {
      this.#port.send({ type: 'step.opened', step: next });
      this.#host.renderRoot.querySelector('.main')?.scrollTo({ top: 0 });
    };
    return html`<div
      class="editor"
      @keydown=${this.#handleKey}
      @beforeinput=${this.#typing.begin}
      @focusin=${this.#refocus.enter}
      @focusout=${this.#leave}
    >
      ${renderToolbar(view, snapshot, chrome)}
      ${renderNotice(view, snapshot, errors, chrome, this.#safety.render(snapshot, view.locale))}
      <esign-step-list
        .steps=${stepStates(view)}
        .current=${step}
        .messages=${messages}
        .done=${done}
        .total=${total}
        @step-choose=${(event: CustomEvent<EditorStep>) => this.#port.send({ type: 'step.opened', step: event.detail })}
      ></esign-step-list>
      <div class="main" role="tabpanel" aria-label=${messages.steps[step]} tabindex="-1">
        ${step === 'flow' ? nothing : html`<h3>${messages.steps[step]}</h3>`}
        ${renderStep(view, this.#actions, step, this.#parts)}
        <slot name="step-footer"></slot>
        ${renderPager(view, step, open)}
      </div>
      ${renderFields(view, this.#actions, this.#builder.usage(view.mapping), chrome)}
      ${renderDrawer(view, snapshot, chrome, part, toast)} ${renderPill(view)}
      ${this.#clipboard.render(view, this.#actions)} ${this.#renderSheet(view, snapshot)}
    </div>`;
  }

  /** Both sides of a conflict, or of a draft that is taken back, to be merged; nothing while there is none. Comes when it is first needed. */
  renderMerge(): TemplateResult | typeof nothing {
    const { view } = this;
    const snapshot = this.#port.snapshot();
    if (!view || !snapshot) return nothing;
    return renderMerge(view, snapshot, this.#parts, (event) => this.#port.send(event));
  }

  /** Opens a part of the editor: a tab of the drawer, or a sheet over everything. */
  openPart(name: PartName): void {
    const part: EditorPart = editorParts[name];
    if (part.place === 'drawer') this.#drawer = name;
    else this.#sheet = name;
    this.#host.requestUpdate();
  }

  #renderPart(name: PartName, snapshot: EditorSnapshot): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const isSheet = name === this.#sheet;
    return this.#parts.render(name, {
      view,
      snapshot,
      actions: this.#actions,
      trial: this.#trial.port(),
      caseAt: this.#caseAt,
      locale: this.#port.locale(),
      client: this.#port.client(),
      tried: this.#tried,
      turnRecord: this.#turnRecord,
      send: (event) => this.#port.send(event),
      say: (text) => this.#port.say(text),
      close: () => (isSheet ? this.#closeSheet() : this.#toggleDrawer(name)),
      leave: (act) => {
        this.#closeSheet();
        // the dialog gives the focus back first
        void this.#host.updateComplete.then(() => requestAnimationFrame(() => act(this.#paletteDesk)));
      },
    });
  }

  #renderSheet(view: MappingView, snapshot: EditorSnapshot): TemplateResult | typeof nothing {
    const name = this.#sheet;
    if (name === null) return nothing;
    return renderSheet(view, name, {
      content: this.#renderPart(name, snapshot),
      toast: this.#toast.render(view.locale),
      close: () => this.#closeSheet(),
    });
  }

  readonly #leave = (): void => {
    this.#typing.leave();
    this.#refocus.leave();
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    this.#typing.press(event);
    this.#keys.handle(event);
  };

  /** Opens the trial run, for a record of the page or for the one that is looked at. */
  simulate(record: FormRecord | undefined): void {
    this.#tried = record;
    this.openPart('run');
  }

  readonly #turnRecord = (by: number): void => {
    // the first turn away from a given record shows the one of the bar again
    if (this.#tried) this.#tried = undefined;
    else this.#trial.deck.turn(by);
    this.#host.requestUpdate();
  };

  #closeSheet(): void {
    this.#sheet = null;
    this.#tried = undefined;
    this.#host.requestUpdate();
  }

  #chrome(): ChromePort {
    return {
      drawer: this.#drawer,
      fieldsOpen: this.#fieldsOpen,
      toggleDrawer: (name) => this.#toggleDrawer(name),
      open: (name) => this.openPart(name),
      records: {
        deck: this.#trial.deck,
        turned: () => this.#host.requestUpdate(),
        add: () => this.openPart('record'),
      },
      toggleFields: (open) => this.#toggleFields(open),
      edge: (region) => this.#layout.renderEdge(region, this.#messages!),
      send: (event) => this.#port.send(event),
      save: () => this.#port.save(),
      sentence: (label) => sentenceOf(this.#messages, label),
    };
  }

  #armField(field: FieldRef, others: readonly FieldRef[] = []): void {
    const { view } = this;
    const armed = view?.armed;
    if (armed?.kind === 'slot') {
      const slot = slotAt(armed.pointer);
      const change = others.length > 0 && view && slot ? placeMany(view, slot, [field, ...others]) : undefined;
      if (others.length === 0) this.#place(armed.pointer, field);
      else if (change) this.#placed(armed.pointer, change);
      return;
    }
    const present = armedFields(armed ?? null);
    const same = present.length === others.length + 1 && isSameField(present[0]!, field);
    if (same) {
      this.#disarm();
      return;
    }
    this.#fieldsOpen = false;
    this.#port.send({ type: 'field.armed', field, others });
    if (!view) return;
    const name = others.length > 0 ? view.messages.selection.names(field.label, others.length + 1) : field.label;
    this.#port.say(view.messages.announce.armed(name, bindable(view, field, others).length));
  }

  #disarm(): void {
    const armed = this.view?.armed;
    this.#port.cancelDrag();
    this.#port.send({ type: 'binding.ended' });
    if (this.view) this.#port.say(this.view.messages.announce.disarmed);
    // the button that had the cursor is gone with the armed field
    if (armed?.kind === 'slot') this.reveal(armed.pointer, true);
    else focusTree(this.#host.renderRoot);
  }

  #place(pointer: string, field?: FieldRef, mode?: BindMode): void {
    const { view } = this;
    const armed = view?.armed;
    const chosen = field ?? (armed?.kind === 'field' ? armed.field : undefined);
    if (!view || !chosen) return;
    const change = placeChange(view, pointer, chosen, mode);
    if (change) this.#placed(pointer, change);
  }

  #placed(pointer: string, change: MappingChange): void {
    this.#fieldsOpen = false;
    this.#actions.change(change);
    // what was there already changes nothing, and must not stay armed
    this.#port.send({ type: 'binding.ended' });
    this.reveal(pointer, true);
  }

  #canOpen(name: PartName): boolean {
    const { view } = this;
    return view !== undefined && partsOf(editorParts[name].place, view).some(([own]) => own === name);
  }

  #toggleFields(open: boolean): void {
    this.#fieldsOpen = open;
    this.#host.requestUpdate();
  }

  #toggleDrawer(name: PartName): void {
    this.#drawer = this.#drawer === name ? null : name;
    this.#host.requestUpdate();
  }
}
