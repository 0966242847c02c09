import { nothing, html, type LitElement, type TemplateResult } from 'lit';

import { caseFile } from '../../core/case-file.js';
import { checkMapping } from '../../core/checks.js';
import type { EditorMapping, MappingKind } from '../../core/editor-mapping.js';
import { errorsCatalog } from '../../i18n/errors.catalog.js';
import { LocalizeController } from '../../i18n/localize.js';
import type { MappingEditorMessages } from '../../i18n/mapping-editor.zh-cn.js';
import type { EditorData, MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { CaseFile } from '../../schema/case-file.js';
import type { FieldRef } from '../../schema/form.js';
import { DragController } from '../../ui/drag-controller.js';
import type { FieldTree } from '../../ui/field-tree.js';
import { EditorDesk, type DeskPort } from './editor-desk.js';
import { parseMapping, transferTo } from './editor-import.js';
import { RuleRunner } from './editor-rules.js';
import type { EditorSnapshot } from './editor-snapshot.js';
import { renderChoice, renderDialog, renderFailed } from './editor-status.js';

/**
 * All of the editor that is of no use before there is a document: what draws and checks it. Loaded while the host is
 * asked for the data.
 */
export class EditorSurface {
  readonly desk: EditorDesk;
  readonly rules: RuleRunner;
  /** Goes into the machine with the data. */
  readonly check = checkMapping;
  readonly parse = parseMapping;
  readonly transfer = transferTo;

  readonly #errors: LocalizeController<Record<string, string>>;

  constructor(host: LitElement & { locale: string }, port: Omit<DeskPort, 'cancelDrag'>) {
    this.#errors = new LocalizeController(host, errorsCatalog);
    const find = <E extends HTMLElement>(selector: string): E | null => host.renderRoot.querySelector<E>(selector);
    const tree = (): FieldTree | null => find<FieldTree>('esign-field-tree');
    const desk = new EditorDesk(host, { ...port, cancelDrag: () => drag.cancel() });
    const drag = new DragController<FieldRef>(host, {
      source: () => (desk.view?.editable ? tree() : null),
      scroller: () => find('.main'),
      pill: () => find('.pill'),
      pick: (x, y) => tree()?.fieldAt(x, y) ?? null,
      started: (field) => desk.startDrag(field),
      over: (place) => desk.hoverOver(place),
      sprung: (step) => desk.springTo(step),
      ended: (place) => desk.endDrag(place),
    });
    this.desk = desk;
    this.rules = new RuleRunner((event) => port.send(event));
  }

  /** The cases of a mapping as a file. */
  caseFile(mapping: EditorMapping): CaseFile {
    const { workflowId } = mapping.basic;
    return caseFile(
      mapping,
      this.desk.cases.filter(({ record }) => record.workflowId === workflowId),
    );
  }

  renderFailed(
    messages: MappingEditorMessages,
    { context }: EditorSnapshot,
    send: (event: MappingEditorEvent) => void,
  ): TemplateResult {
    return renderFailed(messages, this.#errors.messages, context, send);
  }

  renderChoice(
    messages: MappingEditorMessages,
    data: EditorData,
    state: { readonly search: string; readonly kind: MappingKind },
    set: { search(text: string): void; choose(workflowId: string): void },
  ): TemplateResult {
    return renderChoice(messages, data, state.search, state.kind, set);
  }

  renderReady(
    messages: MappingEditorMessages,
    snapshot: EditorSnapshot,
    locale: string,
    live: unknown,
    send: (event: MappingEditorEvent) => void,
  ): TemplateResult {
    const dialog = (['incomplete', 'conflicted', 'leaving', 'restoring'] as const).find((name) =>
      snapshot.matches({ document: { ready: name } }),
    );
    return html`${this.desk.render(this.#errors.messages)} ${live}
    ${dialog ? renderDialog(messages, dialog, snapshot.context, locale, send, this.desk.renderMerge()) : nothing}`;
  }
}
