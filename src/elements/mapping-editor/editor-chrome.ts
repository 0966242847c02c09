import { html, nothing, type TemplateResult } from 'lit';
import type { HistoryLabel } from '../../core/history.js';
import type { MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { EditorStep } from '../../schema/dom-events.js';
import type { ErrorCode } from '../../schema/problem.js';
import { pillWords } from '../../ui/drop-words.js';
import { glyph } from '../../ui/icons.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import type { Region } from './editor-layout.js';
import { hasTemplate, partsOf, type PartName } from './editor-parts.js';
import type { EditorSnapshot } from './editor-snapshot.js';
import { renderRecordBar, type RecordBarPort } from './record-bar.js';
import { errorCount } from './editor-view.js';

/** What the frame around the cards shows of itself, and what it asks for. */
export interface ChromePort {
  readonly drawer: PartName | null;
  readonly fieldsOpen: boolean;
  toggleDrawer(name: PartName): void;
  readonly records: RecordBarPort;
  /** Opens a part, in the drawer or as a sheet. */
  open(name: PartName): void;
  toggleFields(open: boolean): void;
  /** The edge of a region, to change its size. */
  edge(region: Region): TemplateResult;
  send(event: MappingEditorEvent): void;
  save(): void;
  sentence(label: HistoryLabel): string;
}

/** Name and state of the document, problems, undo, redo and saving. */
export function renderToolbar(view: MappingView, snapshot: EditorSnapshot, port: ChromePort): TemplateResult {
  const { toolbar } = view.messages;
  const { stored, dirty, history } = snapshot.context;
  const errors = errorCount(view);
  const warnings = view.problems.filter((problem) => problem.severity === 'warning').length;
  const [last, next] = [history?.undo.at(-1), history?.redo.at(-1)];
  const can = (event: MappingEditorEvent): boolean => snapshot.can(event);
  return html`<div class="toolbar" role="toolbar" aria-label=${toolbar.label}>
    <slot name="toolbar-start"></slot>
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
      aria-expanded=${port.drawer === 'problems'}
      @click=${() => port.toggleDrawer('problems')}
    >
      ${
        errors + warnings > 0
          ? html`<span class="badge ${errors > 0 ? '' : 'warning'}">${toolbar.problems(errors, warnings)}</span>`
          : html`<span class="badge success">${toolbar.noProblems}</span>`
      }
    </button>
    ${renderCaseBadge(view, port)}
    <span class="grow"></span>
    <button
      class="button quiet small only-narrow"
      type="button"
      aria-expanded=${port.fieldsOpen}
      @click=${() => port.toggleFields(!port.fieldsOpen)}
    >
      ${glyph('fields')}<span class="label">${toolbar.fields}</span>
    </button>
    <slot name="toolbar-end"></slot>
    <button
      class="button quiet small only-wide run"
      type="button"
      aria-keyshortcuts=${view.keymap.aria('run') ?? nothing}
      title=${view.keymap.hint(toolbar.run, 'run')}
      @click=${() => port.open('run')}
    >
      ${glyph('run')}${toolbar.run}
    </button>
    ${renderMenu(view, port)}
    ${
      view.editable
        ? html`<button
              class="button quiet icon"
              type="button"
              aria-label=${last ? toolbar.undoOf(port.sentence(last.label)) : toolbar.undo}
              aria-keyshortcuts=${view.keymap.aria('undo') ?? nothing}
              title=${view.keymap.hint(last ? toolbar.undoOf(port.sentence(last.label)) : toolbar.undo, 'undo')}
              ?disabled=${!can({ type: 'undo.requested' })}
              @click=${() => port.send({ type: 'undo.requested' })}
            >
              ${glyph('undo')}
            </button>
            <button
              class="button quiet icon"
              type="button"
              aria-label=${next ? toolbar.redoOf(port.sentence(next.label)) : toolbar.redo}
              aria-keyshortcuts=${view.keymap.aria('redo') ?? nothing}
              title=${view.keymap.hint(next ? toolbar.redoOf(port.sentence(next.label)) : toolbar.redo, 'redo')}
              ?disabled=${!can({ type: 'redo.requested' })}
              @click=${() => port.send({ type: 'redo.requested' })}
            >
              ${glyph('redo')}
            </button>
            <span class="divider"></span>
            ${renderSave(view, snapshot, port)}`
        : nothing
    }
  </div>`;
}

/** Stands at the end of the tool bar, and where there is little room at the end of the bar below, where a thumb reaches it. */
function renderSave(view: MappingView, snapshot: EditorSnapshot, port: ChromePort): TemplateResult {
  const { toolbar } = view.messages;
  return html`<button
    class="button primary save"
    type="button"
    aria-keyshortcuts=${view.keymap.aria('save') ?? nothing}
    title=${view.keymap.hint(toolbar.save, 'save')}
    aria-disabled=${!snapshot.can({ type: 'save.requested' })}
    @click=${() => port.save()}
  >
    ${snapshot.hasTag('busy') ? toolbar.saving : toolbar.save}
  </button>`;
}

/** The parts under the cards: the flow, the problems and what else has a tab. */
export function renderDrawer(
  view: MappingView,
  snapshot: EditorSnapshot,
  port: ChromePort,
  content: TemplateResult | typeof nothing,
  toast: TemplateResult | typeof nothing,
): TemplateResult {
  const { drawer } = view.messages;
  const open = port.drawer;
  return html`<section class="drawer" aria-label=${drawer.label}>
    <nav>
      <div class="parts">
        ${partsOf('drawer', view).map(
          ([name, part]) =>
            html`<button
              class="button quiet small"
              type="button"
              data-part=${name}
              aria-expanded=${open === name}
              @click=${() => port.toggleDrawer(name)}
            >
              ${glyph(part.icon)}${part.title(view.messages, view)}
            </button>`,
        )}
        ${renderRecordBar(view, port.records)}
      </div>
      <button
        class="button quiet small icon icon-end"
        type="button"
        aria-label=${open ? drawer.close : drawer.open}
        @click=${() => port.toggleDrawer(open ?? 'flow')}
      >
        ${glyph(open ? 'down' : 'up')}
      </button>
      ${view.editable ? renderSave(view, snapshot, port) : nothing}
    </nav>
    ${open ? html`<div class="content" data-open=${open}>${content}</div>` : nothing}
    ${open ? port.edge('drawer') : nothing} ${toast}
  </section>`;
}

/** How many cases still hold; absent while there are none. */
function renderCaseBadge({ cases, messages }: MappingView, port: ChromePort): TemplateResult | typeof nothing {
  const { total, passed } = cases;
  if (total === 0) return nothing;
  const look = passed === undefined ? '' : passed === total ? 'success' : 'warning';
  return html`<button
    class="button quiet small cases"
    type="button"
    aria-expanded=${port.drawer === 'cases'}
    @click=${() => port.toggleDrawer('cases')}
  >
    <span class="badge ${look}">${messages.record.cases(passed, total)}</span>
  </button>`;
}

/** The menu of what opens over the editor; absent while there is nothing to open. */
function renderMenu(view: MappingView, port: ChromePort): TemplateResult | typeof nothing {
  const parts = partsOf('sheet', view);
  if (parts.length === 0) return nothing;
  const { toolbar } = view.messages;
  return html`<button
      id="menu-button"
      class="button quiet icon menu-button"
      type="button"
      aria-label=${toolbar.more}
      title=${toolbar.more}
      aria-haspopup="menu"
      popovertarget="menu"
    >
      ${glyph('more')}
    </button>
    <div
      id="menu"
      class="menu"
      popover
      role="menu"
      aria-label=${toolbar.more}
      @keydown=${handleMenuKey}
      @toggle=${focusMenu}
    >
      ${parts.map(
        ([name, part]) =>
          html`<button
            class="menu-item"
            type="button"
            role="menuitem"
            data-part=${name}
            popovertarget="menu"
            popovertargetaction="hide"
            @click=${() => port.open(name)}
          >
            ${glyph(part.icon)}${part.title(view.messages, view)}
          </button>`,
      )}
    </div>`;
}

function focusMenu(event: ToggleEvent): void {
  if (event.newState === 'open') (event.currentTarget as HTMLElement).querySelector('button')?.focus();
}

function handleMenuKey(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
  const at = items.indexOf(event.target as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(to % items.length)?.focus();
}

/** What the host refused while a person edits; the document is still there. */
export function renderNotice(
  view: MappingView,
  snapshot: EditorSnapshot,
  errors: Record<ErrorCode, string>,
  port: ChromePort,
  more: TemplateResult | typeof nothing,
): TemplateResult {
  const { messages } = view;
  const { error } = snapshot.context;
  return html`<div class="notices">
    ${more}
    ${
      error && snapshot.hasTag('editable')
        ? html`<div class="notice danger" role="alert">
            <span>${errors[error.code]}</span>
            <button class="button small" type="button" @click=${() => port.send({ type: 'dialog.closed' })}>
              ${messages.status.dismiss}
            </button>
          </div>`
        : nothing
    }
    ${
      hasTemplate(view) && snapshot.context.history?.undo.length === 0
        ? html`<div class="notice">
            <span>${messages.toolbar.templateOffer}</span>
            <button class="button small" type="button" data-offer @click=${() => port.open('template')}>
              ${messages.toolbar.template}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

/** To the step before and to the next one. */
export function renderPager(view: MappingView, step: EditorStep, open: (step: EditorStep) => void): TemplateResult {
  const { messages } = view;
  const { steps } = view;
  const at = steps.indexOf(step);
  const [before, after] = [steps[at - 1], steps[at + 1]];
  return html`<div class="pager">
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
  </div>`;
}

/** The fields of the form beside the cards, or over them where there is little room. */
export function renderFields(
  view: MappingView,
  actions: MappingActions,
  usage: ReadonlyMap<string, number>,
  port: ChromePort,
): TemplateResult {
  const { messages } = view;
  return html`<aside class="fields ${port.fieldsOpen ? 'open' : ''}" aria-label=${messages.tree.label}>
    <header>
      ${messages.tree.label}
      <button
        class="button quiet icon"
        type="button"
        aria-label=${messages.tree.close}
        @click=${() => port.toggleFields(false)}
      >
        ${glyph('close')}
      </button>
    </header>
    <esign-field-tree .view=${view} .actions=${actions} .usage=${usage}></esign-field-tree>
    ${port.edge('fields')}
  </aside>`;
}

/** What is under the pointer while a field is dragged: the field, and what letting go would do. */
export function renderPill(view: MappingView): TemplateResult {
  const { name, drop } = pillWords(view);
  return html`<div class="pill" popover="manual">
    ${name}${drop ? html`<span class="drop ${drop.fits ? '' : 'no'}">${drop.text}</span>` : nothing}
  </div>`;
}
