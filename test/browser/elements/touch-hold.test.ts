import { aTimeout, expect, fixture } from '@open-wc/testing';
import { html, LitElement } from 'lit';

import { DragController } from '../../../src/ui/drag-controller.js';
import { waitUntil } from '../harness/wait.js';

const started: string[] = [];

class TouchHoldProbe extends LitElement {
  readonly drag = new DragController<string>(this, {
    source: () => this.renderRoot.querySelector('div'),
    scroller: () => null,
    pill: () => null,
    pick: () => 'item',
    started: (item) => started.push(item),
    over: () => undefined,
    sprung: () => undefined,
    ended: () => undefined,
  });
  override render() {
    return html`<div>item</div>`;
  }
}
customElements.define('touch-hold-probe', TouchHoldProbe);

function send(target: EventTarget, type: string, pointerType: string, y: number): void {
  const init = { pointerType, pointerId: 7, isPrimary: true, clientX: 5, clientY: y, button: 0, buttons: 1 };
  target.dispatchEvent(new PointerEvent(type, { ...init, bubbles: true, composed: true }));
}

/** How many drags start when a pointer is put down, rests for so many milliseconds, moves, and is lifted. */
async function press(source: HTMLElement, pointerType: string, rest: number): Promise<number> {
  started.length = 0;
  send(source, 'pointerdown', pointerType, 5);
  // the time that a finger rests is what is tested
  if (rest > 0) await aTimeout(rest);
  for (const y of [15, 25, 35]) send(source, 'pointermove', pointerType, y);
  const count = started.length;
  send(source, 'pointerup', pointerType, 35);
  return count;
}

describe('DragController: how long a press rests before it drags', () => {
  let source: HTMLElement;

  beforeEach(async () => {
    const probe = await fixture<TouchHoldProbe>(html`<touch-hold-probe></touch-hold-probe>`);
    source = probe.renderRoot.querySelector('div') as HTMLElement;
    // the library comes by itself; a mouse drags at once when it is there
    await waitUntil(async () => (await press(source, 'mouse', 0)) === 1, 'a mouse drags at once');
  });

  it('does not drag for a finger that moves at once: that is a scroll', async () => {
    expect(await press(source, 'touch', 0)).to.equal(0);
  });

  it('drags for a finger that rested', async () => {
    expect(await press(source, 'touch', 400)).to.equal(1);
  });
});
