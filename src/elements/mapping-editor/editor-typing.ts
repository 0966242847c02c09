import type { MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { EditorSnapshot } from './editor-snapshot.js';

type TextControl = HTMLInputElement | HTMLTextAreaElement;

export interface TypingPort {
  snapshot(): EditorSnapshot | undefined;
  send(event: MappingEditorEvent): void;
}

/** What is being typed: where one step of undo ends, and whether Ctrl+Z is the browser's or the editor's. */
export class EditorTyping {
  readonly #port: TypingPort;
  /** A control whose text did not become an edit, and the text it had before. */
  #held: { readonly control: TextControl; readonly before: string } | undefined;

  constructor(port: TypingPort) {
    this.#port = port;
  }

  /** Before a key changes a text: what can still be taken back to. */
  readonly begin = (event: Event): void => {
    const [control] = event.composedPath();
    if (!isText(control) || this.#held?.control === control) return;
    this.#held = { control, before: control.value };
  };

  /** What was typed has become an edit. */
  commit(): void {
    this.#held = undefined;
  }

  readonly leave = (): void => {
    this.#held = undefined;
    this.#end();
  };

  /** Enter ends a run of typing; the Enter of an input method does not. */
  readonly press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing) this.#end();
  };

  /** The text rule: text that is no edit yet, and searches, are undone by the browser. */
  readonly holdsText = (target: EventTarget | undefined): boolean => {
    if (!isText(target)) return false;
    const isSearch = target.type === 'search' || target.role === 'combobox';
    if (isSearch && target.value !== '') return true;
    return this.#held?.control === target && this.#held.before !== target.value;
  };

  #end(): void {
    const last = this.#port.snapshot()?.context.history?.undo.at(-1);
    if (last && last.mergeKey !== null) this.#port.send({ type: 'typing.ended' });
  }
}

function isText(target: EventTarget | undefined): target is TextControl {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
