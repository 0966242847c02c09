import { html, type TemplateResult } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import type { MappingEditorMessages } from '../../i18n/mapping-editor.zh-cn.js';
import { configOf, kindOf } from '../../core/editor-mapping.js';
import type { MappingDraft } from '../../core/draft.js';
import type { Side } from '../../core/merge.js';
import type { MappingEditorContext, MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import { baseOf } from '../../machines/mapping-editor.setup.js';
import type { EditorStep } from '../../schema/dom-events.js';
import type { FormRecord } from '../../schema/form.js';
import type { glyph } from '../../ui/icons.js';
import { prefetch } from '../../ui/idle.js';
import type { KeyAct } from '../../ui/key-table.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import { driftsFor } from '../../ui/problem-fixes.js';
import type { TrialPort } from '../../ui/trial-port.js';
import { offeredDraft } from './editor-offer.js';
import type { EditorSnapshot } from './editor-snapshot.js';

/** What every part of the editor is given; parts ask for changes and never make them. */
export interface PartProps {
  readonly view: MappingView;
  readonly actions: MappingActions;
  readonly snapshot: EditorSnapshot;
  readonly trial: TrialPort;
  /** The case that was asked for. */
  readonly caseAt: number | undefined;
  /** BCP 47, for parts that bring their own words. */
  readonly locale: string;
  readonly client: HostClient | undefined;
  /** The record that the page wants a trial run for; the one of the record bar otherwise. */
  readonly tried: FormRecord | undefined;
  /** Turns the record bar. */
  turnRecord(by: number): void;
  send(event: MappingEditorEvent): void;
  say(text: string): void;
  /** Closes a sheet or the drawer. */
  close(): void;
  /** Closes the sheet, and then does something where the cursor was. */
  leave(act: (desk: PaletteDesk) => void): void;
}

/** What the palette can do with the editor that it was opened over. */
export interface PaletteDesk {
  run(act: KeyAct): void;
  open(part: PartName): void;
  step(step: EditorStep): void;
  /** Opens the flow at a node. */
  node(id: string): void;
}

/**
 * A part that opens in the drawer under the cards, or as a sheet over the editor. `tag` may be undefined as an element
 * until its module was loaded: heavy parts come when they are first opened.
 */
export interface EditorPart {
  readonly place: 'drawer' | 'sheet';
  readonly tag: string;
  readonly icon: Parameters<typeof glyph>[0];
  title(messages: MappingEditorMessages, view: MappingView): string;
  /** Whether the part makes sense now; a part that does not is absent. */
  applies?(view: MappingView): boolean;
  /** Whether what the part shows is still on its way. */
  waits?(view: MappingView): boolean;
  render(props: PartProps): TemplateResult;
}

/** One entry per part; its order is the order of the tabs and of the menu. */
export const editorParts = {
  flow: {
    place: 'drawer',
    tag: 'esign-flow-diagram',
    icon: 'flow',
    title: ({ flow }) => flow.title,
    render: ({ view, actions }) => html`<esign-flow-diagram .view=${view} .actions=${actions}></esign-flow-diagram>`,
  },
  problems: {
    place: 'drawer',
    tag: 'esign-problem-list',
    icon: 'warning',
    title: ({ problemList }, view) => problemList.title(view.problems.length),
    render: ({ view, actions }) => html`<esign-problem-list .view=${view} .actions=${actions}></esign-problem-list>`,
  },
  run: {
    place: 'sheet',
    tag: 'esign-simulation-panel',
    icon: 'run',
    title: ({ toolbar }) => toolbar.run,
    render: ({ view, trial, locale, say, tried, turnRecord }) =>
      html`<esign-simulation-panel
        .view=${view}
        .trial=${trial}
        .record=${tried}
        .turn=${turnRecord}
        .say=${say}
        .locale=${locale}
      ></esign-simulation-panel>`,
  },
  history: {
    place: 'sheet',
    tag: 'esign-history-list',
    icon: 'history',
    title: ({ toolbar }) => toolbar.history,
    render: ({ view, snapshot, locale, send }) =>
      html`<esign-history-list
        .view=${view}
        .history=${snapshot.context.history}
        .jump=${(by: number) => send({ type: 'history.jumped', by })}
        .take=${(at: number) => send({ type: 'branch.taken', at })}
        .locale=${locale}
      ></esign-history-list>`,
  },
  compare: {
    place: 'sheet',
    tag: 'esign-compare-panel',
    icon: 'compare',
    title: ({ toolbar }) => toolbar.compare,
    render: ({ view, actions, snapshot, client, locale, say, turnRecord }) =>
      html`<esign-compare-panel
        .view=${view}
        .turn=${turnRecord}
        .actions=${actions}
        .client=${client}
        .stored=${snapshot.context.stored?.config}
        .draft=${offeredDraft(snapshot.context)}
        .say=${say}
        .locale=${locale}
      ></esign-compare-panel>`,
  },
  document: {
    place: 'sheet',
    tag: 'esign-mapping-sheet',
    icon: 'file',
    title: ({ toolbar }) => toolbar.document,
    render: ({ view, snapshot, locale, say }) =>
      html`<esign-mapping-sheet
        .view=${view}
        .stored=${snapshot.context.stored?.config}
        .dirty=${snapshot.context.dirty}
        .say=${say}
        .locale=${locale}
      ></esign-mapping-sheet>`,
  },
  copy: {
    place: 'sheet',
    tag: 'esign-copy-panel',
    icon: 'copy',
    title: ({ toolbar }) => toolbar.copy,
    applies: ({ editable, workflows }) => editable && workflows.length > 1,
    render: ({ view, actions, client, locale, say, close }) =>
      html`<esign-copy-panel
        .view=${view}
        .actions=${actions}
        .client=${client}
        .say=${say}
        .close=${close}
        .locale=${locale}
      ></esign-copy-panel>`,
  },
  template: {
    place: 'sheet',
    tag: 'esign-template-panel',
    icon: 'copy',
    title: ({ toolbar }) => toolbar.template,
    applies: hasTemplate,
    render: ({ view, actions, client, locale, say, close }) =>
      html`<esign-template-panel
        .view=${view}
        .actions=${actions}
        .client=${client}
        .say=${say}
        .close=${close}
        .locale=${locale}
      ></esign-template-panel>`,
  },
  drift: {
    place: 'sheet',
    tag: 'esign-drift-sheet',
    icon: 'compare',
    title: ({ fixes }) => fixes.driftTitle,
    applies: (view) => driftsFor(view).length > 0,
    render: ({ view, actions, locale, close, say }) =>
      html`<esign-drift-sheet
        .view=${view}
        .actions=${actions}
        .close=${close}
        .say=${say}
        locale=${locale}
      ></esign-drift-sheet>`,
  },
  suggestions: {
    place: 'drawer',
    tag: 'esign-suggestion-tray',
    icon: 'bulb',
    title: ({ suggestions }, view) => suggestions.title(view.suggestions?.length ?? 0),
    applies: (view) => view.editable,
    waits: (view) => view.suggestions === undefined,
    render: ({ view, actions, locale }) =>
      html`<esign-suggestion-tray .view=${view} .actions=${actions} .locale=${locale}></esign-suggestion-tray>`,
  },
  cases: {
    place: 'drawer',
    tag: 'esign-case-list',
    icon: 'check',
    title: ({ record }, { cases }) => record.cases(cases.passed, cases.total),
    render: ({ view, actions, trial, caseAt, locale, say }) =>
      html`<esign-case-list
        .view=${view}
        .actions=${actions}
        .trial=${trial}
        .at=${caseAt}
        .say=${say}
        .locale=${locale}
      ></esign-case-list>`,
  },
  record: {
    place: 'sheet',
    tag: 'esign-record-form',
    icon: 'plus',
    title: ({ record }) => record.add,
    render: ({ view, trial, locale, close, say }) =>
      html`<esign-record-form
        .view=${view}
        .trial=${trial}
        .close=${close}
        .say=${say}
        .locale=${locale}
      ></esign-record-form>`,
  },
  palette: {
    place: 'sheet',
    tag: 'esign-command-palette',
    icon: 'search',
    title: ({ keys }) => keys.palette,
    render: ({ view, actions, snapshot, locale, leave }) =>
      html`<esign-command-palette
        .view=${view}
        .actions=${actions}
        .can=${(event: MappingEditorEvent) => snapshot.can(event)}
        .leave=${leave}
        .locale=${locale}
      ></esign-command-palette>`,
  },
  shortcuts: {
    place: 'sheet',
    tag: 'esign-shortcut-list',
    icon: 'fields',
    title: ({ keys }) => keys.shortcuts,
    render: ({ view, locale }) => html`<esign-shortcut-list .view=${view} .locale=${locale}></esign-shortcut-list>`,
  },
} satisfies Record<string, EditorPart>;

export type PartName = keyof typeof editorParts;

/** Whether a new configuration can start from that of another workflow. */
export function hasTemplate({ editable, stored, workflows, workflow, mapping }: MappingView): boolean {
  const kind = kindOf(mapping);
  return editable && !stored && workflows.some((other) => other.id !== workflow.id && configOf(other, kind) !== null);
}

/** The parts of one place, in order. */
export function partsOf(place: EditorPart['place'], view: MappingView): [PartName, EditorPart][] {
  const entries = Object.entries(editorParts) as [PartName, EditorPart][];
  return entries.filter(([, part]) => part.place === place && (part.applies?.(view) ?? true));
}

/** The choice of what is kept of either side of a conflict. */
export function renderMergePanel(
  view: MappingView,
  context: MappingEditorContext,
  send: (event: MappingEditorEvent) => void,
): TemplateResult {
  return html`<esign-merge-panel
    .view=${view}
    .base=${baseOf(context)}
    .theirs=${context.theirs?.config.mapping}
    .merge=${(choices: Readonly<Record<string, Side>>) => send({ type: 'conflict.merged', choices })}
    .locale=${view.locale}
  ></esign-merge-panel>`;
}

/** The choice of what is kept of a draft that began with another version. */
export function renderRestorePanel(
  view: MappingView,
  draft: MappingDraft,
  send: (event: MappingEditorEvent) => void,
): TemplateResult {
  return html`<esign-merge-panel
    .view=${view}
    .base=${draft.base.mapping}
    .mine=${draft.mapping}
    .theirs=${view.mapping}
    .merge=${(choices: Readonly<Record<string, Side>>) => send({ type: 'draft.merged', choices })}
    .locale=${view.locale}
  ></esign-merge-panel>`;
}

/** How the modules of lazy parts are loaded, by tag; `src/define` fills it, because it alone registers elements. */
export const partLoaders = new Map<string, () => Promise<unknown>>();

function renderWaiting({ messages: { status } }: MappingView): TemplateResult {
  return html`<div class="state" role="status"><span class="spinner"></span>${status.partLoading}</div>`;
}

/** Draws a part, or says that it is on its way, or that it did not come. */
export class PartRenderer {
  readonly #requestUpdate: () => void;
  readonly #failed = new Set<string>();
  readonly #loading = new Set<string>();
  #prefetched = false;

  constructor(requestUpdate: () => void) {
    this.#requestUpdate = requestUpdate;
  }

  /** Whether something that is shown is still on its way. */
  get isLoading(): boolean {
    return this.#loading.size > 0;
  }

  /** Fetches what was not opened yet, so that nobody waits for it later. */
  prefetch(): void {
    if (this.#prefetched) return;
    this.#prefetched = true;
    prefetch(partLoaders.values());
  }

  render(name: PartName, props: PartProps): TemplateResult {
    const part: EditorPart = editorParts[name];
    return this.renderLoaded(part.tag, props.view, () =>
      part.waits?.(props.view) ? renderWaiting(props.view) : part.render(props),
    );
  }

  /** Draws with an element that may have to be loaded first. */
  renderLoaded(tag: string, view: MappingView, draw: () => TemplateResult): TemplateResult {
    const { status } = view.messages;
    if (customElements.get(tag)) return draw();
    if (this.#failed.has(tag)) {
      return html`<div class="state" role="alert">
        <p>${status.partFailed}</p>
        <button class="button" type="button" @click=${() => this.#load(tag)}>${status.retry}</button>
      </div>`;
    }
    if (!this.#loading.has(tag)) this.#load(tag);
    return renderWaiting(view);
  }

  #load(tag: string): void {
    this.#failed.delete(tag);
    this.#loading.add(tag);
    const loaded = partLoaders.get(tag)?.() ?? Promise.reject(new Error(`nobody defines ${tag}`));
    void loaded
      .catch(() => this.#failed.add(tag))
      .finally(() => {
        this.#loading.delete(tag);
        this.#requestUpdate();
      });
  }
}
