import { expect, fixture, html } from '@open-wc/testing';

import type { SignPanel } from '../../../src/elements/sign-panel/sign-panel.js';
import type { PanelMode } from '../../../src/machines/sign-panel.events.js';
import { setPdfAssetBase } from '../../../src/pdf/index.js';
import type { SigningProgress } from '../../../src/schema/sign-progress.js';
import { GatedSignHost } from '../../support/gated-sign-host.js';
import { labelOf, TABS, type ModelEvent, type PanelPath, type Tab } from '../../support/panel-paths.js';
import { placeFirst, SignPanelHarness } from './sign-panel.harness.js';
import { waitUntil } from './wait.js';

/** The hands and eyes of a person in front of the real element. */
export class PanelWalk {
  readonly host = new GatedSignHost();
  readonly #path: PanelPath;
  #harness: SignPanelHarness | undefined;

  constructor(path: PanelPath) {
    this.#path = path;
  }

  get panel(): SignPanelHarness {
    if (!this.#harness) throw new Error('the panel is not there yet');
    return this.#harness;
  }

  async follow(): Promise<void> {
    for (const [index, event] of this.#path.events.entries()) {
      await this.#act(event);
      const expected = this.#path.seen[index];
      await waitUntil(() => this.see() === expected, '').catch(() =>
        expect(this.see(), `after ${labelOf(event)}`).to.equal(expected),
      );
      const marks = this.#path.snapshots[index]?.context.board.marks.length ?? 0;
      await waitUntil(() => this.panel.element.marks.length === marks, `not ${marks} marks after ${labelOf(event)}`);
    }
  }

  /** What state a person takes it for, from the screen; two kinds of waiting differ in what the host is asked. */
  see(): string {
    const { root, text } = this.panel;
    if (root.querySelector('esign-submit-dialog')) return 'confirming';
    if (root.querySelector('esign-intent-dialog')) return 'proving';
    if (root.querySelector('esign-reject-dialog')) return 'rejecting';
    const told = root.querySelector('esign-sign-progress')?.shadowRoot?.querySelector('.now')?.textContent;
    if (told) return told.includes('正在签署第 1/2 份') ? 'signing, told' : told;
    if (text.includes('正在提交签署')) return 'signing';
    if (text.includes('正在提交拒签')) return 'sendingRejection';
    if (text.includes('正在准备签署文件')) return 'acting';
    if (this.host.waitsFor === 'load') return 'loading';
    const notice = root.querySelector('.notice[data-notice]')?.getAttribute('data-notice');
    if (notice) return notice;
    if (this.panel.act('create')) return 'notCreated';
    if (!root.querySelector('header')) return root.querySelector('[role=alert]') ? 'failed' : 'unassigned';
    if (this.panel.act('finish')) return this.#seePlacing();
    return this.panel.act('submit') ? 'editing' : 'nothing';
  }

  #seePlacing(): string {
    const { root } = this.panel;
    if (this.panel.act('submit') ?? this.panel.act('reject')) return 'preparing, and more than that';
    if (root.querySelector('.faults')) return 'preparing, faulty';
    const answer = root.querySelector('esign-place-bar')?.shadowRoot?.querySelector('[role=status] [data-notice]');
    const notice = answer?.getAttribute('data-notice');
    if (!notice) return 'preparing';
    return notice === 'placed' ? 'preparing, done' : 'preparing, asked';
  }

  async #act(event: ModelEvent): Promise<void> {
    const { host } = this;
    const label = labelOf(event);
    const { tab, ahead } = event as { tab?: Tab; ahead?: boolean };
    if (tab) {
      host.tab = TABS[tab];
      host.tellsAhead = ahead !== false;
      host.open();
    } else if (label.startsWith('done.')) host.open();
    else if (label.startsWith('error.')) host.fail(label.includes('network') ? 'network' : 'intent-required');
    else await this.#hand(event);
    await this.#harness?.frames();
  }

  async #hand(event: ModelEvent): Promise<void> {
    const { host } = this;
    const { act, mode, progress } = event as { act?: string; mode?: PanelMode; progress?: SigningProgress };
    const acts: Record<string, () => Promise<void> | void> = {
      'target.assigned': () => this.#mount(mode ?? 'sign'),
      'mode.assigned': () => void (this.panel.element.mode = mode ?? 'sign'),
      'reload.requested': () => this.panel.click('重新加载'),
      'change.reported': () => host.client.report({ envelopeId: 'envelope-1', version: 99, status: 'launched' }),
      'act.requested': () =>
        this.panel.press(act === 'launch' ? 'launch' : this.panel.act('create') ? 'create' : 'restart'),
      'mark.placed': () => placeFirst(this.panel),
      'finish.requested': () => this.panel.press('finish'),
      'submit.requested': () => this.panel.press('submit'),
      'submit.confirmed': () => this.panel.press('confirm'),
      'intent.proved': () => this.panel.prove('demo'),
      'progress.told': () => progress && host.tell(progress),
      'dialog.closed': () => this.panel.press('back'),
      'reject.requested': () => this.panel.press('reject'),
      'reject.confirmed': async () => {
        await this.panel.reason('条款有误');
        await this.panel.press('confirm');
      },
    };
    const hand = acts[event.type];
    if (!hand) throw new Error(`nobody knows how to do ${event.type}`);
    await hand();
  }

  async #mount(mode: PanelMode): Promise<void> {
    setPdfAssetBase('/assets/pdfjs/');
    const element = await fixture<SignPanel>(
      html`<esign-sign-panel
        record-id="rec-1001"
        locale="zh-CN"
        mode=${mode}
        without-drafts
        .host=${this.host.client}
      ></esign-sign-panel>`,
    );
    this.#harness = new SignPanelHarness(element);
  }
}
