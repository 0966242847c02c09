import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { fromPromise } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import { HostConnection } from '../../api/host-connection.js';
import { placeOf } from '../../core/commands.js';
import type { DraftStore } from '../../core/draft.js';
import type { MappingChange } from '../../core/editing.js';
import { withBasic, type EditorMapping, type MappingKind } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import type { Severities } from '../../core/problem-severity.js';
import type { Synonyms } from '../../core/suggestion-synonyms.js';
import type { Transfer } from '../../core/transfer.js';
import { LocalizeController, type Catalog } from '../../i18n/localize.js';
import type { MappingEditorMessages } from '../../i18n/mapping-editor.zh-cn.js';
import {
  mappingEditorMachine,
  type MappingEditorEmitted,
  type MappingEditorEvent,
} from '../../machines/mapping-editor.machine.js';
import { isIncomplete, switchedOff } from '../../machines/mapping-editor.setup.js';
import type { CaseFile, RecordCase } from '../../schema/case-file.js';
import type { MappingProblem } from '../../schema/dom-events.js';
import type { FormRecord } from '../../schema/form.js';
import type { SealUseMapping } from '../../schema/seal-use-config.js';
import type { SigningMapping } from '../../schema/signing-config.js';
import type { Workflow } from '../../schema/workflow.js';
import { Announcer } from '../../ui/announcer.js';
import { controls } from '../../ui/controls.styles.js';
import { DialogFocus } from '../../ui/dialog-focus.js';
import { emit } from '../../ui/emit.js';
import hiddenStyles from '../../ui/hidden-slots.styles.js';
import { resolveKeymap, type KeymapOverrides } from '../../ui/keymap.js';
import { MachineController } from '../../ui/machine-controller.js';
import { tokens } from '../../ui/tokens.styles.js';
import { DraftsLoader } from './drafts-loader.js';
import { EditorIo } from './editor-io.js';
import { whenReady } from './editor-ready.js';
import type { EditorPreset } from './editor-view.js';
import type { ProblemRule } from './editor-rules.js';
import { deskElements, renderLoading, renderMissing, shellCatalog } from './editor-shell.js';
import type { EditorSurface } from './editor-surface.js';
import screenStyles from './editor-screens.styles.js';
import styles from './mapping-editor.styles.js';
import { WorkflowWatch } from './workflow-watch.js';

/**
 * Maps the fields, nodes and exits of a workflow onto a signing configuration (C-01…C-70), or onto physical seals (P-01…P-15).
 *
 * @tag esign-mapping-editor
 *
 * @attr {'light' | 'dark'} theme - Overrules the system's preference.
 *
 * @fires {CustomEvent<{ mapping: SigningMapping | SealUseMapping, command: string }>} esign-change - A person changed the mapping.
 * @fires {CustomEvent<{ command: string, pointer: string | null, params: Record<string, string> }>} esign-before-bind - A value goes into a slot; can be cancelled.
 * @fires {CustomEvent<{ command: string, pointer: string | null, params: Record<string, string> }>} esign-before-unbind - A value is taken out of a slot; can be cancelled.
 * @fires {CustomEvent<{ command: string, pointer: string | null, params: Record<string, string> }>} esign-before-change - Any other edit; can be cancelled.
 * @fires {CustomEvent<{ mapping: SigningMapping | SealUseMapping }>} esign-before-save - Saving was asked for; can be cancelled.
 * @fires {CustomEvent<{ mapping: SigningMapping | SealUseMapping }>} esign-save - The mapping goes to the host.
 * @fires {CustomEvent<{ config: SigningConfig | SealUseConfig }>} esign-saved - The host has stored it.
 * @fires {CustomEvent<{ workflowId: string, config: SigningConfig | SealUseConfig }>} esign-copied - A draft was stored for another workflow.
 * @fires {CustomEvent<{ step: EditorStep }>} esign-step - Another step was opened.
 * @fires {CustomEvent<{ problems: MappingProblem[] }>} esign-problem - The mapping was checked.
 * @fires {CustomEvent<{ cases: RecordCase[] }>} esign-cases-change - The cases were changed; a page that keeps them stores these.
 * @fires {CustomEvent<{ workflowId: string }>} esign-new-action-flow - A person wants a new action flow (C-48); a page that
 * opens its own place for that cancels the event, otherwise the editor says where to go.
 * @fires {CustomEvent<{ code: ErrorCode, message: string }>} esign-error - The host refused or could not be reached.
 *
 * @slot toolbar-start - Before the name of the workflow.
 * @slot toolbar-end - Before the button that saves.
 * @slot step-footer - Under the cards of every step, for example a note of the OA about it.
 * @slot empty-state - Above the list of workflows, while none is chosen.
 *
 * @cssproperty [--esign-mapping-editor-height] - Height of the editor, which scrolls inside.
 *
 * @cssstate busy - The element waits for the host.
 */
export class MappingEditor extends LitElement {
  static override styles = [tokens, controls, screenStyles, hiddenStyles, styles];

  /** The words of the editor; a subclass may bring others, for example with the terms of its own OA. */
  static catalog: Catalog<MappingEditorMessages> = {
    'zh-CN': async () => (await import('../../i18n/mapping-editor.zh-cn.js')).mappingEditorZhCn,
    en: async () => (await import('../../i18n/mapping-editor.en.js')).mappingEditorEn,
    'zh-TW': async () => (await import('../../i18n/mapping-editor.zh-tw.js')).mappingEditorZhTw,
  };

  /** The workflow to map; its stored configuration is opened, or a new one begun (C-01). */
  @property({ attribute: 'workflow-id' }) workflowId = '';
  /** A stored configuration; wins over `workflow-id`. */
  @property({ attribute: 'config-id' }) configId = '';
  /** What is mapped: a signing configuration, or the use of physical seals (P-01…P-15). */
  @property({ reflect: true }) kind: MappingKind = 'signing';
  @property({ type: Boolean }) readonly = false;
  /**
   * `full` shows every step; `basic` those that every mapping needs, and any other in which something is set or wrong;
   * `auditor` shows everything and changes nothing.
   */
  @property() preset: EditorPreset = 'full';
  /** Where the host contract is served; makes a client unless `host` is given. */
  @property() endpoint = '';
  /** The page's own connection; wins over `endpoint`. */
  @property({ attribute: false }) host: HostClient | undefined;
  @property() locale = '';
  /** Real records of the workflow, newest first: the cards show what would be sent for one of them. Made-up ones come after. */
  @property({ attribute: false }) records: readonly FormRecord[] = [];
  /**
   * Records with the results that are expected for them: all run after every change. A page that keeps cases sets what it
   * has (at first `[]`) and stores what `esign-cases-change` brings; without it they are gone with the page.
   */
  @property({ attribute: false }) cases: readonly RecordCase[] | undefined;
  /** Other names of fields by the id of a slot (`subject`, `documents`), beside those that are shipped, for suggestions. */
  @property({ attribute: false }) synonyms: Synonyms | undefined;

  /** Rules of the page, beside the checks of the editor; their problems are shown with the others. */
  @property({ attribute: false }) rules: readonly ProblemRule[] = [];
  /** Raises or lowers problems by their code, for example `{ 'SIGN-ORDER': 'error' }`. */
  @property({ attribute: false }) severities: Severities = {};

  /**
   * Where unsaved work is kept, so that a crash or a reload loses nothing: the storage of the page, unless the page has
   * something better. It holds the mapping, by person and workflow, and nothing else.
   */
  @property({ attribute: false }) drafts: DraftStore | undefined;
  /** Keeps no unsaved work outside of the editor. */
  @property({ type: Boolean, attribute: 'without-drafts' }) withoutDrafts = false;
  /**
   * Other keys for acts, by the name of the act: a chord such as `Mod+Shift+P` (`Mod` is ⌘ on a Mac and Ctrl elsewhere),
   * several of them, or null for none. An entry that is wrong is told by `esign-error` (`invalid-input`) and ignored.
   */
  @property({ attribute: false }) keymap: KeymapOverrides = {};

  /** The workflow that a person chose in the list. */
  @state() private chosen = '';
  @state() private search = '';

  @query('.main') private readonly main!: HTMLElement | null;

  readonly #internals = this.attachInternals();
  readonly #localize = new LocalizeController(this, (this.constructor as typeof MappingEditor).catalog);
  readonly #shell = new LocalizeController(this, shellCatalog);
  readonly #announcer = new Announcer(this);
  readonly #machine = new MachineController(
    this,
    () => this.#createMachine(),
    (event) => this.#announce(event),
  );
  /** Comes with the data. */
  #surface: EditorSurface | undefined;

  readonly #connection = new HostConnection();
  #client: HostClient | undefined;
  #io: EditorIo | undefined;

  readonly #drafts = new DraftsLoader(this, {
    context: () => this.#machine.snapshot?.context,
    send: (event) => this.#machine.send(event),
  });

  #keymap = resolveKeymap().keymap;
  constructor() {
    super();
    new WorkflowWatch(this, {
      current: () => this.#machine.snapshot?.context.data?.workflow,
      read: async (id) => {
        if (!this.#io) throw new EsignError('unavailable', 'the editor has no host');
        return this.#io.readWorkflow(id);
      },
      changed: (workflow) => this.#machine.send({ type: 'workflow.refreshed', workflow }),
    });
    new DialogFocus(this, () => this.main);
  }

  /** Asks the page (`esign-before-save`), then saves. An enabled mapping with errors asks the person first. */
  save(): void {
    const { snapshot } = this.#machine;
    if (!snapshot?.can({ type: 'save.requested' })) return;
    const { context } = snapshot;
    // nothing is saved yet where the person is asked first
    if (isIncomplete(context) || this.#mayBeSaved(context.history?.doc)) this.#machine.send({ type: 'save.requested' });
  }

  undo(): void {
    this.#machine.send({ type: 'undo.requested' });
  }

  redo(): void {
    this.#machine.send({ type: 'redo.requested' });
  }

  /** Shows every problem at its slot, and answers them. */
  validate(): MappingProblem[] {
    this.#machine.send({ type: 'validate.requested' });
    return this.#machine.snapshot?.context.problems ?? [];
  }

  /**
   * Leads to a slot, once the document is there: opens its step, unfolds what is around it, scrolls there and puts the cursor
   * into it. `pointer` is a JSON pointer into the mapping, such as that of a problem; one that no slot has does nothing.
   */
  goTo(pointer: string): void {
    this.#whenReady().then(
      ({ desk }) => desk.reveal(pointer, true),
      // without a document there is no place to lead to
      () => undefined,
    );
  }

  /**
   * Opens the trial run, once the document is there: for a record of the workflow, from the node where it is, or for the one
   * that the editor shows results for. Nothing is created and nobody is told.
   *
   * @throws EsignError `unavailable` where no document comes, `invalid-input` for a record of another workflow.
   */
  async simulate(record?: FormRecord): Promise<void> {
    const { desk } = await this.#whenReady();
    if (record && record.workflowId !== this.exportConfig()?.basic.workflowId) {
      throw new EsignError('invalid-input', 'the record belongs to another workflow');
    }
    desk.simulate(record);
  }

  /** The mapping as it is now, saved or not; undefined while there is none. */
  exportConfig(): SigningMapping | SealUseMapping | undefined {
    return this.#machine.snapshot?.context.history?.doc;
  }

  /** The cases of this mapping as a file, for a server that runs them; undefined while there is no mapping. */
  exportCases(): CaseFile | undefined {
    const mapping = this.exportConfig();
    return mapping && this.#surface?.caseFile(mapping);
  }

  /**
   * Takes a mapping in as one step of undo, once the document is there; that keeps its workflow. One of another workflow is
   * better taken in with `importFrom()`: here the ids of its fields and nodes have to fit.
   *
   * @throws EsignError `invalid-input` with a pointer per fault; `forbidden` while the editor is read only, `unavailable`
   * where no document comes: without a host or a chosen workflow, or when it could not be loaded.
   */
  async importConfig(json: unknown): Promise<void> {
    const surface = await this.#whenReady();
    const mapping = surface.parse(this.kind, json);
    const workflowId = this.#importTarget().basic.workflowId;
    this.#machine.send({ type: 'document.imported', mapping: withBasic(mapping, { workflowId }) });
  }

  /**
   * Takes a mapping of another workflow in as one step of undo: its fields, nodes and exits are looked for in this workflow
   * by id, by name and type, or by their place. `from` is the workflow that the mapping was made for; without it the host
   * is asked. Answers what was found, and what was not: that stays as it was, and becomes a problem.
   *
   * @throws EsignError as `importConfig()`.
   */
  async importFrom(json: unknown, from?: Workflow): Promise<Pick<Transfer, 'matched' | 'missing'>> {
    const surface = await this.#whenReady();
    const mapping = surface.parse(this.kind, json);
    this.#importTarget();
    const transfer = await surface.transfer(
      mapping,
      from,
      this.#client,
      () => this.#machine.snapshot?.context.data?.workflow,
    );
    this.#importTarget();
    this.#machine.send({ type: 'document.imported', mapping: transfer.mapping });
    return { matched: transfer.matched, missing: transfer.missing };
  }

  #keepCases(cases: readonly RecordCase[]): void {
    if (this.cases !== undefined) this.cases = cases;
    emit(this, 'esign-cases-change', { cases: [...cases] });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('workflowId') || changed.has('configId') || changed.has('kind')) this.chosen = '';
    if (changed.has('keymap')) this.#assignKeymap();
    const client = this.#connection.clientOf(this);
    const context = this.#machine.snapshot?.context;
    if (!context) return;
    const { kind } = this;
    const target = this.chosen
      ? { kind, workflowId: this.chosen, configId: '' }
      : { kind, workflowId: this.workflowId, configId: this.configId };
    const assigned = !this.#machine.snapshot?.matches({ document: 'unassigned' });
    const differs = (['kind', 'workflowId', 'configId'] as const).some((key) => target[key] !== context.target[key]);
    if (client && (client !== this.#client || differs || !assigned)) {
      if (client !== this.#client) this.#io = new EditorIo(client);
      this.#client = client;
      this.#machine.send({ type: 'target.assigned', target, readonly: this.#isReadonly });
    } else if (context.readonly !== this.#isReadonly) {
      this.#machine.send({ type: 'readonly.changed', readonly: this.#isReadonly });
    }
    const { snapshot } = this.#machine;
    if (snapshot?.matches({ document: 'ready' })) {
      this.#surface?.rules.update(snapshot.context, this.rules, this.severities);
    }
    this.#surface?.desk.refresh(this.#localize.messages);
    if (this.#machine.snapshot?.hasTag('busy')) this.#internals.states.add('busy');
    else this.#internals.states.delete('busy');
  }

  protected override updated(): void {
    this.#surface?.desk.settle();
  }

  protected override render(): TemplateResult | typeof nothing {
    const snapshot = this.#machine.snapshot;
    if (!snapshot) return nothing;
    const { context } = snapshot;
    const surface = this.#surface;
    const send = (event: MappingEditorEvent): void => this.#send(event);
    if (!surface) {
      if (!snapshot.matches({ document: 'failed' })) return renderLoading(this.#shell.messages.loading);
      return renderMissing(this.#shell.messages, () => send({ type: 'load.retried' }));
    }
    const { messages } = this.#localize;
    if (snapshot.matches({ document: 'failed' })) return surface.renderFailed(messages, snapshot, send);
    if (snapshot.matches({ document: 'choosing' }) && context.data) {
      return surface.renderChoice(
        messages,
        context.data,
        { search: this.search, kind: this.kind },
        {
          search: (text) => {
            this.search = text;
          },
          choose: (id) => {
            this.chosen = id;
          },
        },
      );
    }
    if (!snapshot.matches({ document: 'ready' })) return renderLoading(messages.status.loading);
    return surface.renderReady(messages, snapshot, this.#localize.locale, this.#announcer.render(), send);
  }

  #assignKeymap(): void {
    const { keymap, faults } = resolveKeymap(this.keymap);
    this.#keymap = keymap;
    for (const message of faults) emit(this, 'esign-error', { code: 'invalid-input', message });
  }

  get #isReadonly(): boolean {
    return this.readonly || this.preset === 'auditor';
  }

  /** What comes with the document, as soon as that is there. @throws EsignError where none comes. */
  async #whenReady(): Promise<EditorSurface> {
    await whenReady(this, this.#machine);
    if (!this.#surface) throw new EsignError('unavailable', 'the editor has no document yet');
    return this.#surface;
  }

  /** The document that an import goes into. @throws EsignError where none can. */
  #importTarget(): EditorMapping {
    if (this.#isReadonly) throw new EsignError('forbidden', 'the editor is read only');
    const document = this.exportConfig();
    if (!document) throw new EsignError('unavailable', 'the editor has no document yet');
    return document;
  }

  #announce(event: MappingEditorEmitted): void {
    this.#drafts.handle(event);
    switch (event.type) {
      case 'changed':
        emit(this, 'esign-change', { mapping: event.mapping, command: event.label.key });
        this.#surface?.desk.handleChange(event);
        break;
      case 'draftSettled':
        this.#surface?.desk.handleDraft(event);
        break;
      case 'stepped':
        emit(this, 'esign-step', { step: event.step });
        break;
      case 'checked':
        emit(this, 'esign-problem', { problems: event.problems });
        break;
      case 'left':
        this.chosen = event.workflowId;
        break;
      case 'saving':
        emit(this, 'esign-save', { mapping: event.mapping });
        break;
      case 'saved':
        this.#announcer.say(this.#localize.messages.announce.saved(event.config.version));
        emit(this, 'esign-saved', { config: event.config });
        break;
      case 'failed':
        emit(this, 'esign-error', { code: event.error.code, message: event.error.message });
    }
  }

  /** What is saved switched off is shown to the page as it will be saved; what was merged is saved like anything else. */
  #send(event: MappingEditorEvent): void {
    if (event.type === 'conflict.merged') {
      this.#machine.send(event);
      this.save();
      return;
    }
    const mapping = this.exportConfig();
    if (event.type !== 'save.switchedOff' || this.#mayBeSaved(mapping && switchedOff(mapping))) {
      this.#machine.send(event);
    } else this.#machine.send({ type: 'dialog.closed' });
  }

  #mayBeSaved(mapping: EditorMapping | undefined): boolean {
    return mapping !== undefined && emit(this, 'esign-before-save', { mapping });
  }

  /** What draws and checks a document, and its words; once, unless it did not come. */
  async #loadSurface(): Promise<EditorSurface> {
    try {
      const [{ EditorSurface: Surface }] = await Promise.all([
        import('./editor-surface.js'),
        deskElements.load(),
        this.#localize.load(),
      ]);
      this.#surface ??= new Surface(this, {
        snapshot: () => this.#machine.snapshot,
        send: (event) => this.#send(event),
        say: (text) => this.#announcer.say(text),
        save: () => this.save(),
        mayChange: (change) => mayChange(this, change),
        locale: () => this.#localize.locale,
        records: () => this.records,
        cases: () => this.cases,
        keepCases: (cases) => this.#keepCases(cases),
        synonyms: () => this.synonyms,
        preset: () => this.preset,
        keymap: () => this.#keymap,
        client: () => this.#client,
      });
      return this.#surface;
    } catch (cause) {
      throw new EsignError('network', 'a part of the editor could not be loaded', { cause });
    }
  }

  #createMachine(): typeof mappingEditorMachine {
    const io = (): EditorIo => {
      if (!this.#io) throw new Error('the editor has no host');
      return this.#io;
    };
    return mappingEditorMachine.provide({
      actors: {
        load: fromPromise(async ({ input, signal }) => {
          const surface = this.#loadSurface();
          const data = io()
            .load(input, signal)
            .catch(async (cause: unknown) => {
              // a refusal of the host is told by what draws the editor: where that is late, the person waits for it
              await surface;
              throw cause;
            });
          const [loaded, { check }] = await Promise.all([data, surface]);
          return { ...loaded, check };
        }),
        save: fromPromise(({ input, signal }) => io().save(input, signal)),
        readCurrent: fromPromise(({ input, signal }) => io().readCurrent(input, signal)),
        readOptional: fromPromise(({ input, signal }) => io().readOptional(input, signal)),
        readDrafts: fromPromise(({ input }) => this.#drafts.read(input)),
      },
    });
  }
}

/** Asks the page, which may have rules of its own about who changes what. Undo and redo are not asked about. */
function mayChange(editor: MappingEditor, { command, sentence: { key, params } }: MappingChange): boolean {
  const name =
    key === 'bind' || key === 'bindMany' || key === 'paste' || key === 'pasteMany'
      ? 'esign-before-bind'
      : key === 'unbind' || key === 'remove' || key === 'cut' || key === 'cutMany'
        ? 'esign-before-unbind'
        : 'esign-before-change';
  return emit(editor, name, { command: key, pointer: placeOf(command), params: { ...params } });
}

// declarations keep no import for its effect alone, and a page's listeners need the event map
export type { EsignEventMap } from '../../ui/emit.js';

declare global {
  interface HTMLElementTagNameMap {
    'esign-mapping-editor': MappingEditor;
  }
}
