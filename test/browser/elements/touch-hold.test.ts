import { expect } from '@esm-bundle/chai';
import { html, LitElement } from 'lit';

import { DragController } from '../../../src/ui/drag-controller.js';

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

async function press(pointerType: string, rest: number): Promise<number> {
  started.length = 0;
  const probe = document.createElement('touch-hold-probe') as TouchHoldProbe;
  document.body.append(probe);
  await probe.updateComplete;
  await import('interactjs');
  await new Promise((done) => setTimeout(done, 50));
  const source = probe.renderRoot.querySelector('div') as HTMLElement;
  send(source, 'pointerdown', pointerType, 5);
  await new Promise((done) => setTimeout(done, rest));
  for (const y of [15, 25, 35]) send(source, 'pointermove', pointerType, y);
  const count = started.length;
  send(source, 'pointerup', pointerType, 35);
  probe.remove();
  return count;
}

it('a mouse drags at once', async () => expect(await press('mouse', 0)).to.equal(1));
it('a finger that moves at once does not drag', async () => expect(await press('touch', 0)).to.equal(0));
it('a finger that rested drags', async () => expect(await press('touch', 400)).to.equal(1));
