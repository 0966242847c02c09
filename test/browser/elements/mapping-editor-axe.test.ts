import { expect } from '@open-wc/testing';
import { resetMouse, setViewport } from '@web/test-runner-commands';

import { GatedEditorHost } from '../../support/gated-editor-host.js';
import { MappingEditorHarness } from '../harness/mapping-editor.harness.js';
import { isSeen, show, states } from '../harness/mapping-editor.states.js';
import { waitUntil } from '../harness/wait.js';

describe('<esign-mapping-editor>: no state keeps anybody out (axe)', () => {
  before(() => setViewport({ width: 1440, height: 900 }));
  // a field that was on its way is let go
  afterEach(() => resetMouse());

  for (const theme of ['light', 'dark'] as const) {
    for (const state of states) {
      it(`${state.name}, ${theme}`, async () => {
        const editor = await show(state, theme);
        expect(isSeen(editor, state.seen), `${state.seen} before`).to.equal(true);
        await editor.expectAccessible();
        expect(isSeen(editor, state.seen), `${state.seen} after`).to.equal(true);
      });
    }
  }

  it('a load that is on its way', async () => {
    const host = new GatedEditorHost();
    const opening = MappingEditorHarness.open({ host });
    await waitUntil(() => host.waitsFor === 'load');
    const element = document.querySelector('esign-mapping-editor')!;
    await element.updateComplete;
    await new MappingEditorHarness(element, host).expectAccessible();
    host.open();
    await opening;
  });
});
