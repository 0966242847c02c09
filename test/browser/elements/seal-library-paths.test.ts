import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { AnyMachineSnapshot, AnyStateMachine, EventObject, SnapshotFrom } from 'xstate';

import '../../../src/define/seal-library.js';
import type { SealLibraryHost } from '../../../src/api/seal-library-host.js';
import { EsignError } from '../../../src/core/errors.js';
import type { SealLibrary } from '../../../src/elements/seal-library/seal-library.js';
import { sealLibraryMachine } from '../../../src/machines/seal-library.machine.js';
import type { ErrorCode } from '../../../src/schema/problem.js';
import type { LibrarySeal, SealLibraryPage } from '../../../src/schema/seal-library.js';
import { Gates } from '../../support/gates.js';
import { findPaths, type Path } from '../harness/model-paths.js';
import { waitUntil } from '../harness/wait.js';

/*
 * Model-based: the paths are those of the machine itself, found by a search through its states; a person's hands then
 * walk each of them in the real element, and what is seen must be what the machine says.
 */

type Snapshot = SnapshotFrom<typeof sealLibraryMachine>;
type ModelEvent = EventObject & { readonly [key: string]: unknown };

const SEAL: LibrarySeal = {
  ...{ id: '1', kind: 'electronic', name: '公章', owner: '上海远景信息技术有限公司', state: 'usable', purpose: null },
  ...{ imageUrl: null, widthMm: 42, heightMm: 42, createdAt: null },
};
const PAGE: SealLibraryPage = {
  ...{ items: [SEAL], nextCursor: null, bindingName: '内置签署', organization: '上海远景信息技术有限公司' },
  ...{ isSynced: true, lastSyncedAt: null, canSync: true, designBar: null, holderKinds: ['me', 'people', 'everyone'] },
};
const key = { key: 'k' };

const done = (state: string, output: unknown): ModelEvent => ({
  type: `xstate.done.actor.0.sealLibrary.${state}`,
  output,
});
const failed = (state: string, code: ErrorCode): ModelEvent => ({
  type: `xstate.error.actor.0.sealLibrary.${state}`,
  error: new EsignError(code, code),
});

/** What can happen in a state: to the host, or by a person. */
function eventsOf(snapshot: AnyMachineSnapshot): ModelEvent[] {
  const { draft } = (snapshot as Snapshot).context;
  switch (seenOf(snapshot)) {
    case 'unassigned':
      return [{ type: 'binding.assigned', bindingId: 'bind-1' }];
    case 'loading':
      return [
        done('loading', PAGE),
        failed('loading', 'forbidden'),
        failed('loading', 'network'),
        failed('loading', 'provider-failed'),
      ];
    case 'forbidden':
    case 'offline':
    case 'failed':
      return [{ type: 'refresh.requested' }];
    case 'list':
      return [{ type: 'refresh.requested' }, { type: 'sync.requested', ...key }, { type: 'design.opened' }];
    case 'refreshing':
      return [done('refreshing', PAGE), failed('refreshing', 'network')];
    case 'syncing':
      return [done('syncing', undefined), failed('syncing', 'provider-failed')];
    case 'designing':
      return [
        { type: 'close.requested' },
        ...(draft?.design.name === '' && draft.future.length === 0
          ? [{ type: 'design.changed', edit: { field: 'name', value: '公章' } }]
          : []),
        ...(draft?.past.length ? [{ type: 'undo.requested' }] : []),
        ...(draft?.future.length ? [{ type: 'redo.requested' }] : []),
        ...(draft?.design.name ? [{ type: 'save.requested', ...key }] : []),
      ];
    case 'leaving':
      return [{ type: 'leave.confirmed' }, { type: 'leave.declined' }];
    case 'saving':
      return [done('saving', SEAL), failed('saving', 'network')];
    default:
      return [];
  }
}

function seenOf(snapshot: AnyMachineSnapshot): string {
  return String(snapshot.value);
}

function nameOf(snapshot: AnyMachineSnapshot): string {
  const { draft, error } = (snapshot as Snapshot).context;
  return JSON.stringify([seenOf(snapshot), error?.code, draft?.design.name, draft?.past.length, draft?.future.length]);
}

function labelOf(event: EventObject): string {
  const short = event.type.replace('xstate.', '').replace('actor.0.sealLibrary.', '');
  const { error } = event as ModelEvent;
  return error instanceof EsignError ? `${short} (${error.code})` : short;
}

/** The hands and eyes of a person in front of the real element. */
class Walk {
  readonly #gates = new Gates<'load' | 'sync' | 'design'>();
  readonly #path: Path<ModelEvent>;
  #element: SealLibrary | undefined;

  constructor(path: Path<ModelEvent>) {
    this.#path = path;
  }

  async follow(): Promise<void> {
    for (const [index, event] of this.#path.events.entries()) {
      await this.#act(event);
      const expected = this.#path.seen[index];
      await waitUntil(() => this.#see() === expected, '').catch(() =>
        expect(this.#see(), `after ${labelOf(event)}`).to.equal(expected),
      );
    }
  }

  get #root(): ShadowRoot {
    if (!this.#element?.shadowRoot) throw new Error('the element is not there yet');
    return this.#element.shadowRoot;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#root.querySelector('esign-seal-designer')?.shadowRoot?.querySelector('dialog[open]') ?? null;
  }

  #see(): string {
    if (this.#dialog) {
      if (this.#gates.waitsFor === 'design')
        return this.#dialog.textContent.includes('正在制作') ? 'saving' : 'nothing';
      return this.#dialog.querySelector('[data-act=stay]') ? 'leaving' : 'designing';
    }
    const text = this.#root.textContent;
    const hasTable = this.#root.querySelector('table') !== null;
    const isFree = this.#button('刷新')?.getAttribute('aria-disabled') === 'false';
    if (this.#gates.waitsFor === 'load') return hasTable ? 'refreshing' : 'loading';
    if (this.#gates.waitsFor === 'sync') return text.includes('正在同步') ? 'syncing' : 'nothing';
    if (hasTable) return isFree ? 'list' : 'nothing';
    const screens: readonly (readonly [string, string])[] = [
      ['您无权查看此服务的印章', 'forbidden'],
      ['网络已断开', 'offline'],
      ['印章读取失败', 'failed'],
    ];
    return screens.find(([words]) => text.includes(words))?.[1] ?? 'nothing';
  }

  async #act(event: ModelEvent): Promise<void> {
    const label = labelOf(event);
    if (label.startsWith('done.')) this.#gates.open();
    else if (event['error'] instanceof EsignError) this.#gates.fail(event['error'].code);
    else await this.#hand(label);
    await nextFrame();
  }

  async #hand(label: string): Promise<void> {
    const press = (act: string) => () => this.#dialog?.querySelector<HTMLButtonElement>(`[data-act=${act}]`)?.click();
    const acts: Record<string, () => Promise<void> | void> = {
      'binding.assigned': () => this.#mount(),
      'refresh.requested': () => (this.#button('重试') ?? this.#button('刷新'))?.click(),
      'sync.requested': () => this.#button('立即同步')?.click(),
      'design.opened': () => this.#button('设计印章')?.click(),
      'design.changed': () => {
        const name = this.#dialog!.querySelector<HTMLInputElement>('[data-field=name]')!;
        name.value = '公章';
        name.dispatchEvent(new Event('input'));
      },
      'undo.requested': press('undo'),
      'redo.requested': press('redo'),
      'save.requested': press('save'),
      'close.requested': press('close'),
      'leave.confirmed': press('leave'),
      'leave.declined': press('stay'),
    };
    const act = acts[label];
    if (!act) throw new Error(`nobody knows how to do ${label}`);
    await act();
  }

  #button(label: string): HTMLButtonElement | undefined {
    return [...this.#root.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label);
  }

  async #mount(): Promise<void> {
    const behind = async <T>(gate: 'load' | 'sync' | 'design', answer: T): Promise<T> => {
      await this.#gates.wait(gate);
      return answer;
    };
    const host: SealLibraryHost = {
      listBindingSeals: () => behind('load', PAGE),
      syncBinding: () => behind('sync', {} as never),
      designSeal: () => behind('design', SEAL),
      getSealHolders: () => Promise.reject(new Error('not expected')),
      setSealHolders: () => Promise.reject(new Error('not expected')),
      findColleagues: () => Promise.resolve({ items: [], nextCursor: null }),
      getLibrarySealImage: () => Promise.reject(new Error('not expected')),
    };
    this.#element = await fixture<SealLibrary>(
      html`<esign-seal-library binding-id="bind-1" locale="zh-CN" .host=${host}></esign-seal-library>`,
    );
  }
}

describe('paths through <esign-seal-library>', () => {
  const machine = sealLibraryMachine as unknown as AnyStateMachine;
  const paths = findPaths<ModelEvent>({ machine, eventsOf, nameOf, labelOf, seenOf });

  it('lead through every state that a person can see', () => {
    const seen = new Set(paths.flatMap((path) => path.seen));

    expect([...seen].toSorted()).to.deep.equal([
      'designing',
      'failed',
      'forbidden',
      'leaving',
      'list',
      'loading',
      'offline',
      'refreshing',
      'saving',
      'syncing',
    ]);
  });

  for (const path of paths) {
    it(path.name, async () => {
      await new Walk(path).follow();
    });
  }
});
