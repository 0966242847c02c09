import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';

import { clipOf, looksLikeClip, writeClip } from '../../core/clipboard/clip.js';
import type { MappingChange } from '../../core/editing.js';
import { slotAt, slotsOf } from '../../core/slots.js';
import { deepActiveElement, deepClosest } from '../../ui/deep-query.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';

export interface ClipboardPort {
  view(): MappingView | undefined;
  change(change: MappingChange): void;
  say(text: string): void;
  /** Leads back to a slot whose control is gone with its value. */
  reveal(pointer: string): void;
}

/** How long a note about the clipboard stays in sight. */
const SHOWN = 6000;

/**
 * Copy, cut and paste of bindings. The events of the browser need no permission; they come to the document when no text
 * is selected, so it is listened to while the focus is in the editor, and only then.
 */
export class EditorClipboard implements ReactiveController {
  /** Slots that a person selected to copy them together. */
  marked: ReadonlySet<string> = new Set();

  readonly #host: LitElement;
  readonly #port: ClipboardPort;
  readonly #events = { copy: this.#handle('copy'), cut: this.#handle('cut'), paste: this.#handle('paste') };
  #note: { readonly text: string; readonly failed: boolean } | null = null;
  #timer = 0;

  constructor(host: LitElement, port: ClipboardPort) {
    this.#host = host;
    this.#port = port;
    host.addController(this);
    host.addEventListener('focusin', () => this.#listen(true));
    host.addEventListener('focusout', () => this.#listen(false));
    host.addEventListener('keydown', ({ key }) => key === 'Escape' && this.unmarkAll());
  }

  hostDisconnected(): void {
    this.#listen(false);
    clearTimeout(this.#timer);
    this.#note = null;
  }

  hostUpdated(): void {
    const note = this.#host.renderRoot.querySelector<HTMLElement>('.clip-note');
    if (!note) return;
    if (this.#note && !note.matches(':popover-open')) note.showPopover();
    else if (!this.#note && note.matches(':popover-open')) note.hidePopover();
  }

  /** What was done, in sight for a while; and the menu of the cards. */
  render(view: MappingView, actions: MappingActions): TemplateResult {
    return html`<esign-card-menu
        .view=${view}
        .actions=${actions}
        .clipboard=${this}
        .locale=${view.locale}
      ></esign-card-menu>
      <div class="clip-note notice ${this.#note?.failed ? 'danger' : ''}" popover="manual">${this.#note?.text}</div>`;
  }

  /** Selects a slot for the next copy, or no longer. */
  mark(pointer: string): void {
    const marked = new Set(this.marked);
    const on = !marked.delete(pointer);
    if (on) marked.add(pointer);
    this.marked = marked;
    this.#host.requestUpdate();
    void this.#work(async (work, view) => this.#port.say(await work.answerMark(view, pointer, marked.size, on)));
  }

  unmarkAll(): void {
    if (this.marked.size === 0) return;
    this.marked = new Set();
    this.#host.requestUpdate();
  }

  /** From the menu, where there is no event of the browser: the page may be refused. */
  async copy(pointer: string, cut: boolean): Promise<void> {
    const view = this.#port.view();
    const items = view ? clipOf(view.mapping, [pointer]) : [];
    let failed = false;
    try {
      if (items.length > 0) await navigator.clipboard.writeText(writeClip(items, view?.workflow));
    } catch {
      failed = true;
    }
    await this.#work(async (work, current) => {
      if (failed) this.#show((await work.clipboardWords(current.locale)).cannotCopy, true);
      else this.#show(await work.answerCopy(current, items, pointer), items.length === 0);
      const change = cut && !failed && current.editable ? work.cutChange(current, [pointer]) : null;
      if (change) this.#change(change, pointer);
    });
  }

  async paste(pointer: string): Promise<void> {
    let text: string | null = null;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      // refused by the person, by a policy, or not there at all: the keys still work
    }
    if (text !== null) await this.#paste(text, pointer);
    else await this.#work(async (work, view) => this.#show((await work.clipboardWords(view.locale)).cannotPaste, true));
  }

  #listen(on: boolean): void {
    const page = this.#host.ownerDocument;
    for (const name of ['copy', 'cut', 'paste'] as const) {
      page.removeEventListener(name, this.#events[name]);
      if (on) page.addEventListener(name, this.#events[name]);
    }
  }

  #handle(act: 'copy' | 'cut' | 'paste') {
    return (event: ClipboardEvent): void => {
      const view = this.#port.view();
      const active = deepActiveElement();
      const place = placeOf(active);
      const data = event.clipboardData;
      if (event.defaultPrevented || !view || place === null || !data) return;
      if (act === 'paste') {
        const text = data.getData('text/plain');
        if (!view.editable || (isTextControl(active) && !looksLikeClip(text))) return;
        event.preventDefault();
        void this.#paste(text, place);
        return;
      }
      // text that is selected is the browser's
      if (holdsSelection(active, act === 'cut')) return;
      const pointers = this.#pointers(view, active, place);
      const items = clipOf(view.mapping, pointers);
      if (items.length > 0) {
        data.setData('text/plain', writeClip(items, view.workflow));
        event.preventDefault();
      }
      void this.#work(async (work, current) => {
        this.#show(await work.answerCopy(current, items, place), items.length === 0);
        const change = act === 'cut' && current.editable ? work.cutChange(current, pointers) : null;
        if (change) this.#change(change, place);
        this.unmarkAll();
      });
    };
  }

  /** What is selected goes before the card that the focus is on, but not before a chip: that is a choice, too. */
  #pointers(view: MappingView, active: Element | null, place: string): string[] {
    if (this.marked.size === 0 || deepClosest(active, '[data-item], [data-slot]')?.dataset['item']) return [place];
    return slotsOf(view.mapping).flatMap(({ pointer }) => (this.marked.has(pointer) ? [pointer] : []));
  }

  async #paste(text: string, place: string): Promise<void> {
    await this.#work(async (work, view) => {
      const { change, text: said, failed, pointers } = await work.answerPaste(view, text, place);
      if (change) this.#change(change, pointers[0] ?? place);
      this.#show(said, failed);
    });
  }

  #change(change: MappingChange, pointer: string): void {
    this.#port.change(change);
    // after the cards have drawn: a control that had the focus may be gone with its value
    void this.#host.updateComplete.then(() =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          const active = deepActiveElement();
          const isLost = active === null || active === active.ownerDocument.body || active === this.#host;
          if (isLost && this.#host.isConnected) this.#port.reveal(slotAt(pointer)?.pointer ?? pointer);
        }),
      ),
    );
  }

  /** The larger part, with the words, comes with the first use. */
  async #work(
    act: (work: typeof import('../../ui/clipboard-work.js'), view: MappingView) => Promise<void>,
  ): Promise<void> {
    const work = await import('../../ui/clipboard-work.js').catch(() => null);
    const view = this.#port.view();
    if (work && view) await act(work, view);
  }

  #show(text: string, failed: boolean): void {
    clearTimeout(this.#timer);
    this.#note = { text, failed };
    this.#port.say(text);
    this.#timer = window.setTimeout(() => {
      this.#note = null;
      this.#host.requestUpdate();
    }, SHOWN);
    this.#host.requestUpdate();
  }
}

/** What the focus is on: a chip or a row, else the card around it. */
function placeOf(active: Element | null): string | null {
  const found = deepClosest(active, '[data-item], [data-slot]');
  return found ? (found.dataset['item'] ?? found.dataset['slot'] ?? null) : null;
}

const NO_TEXT: ReadonlySet<string> = new Set(['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file']);

function isTextControl(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !NO_TEXT.has(element.type));
}

/** Whether a copy or cut is about text: some is selected, or a cut in a control that holds some. */
function holdsSelection(active: Element | null, cut: boolean): boolean {
  if (isTextControl(active)) {
    if (active.value === '') return false;
    return cut || active.type === 'number' || active.selectionStart !== active.selectionEnd;
  }
  return (active?.ownerDocument.getSelection()?.toString() ?? '') !== '';
}

/** The menu of the cards comes when it is first asked for. */
export async function openCardMenu(root: ParentNode, pointer: string, anchor: HTMLElement): Promise<void> {
  await loadElement('esign-card-menu');
  root.querySelector('esign-card-menu')?.open(pointer, anchor);
}
