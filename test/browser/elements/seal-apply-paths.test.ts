import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { AnyMachineSnapshot, AnyStateMachine, EventObject, SnapshotFrom } from 'xstate';

import { EsignError } from '../../../src/core/errors.js';
import type { SealApply } from '../../../src/elements/seal-apply/seal-apply.js';
import { sealApplyMachine } from '../../../src/machines/seal-apply.machine.js';
import type { SealUse, SealUseTab } from '../../../src/schema/seal-use.js';
import { aSealUse } from '../../support/builders.js';
import { Gates } from '../../support/gates.js';
import { findPaths, type Path } from '../harness/model-paths.js';
import { aSealUseTab, applicable, hostOf, running, SealApplyHarness } from '../harness/seal-apply.harness.js';
import { waitUntil } from '../harness/wait.js';

/*
 * Model-based: the paths are those of the machine itself, found by a search through its states; a person's hands then
 * walk each of them in the real element, and what is seen must be what the machine says.
 */

type Snapshot = SnapshotFrom<typeof sealApplyMachine>;
type ModelEvent = EventObject & { readonly [key: string]: unknown };

const TABS = {
  applicable: applicable(),
  owing: { ...applicable(), owed: { sealUseId: 'use-0', recordId: null, subject: '框架合同用印', photos: 1 } },
  running: running(),
  ended: aSealUseTab({ sealUse: aSealUse({ status: 'ended' }) }),
  empty: aSealUseTab(),
  notConfigured: aSealUseTab({ configured: false }),
} satisfies Record<string, SealUseTab>;
type Tab = keyof typeof TABS;

const done = (state: string, output: unknown, tab?: Tab): ModelEvent => ({
  type: `xstate.done.actor.0.sealApply.${state}`,
  output,
  ...(tab ? { tab } : {}),
});
const failed = (state: string, code: 'network' | 'forbidden'): ModelEvent => ({
  type: `xstate.error.actor.0.sealApply.${state}`,
  error: new EsignError(code, code),
});
const loaded = (state: string, tab: Tab): ModelEvent => done(state, TABS[tab], tab);
const key = { key: 'k' };

/** What can happen in a state: to the host, or by a person. */
function eventsOf(snapshot: AnyMachineSnapshot): ModelEvent[] {
  const { situation, count, error } = (snapshot as Snapshot).context;
  switch (seenOf(snapshot)) {
    case 'unassigned':
      return [{ type: 'target.assigned', target: { recordId: 'rec-2001', sealUseId: '' } }];
    case 'loading':
      if (error) return [loaded('loading', 'applicable')];
      return [
        ...(['applicable', 'owing', 'running', 'empty', 'notConfigured'] as const).map((tab) => loaded('loading', tab)),
        failed('loading', 'network'),
        failed('loading', 'forbidden'),
      ];
    case 'failed':
    case 'forbidden':
    case 'empty':
    case 'notConfigured':
      return [{ type: 'refresh.requested' }];
    case 'draft':
      if (situation.owed) return [{ type: 'refresh.requested' }];
      return [
        { type: 'apply.requested', ...key },
        ...(error ? [] : [{ type: 'refresh.requested' }]),
        ...(count === 3 ? [{ type: 'count.changed', count: 5 }] : []),
      ];
    case 'active':
      return situation.canAppend
        ? [{ type: 'append.opened' }, { type: 'end.opened' }, ...(error ? [] : [{ type: 'refresh.requested' }])]
        : [];
    case 'appending':
      return [
        { type: 'append.requested', request: { count: 1, seamCount: 0, reason: '加印' }, ...key },
        { type: 'request.cancelled' },
      ];
    case 'ending':
      return [{ type: 'end.requested', request: { reason: '用完' }, ...key }, { type: 'request.cancelled' }];
    case 'sending apply':
      return [done('sending', aSealUse()), failed('sending', 'network'), failed('sending', 'forbidden')];
    case 'sending append':
      return [done('sending', running().sealUse), failed('sending', 'network')];
    case 'sending end':
      return [done('sending', aSealUse({ status: 'ended' })), failed('sending', 'network')];
    case 'refreshing':
      return [loaded('refreshing', nextTab(situation.sealUse, situation.canApply)), failed('refreshing', 'network')];
    default:
      return [];
  }
}

function nextTab(sealUse: SealUse | null, canApply: boolean): Tab {
  if (canApply) return 'applicable';
  return sealUse?.status === 'ended' ? 'ended' : 'running';
}

function seenOf(snapshot: AnyMachineSnapshot): string {
  const { value, context } = snapshot as Snapshot;
  return value === 'sending' ? `sending ${context.intent?.ask.kind ?? ''}` : String(value);
}

function nameOf(snapshot: AnyMachineSnapshot): string {
  const { situation, count, error } = (snapshot as Snapshot).context;
  const { sealUse, canAppend, canApply, owed } = situation;
  return JSON.stringify([seenOf(snapshot), sealUse?.status, canAppend, canApply, owed?.photos, count, error?.code]);
}

function labelOf(event: EventObject): string {
  const short = event.type.replace('xstate.', '').replace('actor.0.sealApply.', '');
  const { error, tab } = event as ModelEvent;
  if (error instanceof EsignError) return `${short} (${error.code})`;
  return typeof tab === 'string' ? `${short} (${tab})` : short;
}

/** The hands and eyes of a person in front of the real element. */
class Walk {
  readonly #gates = new Gates<'load' | 'send'>();
  readonly #path: Path<ModelEvent>;
  #answer: SealUseTab | SealUse = aSealUse();
  #harness: SealApplyHarness | undefined;

  constructor(path: Path<ModelEvent>) {
    this.#path = path;
  }

  get #seal(): SealApplyHarness {
    if (!this.#harness) throw new Error('the element is not there yet');
    return this.#harness;
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

  #see(): string {
    const seal = this.#seal;
    const { text, dialog } = seal;
    if (dialog) {
      const kind = text.includes('追加原因') ? 'append' : 'end';
      if (text.includes('正在提交…')) return `sending ${kind}`;
      return kind === 'append' ? 'appending' : 'ending';
    }
    if (text.includes('正在提交…')) return 'sending apply';
    if (this.#gates.waitsFor === 'load') return seal.root.querySelector('.screen') ? 'loading' : 'refreshing';
    if (seal.root.querySelector('input')) return 'draft';
    if (text.includes('用印记录')) return 'active';
    const screens: readonly (readonly [string, string])[] = [
      ['还没有用印申请', 'empty'],
      ['此流程没有启用物理用印', 'notConfigured'],
      ['您无权查看此处的用印信息', 'forbidden'],
      ['用印信息读取失败', 'failed'],
      ['尚未指定要显示的表单', 'unassigned'],
    ];
    return screens.find(([words]) => text.includes(words))?.[1] ?? 'nothing';
  }

  async #act(event: ModelEvent): Promise<void> {
    const label = labelOf(event);
    if (label.startsWith('done.')) {
      this.#answer = event['output'] as SealUseTab | SealUse;
      this.#gates.open();
    } else if (label.startsWith('error.')) this.#gates.fail(label.includes('network') ? 'network' : 'forbidden');
    else await this.#hand(label);
    await nextFrame();
  }

  async #hand(label: string): Promise<void> {
    const acts: Record<string, () => Promise<void> | void> = {
      'target.assigned': () => this.#mount(),
      'refresh.requested': () => this.#click(this.#see() === 'failed' ? '重试' : '刷新'),
      'count.changed': () => this.#seal.typeCount('5'),
      'apply.requested': () => this.#click('提交用印申请'),
      'append.opened': () => this.#click('追加次数'),
      'end.opened': () => this.#click('结束用印'),
      'request.cancelled': () => this.#click('取消'),
      'append.requested': () => {
        this.#seal.fill('reason', '加印');
        this.#click('提交追加');
      },
      'end.requested': () => {
        this.#seal.fill('reason', '用完');
        this.#click('确认结束');
      },
    };
    const act = acts[label];
    if (!act) throw new Error(`nobody knows how to do ${label}`);
    await act();
  }

  #click(label: string): void {
    this.#seal.button(label).click();
  }

  async #mount(): Promise<void> {
    const ask =
      <T extends SealUseTab | SealUse>(gate: 'load' | 'send') =>
      async (): Promise<T> => {
        await this.#gates.wait(gate);
        return this.#answer as T;
      };
    const send = ask<SealUse>('send');
    const host = hostOf({
      getRecordSealUse: ask<SealUseTab>('load'),
      applySealUse: send,
      appendSealUse: send,
      endSealUse: send,
    });
    const element = await fixture<SealApply>(
      html`<esign-seal-apply record-id="rec-2001" locale="zh-CN" .host=${host}></esign-seal-apply>`,
    );
    this.#harness = new SealApplyHarness(element);
  }
}

describe('paths through <esign-seal-apply>', () => {
  const machine = sealApplyMachine as unknown as AnyStateMachine;
  const paths = findPaths<ModelEvent>({ machine, eventsOf, nameOf, labelOf, seenOf });

  it('lead through every state that a person can see', () => {
    const seen = new Set(paths.flatMap((path) => path.seen));

    expect([...seen].toSorted()).to.deep.equal([
      'active',
      'appending',
      'draft',
      'empty',
      'ending',
      'failed',
      'forbidden',
      'loading',
      'notConfigured',
      'refreshing',
      'sending append',
      'sending apply',
      'sending end',
    ]);
  });

  for (const path of paths) {
    it(path.name, async () => {
      await new Walk(path).follow();
    });
  }
});
