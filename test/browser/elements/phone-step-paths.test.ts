import { expect, fixture, html } from '@open-wc/testing';
import type { AnyMachineSnapshot, EventObject, SnapshotFrom } from 'xstate';

import '../../../src/define/phone-step.js';
import '../../../src/define/sign-panel.js';

import { EsignError } from '../../../src/core/errors.js';
import type { PhoneStep } from '../../../src/elements/sign-panel/phone-step.js';
import { panelPhone as words } from '../../../src/i18n/panel-phone.zh-cn.js';
import { phonePadMachine } from '../../../src/machines/phone-pad.machine.js';
import type { PhonePad, PhonePadNews } from '../../../src/schema/phone-pad.js';
import type { Handwriting } from '../../../src/schema/seal.js';
import { aSignHost } from '../../support/browser-sign-host.js';
import { Gates } from '../../support/gates.js';
import { findPaths, type Path } from '../harness/model-paths.js';
import { waitUntil } from '../harness/wait.js';

/*
 * Model-based: every transition of the machine that follows a phone, walked in the real element. What the host answers is held
 * back until its turn on the path; a person presses what is on the screen.
 */

type Snapshot = SnapshotFrom<typeof phonePadMachine>;
type ModelEvent = EventObject & { readonly news?: PhonePadNews; readonly error?: unknown };

const INK: Handwriting = {
  kind: 'handwriting',
  path: 'M1 1Q20 2 39 15Z',
  filled: true,
  strokeWidthMm: 0.1,
  widthMm: 40,
  heightMm: 16,
};
const STATES = ['waiting', 'opened', 'arrived', 'expired'] as const satisfies PhonePadNews['state'][];

function aPad(id: string): PhonePad {
  return { id, address: `https://oa.example.com/pad#${id}`, expiresAt: '2026-11-22T02:05:00.000Z' };
}

function news(state: PhonePadNews['state']): ModelEvent {
  return { type: 'pad.reported', news: { state, ink: state === 'arrived' ? INK : null } };
}

/** What can happen in a state: to the host and the phone, or by a person. */
function eventsOf(snapshot: AnyMachineSnapshot): ModelEvent[] {
  const renew: ModelEvent = { type: 'renew.requested' };
  switch (seenOf(snapshot)) {
    case 'opening':
      return [
        { type: 'xstate.done.actor.0.phonePad.opening', output: aPad('pad-1') } as ModelEvent,
        { type: 'xstate.error.actor.0.phonePad.opening', error: new EsignError('rate-limited', 'too often') },
      ];
    case 'waiting':
    case 'opened':
      return [...STATES.map(news), { type: 'pad.unreachable' }, renew];
    case 'offline':
      // there is nothing to press: it goes on by itself
      return STATES.map(news);
    default:
      return [renew];
  }
}

function seenOf(snapshot: AnyMachineSnapshot): string {
  const { value } = snapshot as Snapshot;
  return typeof value === 'string' ? value : value.held;
}

function labelOf({ type, news: told }: ModelEvent): string {
  const short = type.replace('xstate.', '').replace('.actor.0.phonePad', '');
  return told ? `${short} (${told.state})` : short;
}

/** The hands and eyes of a person in front of the step. */
class Walk {
  readonly #gates = new Gates<'open' | 'ask'>();
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  /** What may be kept, as the step told it last. */
  ink: Handwriting | null = null;
  #news: PhonePadNews = { state: 'waiting', ink: null };
  #step: PhoneStep | undefined;

  get step(): PhoneStep {
    if (!this.#step) throw new Error('the step is not there yet');
    return this.#step;
  }

  async reach(): Promise<void> {
    const client = aSignHost({
      openPhonePad: async () => {
        await this.#gates.wait('open');
        const pad = aPad(`pad-${this.opened.length + 1}`);
        this.opened.push(pad.id);
        return pad;
      },
      getPhonePad: async () => {
        await this.#gates.wait('ask');
        return this.#news;
      },
      closePhonePad: (id) => {
        this.closed.push(id);
        return Promise.resolve();
      },
    });
    this.#step = await fixture<PhoneStep>(
      html`<esign-phone-step
        locale="zh-CN"
        .client=${client}
        .rhythm=${0}
        @phone-ink=${({ detail }: CustomEvent<Handwriting | null>) => (this.ink = detail)}
      ></esign-phone-step>`,
    );
    await waitUntil(() => this.#gates.waitsFor === 'open', 'no pad was asked for');
  }

  async follow({ events, seen }: Path<ModelEvent>): Promise<void> {
    for (const [index, event] of events.entries()) {
      await this.#act(event);
      await waitUntil(() => this.see() === seen[index], '').catch(() =>
        expect(this.see(), `after ${labelOf(event)}`).to.equal(seen[index]),
      );
    }
  }

  /** What state a person takes it for. */
  see(): string {
    const root = this.step.shadowRoot;
    const text = root?.textContent ?? '';
    if (text.includes(words.opening)) return 'opening';
    if (text.includes(words.refused)) return 'refused';
    const known = (['waiting', 'opened', 'offline', 'arrived', 'expired'] as const).filter((state) =>
      text.includes(words[state].title),
    );
    // a code on the screen is one that may still be used
    const hasCode = root?.querySelector('esign-qr-code') !== null;
    return known.length === 1 && hasCode === (known[0] === 'waiting') ? (known[0] ?? '') : `nothing of ${text}`;
  }

  async #act(event: ModelEvent): Promise<void> {
    const gates = this.#gates;
    if (event.type === 'renew.requested') {
      this.step.shadowRoot?.querySelector<HTMLButtonElement>('[data-act=phone-renew]')?.click();
      await waitUntil(() => gates.waitsFor === 'open', 'no other pad was asked for');
      return;
    }
    if (event.news) this.#news = event.news;
    const gate = event.type.includes('opening') ? 'open' : 'ask';
    await waitUntil(() => gates.waitsFor === gate, `nobody asks: ${gate}`);
    if (event.error) gates.fail('rate-limited');
    else if (event.type === 'pad.unreachable') gates.fail('network');
    else gates.open();
  }
}

describe('paths through a signature on a phone', () => {
  const paths = findPaths<ModelEvent>({
    machine: phonePadMachine,
    eventsOf,
    nameOf: (snapshot) => JSON.stringify([seenOf(snapshot), (snapshot as Snapshot).context.ink !== undefined]),
    labelOf: (event) => labelOf(event),
    seenOf,
  });

  it('lead through every state', () => {
    const seen = new Set(paths.flatMap((path) => path.seen));

    expect([...seen].sort()).to.deep.equal(
      ['arrived', 'expired', 'offline', 'opened', 'opening', 'refused', 'waiting'].sort(),
    );
  });

  for (const path of paths) {
    it(path.name, async () => {
      const walk = new Walk();
      await walk.reach();

      await walk.follow(path);

      const end = path.seen.at(-1);
      expect(walk.ink).to.deep.equal(end === 'arrived' ? INK : null);
      // whatever happened, no pad outlives the step: who has the link could write on it
      walk.step.remove();
      await waitUntil(() => walk.opened.every((id) => walk.closed.includes(id)), 'a pad was left open');
    });
  }
});
