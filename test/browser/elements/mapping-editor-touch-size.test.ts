import { expect } from '@open-wc/testing';
import { executeServerCommand, setViewport } from '@web/test-runner-commands';

import { itNeeds } from '../../support/browser-needs.js';
import { show, states } from '../harness/mapping-editor.states.js';
import { tooSmall } from '../harness/touch-size.js';

describe('controls of the mapping editor where the pointer is a finger', () => {
  before(async () => {
    await setViewport({ width: 1024, height: 768 });
    await executeServerCommand('touch-screen', true);
  });
  after(() => executeServerCommand('touch-screen', false));

  for (const state of states) {
    itNeeds('touch')(`are as large as a finger needs: ${state.name}`, async () => {
      const editor = await show(state, 'light');

      expect(matchMedia('(pointer: coarse)').matches).to.equal(true);
      expect(tooSmall(editor.root).join('\n')).to.equal('');
    });
  }
});
