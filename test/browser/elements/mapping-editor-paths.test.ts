import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import {
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  type SnapshotFrom,
} from 'xstate';

import '../../../src/define/mapping-editor.js';
import { checkMapping } from '../../../src/core/checks.js';
import { EsignError } from '../../../src/core/errors.js';
import { EditorIo } from '../../../src/elements/mapping-editor/editor-io.js';
import type { MappingEditor } from '../../../src/elements/mapping-editor/mapping-editor.js';
import { mappingEditorMachine, type MappingEditorEvent } from '../../../src/machines/mapping-editor.machine.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aFieldRef, aMapping, aWorkflow } from '../../support/builders.js';
import { FakeEditorHost } from '../../support/browser-fake-host.js';
import { GatedEditorHost } from '../../support/gated-editor-host.js';
import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { waitUntil } from '../harness/wait.js';

/*
 * Model-based: the paths are those of the machine itself, found by a search through its states; a person's hands then
 * walk each of them in the real element, and what is seen must be what the machine says. Every transition between two
 * states of the document is walked, and every state of binding and picking.
 */

type Snapshot = SnapshotFrom<typeof mappingEditorMachine>;
type ModelEvent = MappingEditorEvent | { readonly type: string; readonly [key: string]: unknown };

const WORKFLOW = 'wf-purchase-contract';
const OTHER = 'wf-other';
const RENAMED = '另一个名称';
const PICKED = '/flow/createAt';

/** Switched off, so that nothing stands in the way of saving. */
const complete = aMapping({ basic: { enabled: false } });
/** Enabled, but without a subject. */
const lacking = aMapping({ required: { subject: null } });

const workflows = [aWorkflow(), aWorkflow({ id: OTHER, name: '另一个流程' })];
const document = '0.mappingEditor.document';
const done = (state: string, output: unknown): ModelEvent => ({
  type: `xstate.done.actor.${document}.${state}`,
  output,
  actorId: `${document}.${state}`,
});
const failed = (state: string, code: 'network' | 'stale-version'): ModelEvent => ({
  type: `xstate.error.actor.${document}.${state}`,
  error: new EsignError(code, code),
  actorId: `${document}.${state}`,
});

/** What the element reads when the host has this. */
async function read(stored: SigningMapping | null, workflowId: string): Promise<unknown> {
  const host = new FakeEditorHost(workflows);
  if (stored) host.storeAs('管理员', stored);
  const target = { kind: 'signing' as const, workflowId, configId: '' };
  return { ...(await new EditorIo(host.client).load(target, new AbortController().signal)), check: checkMapping };
}

const versionOf = (mapping: SigningMapping, version: number): unknown => ({
  config: { id: 'config-1', version, updatedAt: '2026-11-20T08:00:00.000Z', updatedBy: '管理员', mapping },
  etag: `"${version}"`,
});

interface Loads {
  readonly complete: ModelEvent;
  readonly lacking: ModelEvent;
  readonly fresh: ModelEvent;
  readonly choosing: ModelEvent;
}

/** What can happen in a state: to the host, or by a person. */
function eventsOf(snapshot: Snapshot, loads: Loads): ModelEvent[] {
  const at = (state: string): boolean => stateOf(snapshot).document === state;
  if (at('unassigned')) {
    return [
      { type: 'target.assigned', target: { kind: 'signing', workflowId: WORKFLOW, configId: '' }, readonly: false },
    ];
  }
  if (at('loading')) return [loads.complete, loads.lacking, loads.fresh, loads.choosing, failed('loading', 'network')];
  if (at('failed')) return [{ type: 'load.retried' }];
  if (at('leaving')) return [{ type: 'dialog.closed' }];
  if (at('incomplete')) return [{ type: 'save.switchedOff' }, { type: 'dialog.closed' }];
  if (at('saving')) {
    const { history } = snapshot.context;
    return [
      done('ready.saving', versionOf(history!.doc as SigningMapping, 2)),
      failed('ready.saving', 'network'),
      failed('ready.saving', 'stale-version'),
    ];
  }
  if (at('comparing')) return [done('ready.comparing', versionOf(theirs, 2)), failed('ready.comparing', 'network')];
  if (at('conflicted')) {
    return [
      { type: 'conflict.theirsTaken' },
      { type: 'conflict.mineKept' },
      { type: 'conflict.merged', choices: {} },
      { type: 'dialog.closed' },
    ];
  }
  if (!at('clean') && !at('dirty')) return [];
  const { binding, picking } = stateOf(snapshot);
  if (binding !== 'idle') return [{ type: 'binding.ended' }];
  if (picking) return [{ type: 'pick.ended' }];
  const edits: ModelEvent[] = [
    { type: 'change.requested', change: rename },
    { type: 'undo.requested' },
    { type: 'redo.requested' },
    { type: 'save.requested' },
  ];
  // only a document that was never stored may go to another workflow; one without changes is left without a question
  if (at('dirty') && snapshot.context.stored) return edits;
  if (at('dirty')) return [...edits, { type: 'workflow.requested', workflowId: OTHER }];
  return [
    ...edits,
    { type: 'field.armed', field: aFieldRef('f-title') },
    { type: 'slot.armed', pointer: '/required/subject' },
    { type: 'drag.started', field: aFieldRef('f-title') },
    { type: 'pick.started', pointer: PICKED },
  ];
}

const rename = {
  command: { type: 'set' as const, pointer: '/basic/name', value: RENAMED },
  sentence: { key: 'set', params: {} },
};

/** What somebody else stored in the meantime. */
const theirs = aMapping({ basic: { enabled: false }, optional: { scene: '他人的场景' } } as never);

interface Seen {
  readonly document: string;
  readonly binding: 'idle' | 'armed' | 'dragging';
  readonly picking: boolean;
}

function stateOf({ value }: Snapshot): Seen {
  const {
    document: state,
    binding,
    nodePick,
  } = value as {
    document: string | { ready: string | { editing: string } };
    binding: Seen['binding'];
    nodePick: 'on' | 'off';
  };
  const ready = typeof state === 'string' ? state : state.ready;
  return { document: typeof ready === 'string' ? ready : ready.editing, binding, picking: nodePick === 'on' };
}

const nameOf = (snapshot: Snapshot): string =>
  JSON.stringify([
    snapshot.value,
    snapshot.context.dirty,
    snapshot.context.history?.doc.basic.enabled,
    snapshot.context.stored !== undefined,
  ]);

interface Path {
  readonly name: string;
  readonly events: readonly ModelEvent[];
  /** What must be seen after each event. */
  readonly seen: readonly Seen[];
}

/** One path over every transition of the model, without those that another path begins with. */
function findPaths(loads: Loads): Path[] {
  // the search knows machines by their base type only
  const machine = mappingEditorMachine as unknown as AnyStateMachine;
  const options = {
    events: (snapshot: AnyMachineSnapshot) => eventsOf(snapshot as Snapshot, loads),
    serializeState: (snapshot: AnyMachineSnapshot) => nameOf(snapshot as Snapshot),
    serializeEvent: (event: EventObject) => labelOf(event, loads),
    limit: 5000,
  };
  const leads = new Map(
    getShortestPaths(machine, options).map(({ state, steps }) => [nameOf(state as Snapshot), steps] as const),
  );
  const found: ModelEvent[][] = [];
  const states = Object.values(getAdjacencyMap(machine, options)) as {
    state: unknown;
    transitions: Record<string, { event: unknown; state: unknown }>;
  }[];
  for (const { state, transitions } of states) {
    const lead = leads.get(nameOf(state as Snapshot))?.map(({ event }) => event as ModelEvent) ?? [];
    const before = lead.filter(({ type }) => type !== 'xstate.init');
    for (const { event, state: next } of Object.values(transitions)) {
      if (nameOf(next as Snapshot) !== nameOf(state as Snapshot)) found.push([...before, event as ModelEvent]);
    }
  }
  const named = found.map((events) => ({
    name: events.map((event) => labelOf(event, loads)).join(' → '),
    events,
    seen: statesAlong(events),
  }));
  return named.filter(({ name }) => !named.some((other) => other.name.startsWith(`${name} → `)));
}

function statesAlong(events: readonly ModelEvent[]): Seen[] {
  let [snapshot] = initialTransition(mappingEditorMachine);
  return events.map((event) => {
    [snapshot] = transition(mappingEditorMachine, snapshot, event as MappingEditorEvent);
    // the element asks the page, as for every save, and then saves what was merged
    if (event.type === 'conflict.merged') {
      [snapshot] = transition(mappingEditorMachine, snapshot, { type: 'save.requested' });
    }
    return stateOf(snapshot);
  });
}

function labelOf(event: { readonly type: string }, loads?: Loads): string {
  const short = event.type.replace(`${document}.`, '').replace('xstate.', '').replace('actor.', '');
  if (event === loads?.complete) return `${short} (complete)`;
  if (event === loads?.lacking) return `${short} (lacking)`;
  if (event === loads?.fresh) return `${short} (new)`;
  if (event === loads?.choosing) return `${short} (no workflow)`;
  const { error } = event as { error?: unknown };
  return error instanceof EsignError ? `${short} (${error.code})` : short;
}

/** The hands and eyes of a person in front of the real element. */
class Walk {
  readonly host = new GatedEditorHost(workflows);
  readonly #loads: Loads;
  readonly #path: Path;
  #harness: MappingEditorHarness | undefined;
  #pressed = false;

  constructor(path: Path, loads: Loads) {
    this.#path = path;
    this.#loads = loads;
  }

  get editor(): MappingEditorHarness {
    if (!this.#harness) throw new Error('the editor is not there yet');
    return this.#harness;
  }

  async follow(): Promise<void> {
    for (const [index, event] of this.#path.events.entries()) {
      const label = labelOf(event, this.#loads);
      await this.#act(label);
      const expected = JSON.stringify(this.#path.seen[index]);
      await waitUntil(() => JSON.stringify(this.see()) === expected, '').catch(() =>
        expect(JSON.stringify(this.see()), `after ${label}`).to.equal(expected),
      );
    }
  }

  /** What state a person takes it for, from the screen; two kinds of waiting differ in what the host is asked. */
  see(): Seen {
    const { editor } = this;
    return { document: this.#document(), binding: this.#binding(), picking: editor.find('.card.picking') !== null };
  }

  #binding(): Seen['binding'] {
    const { editor } = this;
    if (editor.find('.pill')?.matches(':popover-open') === true) return 'dragging';
    return (editor.find('.place') ?? editor.find('.card.waiting')) ? 'armed' : 'idle';
  }

  #document(): string {
    const { editor, host } = this;
    if (editor.find('.choice')) return 'choosing';
    if (editor.find('.state[role="alert"]')) return 'failed';
    if (!editor.find('.editor')) return host.waitsFor === 'load' ? 'loading' : 'unassigned';
    if (editor.find('dialog[open] .merge')) return 'conflicted';
    const dialog = editor.find('dialog[open] h2')?.textContent;
    if (dialog === '配置还不完整') return 'incomplete';
    if (dialog === '有未保存的修改') return 'leaving';
    if (editor.get('.save').textContent?.trim() === '正在保存…')
      return host.waitsFor === 'compare' ? 'comparing' : 'saving';
    return editor.find('.saved.dirty') ? 'dirty' : 'clean';
  }

  async #act(label: string): Promise<void> {
    const { host } = this;
    const acts: Record<string, () => Promise<void> | void> = {
      'target.assigned': () => this.#mount(),
      'done.loading (complete)': () => this.#load(complete),
      'done.loading (lacking)': () => this.#load(lacking),
      'done.loading (new)': () => host.open(),
      'done.loading (no workflow)': () => host.open(),
      'error.loading (network)': () => host.fail('network'),
      'load.retried': () => this.editor.click('重新读取'),
      'change.requested': () => this.#rename(),
      'undo.requested': () => this.#press('撤销'),
      'redo.requested': () => this.#press('重做'),
      'save.requested': () => this.editor.get('.save').click(),
      'save.switchedOff': () => this.editor.click('停用并保存'),
      'dialog.closed': () => this.editor.press('Escape'),
      'workflow.requested': () => this.#openOther(),
      'done.ready.saving': () => host.open(),
      'error.ready.saving (network)': () => host.fail('network'),
      'error.ready.saving (stale-version)': () => {
        host.storeAs('李敏', theirs);
        host.open();
      },
      'done.ready.comparing': () => host.open(),
      'error.ready.comparing (network)': () => host.fail('network'),
      'conflict.theirsTaken': () => this.#choose(0),
      'conflict.mineKept': () => this.#choose(1),
      'conflict.merged': () => this.#merge(),
      'field.armed': () => this.#arm(),
      'slot.armed': () => this.#armSlot(),
      'drag.started': () => this.#drag(),
      'binding.ended': () => this.editor.press('Escape'),
      'pick.started': () => this.#pick(),
      'pick.ended': () => this.editor.press('Escape'),
    };
    const act = acts[label];
    if (!act) throw new Error(`nobody knows how to do ${label}`);
    await act();
  }

  async #mount(): Promise<void> {
    const choosing = this.#path.events.includes(this.#loads.choosing);
    const element = await fixture<MappingEditor>(
      html`<esign-mapping-editor
        workflow-id=${choosing ? '' : WORKFLOW}
        locale="zh-CN"
        theme="light"
        .host=${this.host.client}
      ></esign-mapping-editor>`,
    );
    this.#harness = new MappingEditorHarness(element, this.host);
    await waitUntil(() => this.host.waitsFor === 'load', 'the host is asked');
  }

  #load(mapping: SigningMapping): void {
    this.host.storeAs('管理员', mapping);
    this.host.open();
  }

  async #rename(): Promise<void> {
    await this.editor.openStep('basic');
    const input = this.editor.inCard('/basic/name', 'input') as HTMLInputElement;
    input.focus();
    input.select();
    await sendKeys({ type: RENAMED });
    await this.editor.settle();
  }

  #press(label: string): void {
    const buttons = [...this.editor.root.querySelectorAll<HTMLButtonElement>('.toolbar button')];
    buttons.find((button) => button.ariaLabel?.startsWith(label))?.click();
  }

  async #openOther(): Promise<void> {
    await this.editor.openStep('basic');
    const select = this.editor.inCard('/basic/workflowId', 'select') as HTMLSelectElement;
    select.value = OTHER;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #choose(index: number): void {
    this.editor.root.querySelectorAll<HTMLElement>('dialog .option')[index]?.click();
  }

  async #merge(): Promise<void> {
    const panel = await this.editor.until('esign-merge-panel');
    await waitUntil(() => panel.shadowRoot?.querySelector('.primary'), 'the merge can be saved');
    panel.shadowRoot!.querySelector<HTMLElement>('.primary')!.click();
  }

  async #arm(): Promise<void> {
    await this.editor.openStep('required');
    const box = this.editor.row('合同名称').getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(box.x + 40), Math.round(box.y + box.height / 2)] });
  }

  async #armSlot(): Promise<void> {
    await this.editor.openStep('required');
    this.editor.inCard('/required/subject', '.find').focus();
    await this.editor.press('Enter');
  }

  async #drag(): Promise<void> {
    const box = this.editor.row('合同名称').getBoundingClientRect();
    const [x, y] = [Math.round(box.x + 40), Math.round(box.y + box.height / 2)];
    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    this.#pressed = true;
    await sendMouse({ type: 'move', position: [x - 30, y] });
    await this.editor.settle();
  }

  async #pick(): Promise<void> {
    await this.editor.openStep('flow');
    const button = this.editor.inCard(PICKED, '.control button[aria-pressed]');
    button.focus();
    await this.editor.press('Enter');
  }

  /** The pointer is let go, if the path left it pressed. */
  async end(): Promise<void> {
    if (this.#pressed) await sendMouse({ type: 'up' });
  }
}

const loads: Loads = {
  complete: done('loading', await read(complete, WORKFLOW)),
  lacking: done('loading', await read(lacking, WORKFLOW)),
  fresh: done('loading', await read(null, WORKFLOW)),
  choosing: done('loading', await read(null, '')),
};
const paths = findPaths(loads);

describe('mapping editor: every path of its machine, walked in the real element', () => {
  before(() => setViewport({ width: 1440, height: 900 }));

  it('has every state of the document, of binding and of picking on some path', () => {
    const seen = paths.flatMap(({ seen: states }) => states);
    expect([...new Set(seen.map((state) => state.document))].sort()).to.deep.equal([
      'choosing',
      'clean',
      'comparing',
      'conflicted',
      'dirty',
      'failed',
      'incomplete',
      'leaving',
      'loading',
      'saving',
    ]);
    expect([...new Set(seen.map(({ binding }) => binding))].sort()).to.deep.equal(['armed', 'dragging', 'idle']);
    expect([...new Set(seen.map(({ picking }) => picking))].sort()).to.deep.equal([false, true]);
  });

  for (const path of paths) {
    it(path.name, async () => {
      const walk = new Walk(path, loads);
      try {
        await walk.follow();
      } finally {
        await walk.end();
      }
    });
  }
});
