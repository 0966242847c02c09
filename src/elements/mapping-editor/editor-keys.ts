import type { LitElement } from 'lit';

import type { BindMode } from '../../core/bind.js';
import type { MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { EditorStep, MappingProblem } from '../../schema/dom-events.js';
import type { FieldRef } from '../../schema/form.js';
import { FieldTree } from '../../ui/field-tree.js';
import type { KeyAct, KeyScope } from '../../ui/key-table.js';
import { problemText, slotName, type MappingView } from '../../ui/mapping-view.js';
import { chooseKind, focusFix, focusedCard, leaveToCard, walkCards } from './editor-cards.js';
import { focusSearch, walkRegions } from './editor-focus.js';
import type { PartName } from './editor-parts.js';
import { refusalText } from './editor-places.js';
import { nextPlace, nextProblem } from './editor-walk.js';

/** What the keys ask of the desk. */
export interface KeysPort {
  readonly host: LitElement;
  view(): MappingView | undefined;
  step(): EditorStep | undefined;
  send(event: MappingEditorEvent): void;
  say(text: string): void;
  save(): void;
  /** Puts the armed field, or the given one, into a slot. */
  place(pointer: string, field?: FieldRef, mode?: BindMode): void;
  disarm(): void;
  endPick(): void;
  reveal(pointer: string): void;
  open(part: PartName): void;
  canOpen(part: PartName): boolean;
  /** Whether the browser's own undo has something to do first. */
  holdsText(target: EventTarget | undefined): boolean;
  fieldsOpen(): boolean;
  toggleFields(open: boolean): void;
  turnRecord(by: number): void;
}

/** In a dialog over the editor only these count; everything else belongs to the dialog. */
const IN_SHEET: ReadonlySet<KeyAct> = new Set<KeyAct>(['undo', 'redo', 'save']);

/** What keys do in the editor, after the table of keys. The palette runs the same acts. */
export class EditorKeys {
  /** The slot that had the cursor last. */
  lastSlot: string | null = null;

  readonly #port: KeysPort;
  #event: KeyboardEvent | undefined;
  #lastProblem: MappingProblem | undefined;

  constructor(port: KeysPort) {
    this.#port = port;
  }

  readonly handle = (event: KeyboardEvent): void => {
    const view = this.#port.view();
    const act = view?.keymap.actOf(event, scopesOf(event, view));
    if (!act) return;
    const inSheet = event.composedPath().some((node) => node instanceof HTMLDialogElement);
    if (inSheet && !IN_SHEET.has(act)) return;
    this.#event = event;
    const isOurs = this.run(act);
    this.#event = undefined;
    if (!isOurs) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Answers whether the act was carried out; a key that was not ours goes to the browser. */
  run(act: KeyAct): boolean {
    const view = this.#port.view();
    if (!view) return false;
    return this.#edit(act, view) ?? this.#move(act, view) ?? this.#walk(act, view) ?? false;
  }

  /** Acts on the document; undefined where the act is another kind. */
  #edit(act: KeyAct, view: MappingView): boolean | undefined {
    switch (act) {
      case 'undo':
      case 'redo':
        if (!view.editable || this.#port.holdsText(this.#event?.composedPath()[0])) return false;
        this.#port.send({ type: `${act}.requested` });
        return true;
      case 'save':
        if (!view.editable) return false;
        this.#port.save();
        return true;
      case 'fixes':
        if (!view.editable) return false;
        return focusFix() || this.#open('suggestions');
      case 'sourceKind':
        return view.editable && chooseKind();
      case 'bindLast':
        return this.#bindLast(view);
      case 'addHere':
        return this.#addHere(view);
      default:
        return undefined;
    }
  }

  /** Acts that open or leave something. */
  #move(act: KeyAct, view: MappingView): boolean | undefined {
    const { host } = this.#port;
    switch (act) {
      case 'search': {
        // pressed again, the browser's own search opens
        const [target] = this.#event?.composedPath() ?? [];
        if (target instanceof HTMLInputElement && target.type === 'search') return false;
        this.#port.toggleFields(true);
        return focusSearch(host.renderRoot);
      }
      case 'run':
      case 'palette':
      case 'shortcuts':
        return this.#open(act);
      case 'cancel':
        return this.#cancel(view);
      case 'nextRegion':
      case 'previousRegion':
        return walkRegions(host.renderRoot, act === 'nextRegion' ? 1 : -1, () => this.#port.toggleFields(true));
      case 'nextRecord':
      case 'previousRecord':
        this.#port.turnRecord(act === 'nextRecord' ? 1 : -1);
        return true;
      default:
        return undefined;
    }
  }

  /** Acts that go to a slot. */
  #walk(act: KeyAct, view: MappingView): boolean | undefined {
    switch (act) {
      case 'nextProblem':
      case 'previousProblem':
        return this.#walkProblems(view, act === 'nextProblem' ? 1 : -1);
      case 'nextPlace':
      case 'previousPlace':
        return view.armed?.kind === 'field' && this.#walkPlaces(view, view.armed.field, act === 'nextPlace' ? 1 : -1);
      case 'nextCard':
      case 'previousCard':
        return walkCards(this.#port.host.renderRoot, act === 'nextCard' ? 1 : -1);
      case 'editCard':
        return focusedCard()?.focusControl() ?? false;
      default:
        return undefined;
    }
  }

  #open(name: PartName): boolean {
    if (!this.#port.canOpen(name)) return false;
    this.#port.open(name);
    return true;
  }

  #cancel(view: MappingView): boolean {
    if (view.armed) this.#port.disarm();
    else if (view.picking !== null) this.#port.endPick();
    else if (this.#port.fieldsOpen()) this.#port.toggleFields(false);
    else return leaveToCard();
    return true;
  }

  /** Without a way over the slots: the field under the cursor goes to where the cursor was last. */
  #bindLast(view: MappingView): boolean {
    const tree = this.#event?.composedPath().find((node) => node instanceof FieldTree);
    const field = tree?.current;
    if (!view.editable || !field) return false;
    const { keys } = view.messages;
    if (this.lastSlot === null) this.#port.say(keys.noLastSlot);
    else {
      const refusal = refusalText(view, this.lastSlot, field);
      if (refusal === null) this.#port.place(this.lastSlot, field);
      else this.#port.say(`${slotName(view, this.lastSlot)}: ${refusal}`);
    }
    return true;
  }

  #addHere(view: MappingView): boolean {
    const pointer = focusedCard()?.slotDefinition?.pointer;
    if (view.armed?.kind !== 'field' || !pointer) return false;
    this.#port.place(pointer, view.armed.field, 'add');
    return true;
  }

  #walkPlaces(view: MappingView, field: FieldRef, by: number): boolean {
    const next = nextPlace(view, field, this.#port.step(), by);
    if (next) this.#port.reveal(next.slot.pointer);
    return next !== undefined;
  }

  #walkProblems(view: MappingView, by: number): boolean {
    const problem = nextProblem(view, by, this.#lastProblem);
    if (!problem) return false;
    this.#lastProblem = problem;
    this.#port.reveal(problem.pointer);
    this.#port.say(`${slotName(view, problem.pointer)}: ${problemText(view, problem)}`);
    return true;
  }
}

/** Which scopes hold for a press, the narrowest first. */
function scopesOf(event: KeyboardEvent, { armed }: MappingView): KeyScope[] {
  const path = event.composedPath().filter((node) => node instanceof Element);
  const has = (selector: string): boolean => path.some((element) => element.matches(selector));
  const scopes: KeyScope[] = [];
  if (armed?.kind === 'field') scopes.push('armed');
  if (path[0]?.matches('[data-slot], .main')) scopes.push('card');
  if (has('[data-slot]')) scopes.push('slot');
  if (path[0]?.matches('[role="tree"]')) scopes.push('tree');
  if (has('.record')) scopes.push('record');
  return [...scopes, 'editor'];
}
